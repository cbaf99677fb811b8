"""How to reach the broker, as FastStream and as aiokafka's own clients want to hear it."""

from __future__ import annotations

import ssl
from typing import Any

from faststream.kafka import KafkaBroker
from faststream.security import BaseSecurity, SASLPlaintext, SASLScram256, SASLScram512

from ijw.broker import topics
from ijw.settings import Settings

_SASL = {"PLAIN": SASLPlaintext, "SCRAM-SHA-256": SASLScram256, "SCRAM-SHA-512": SASLScram512}


def make_broker(settings: Settings) -> KafkaBroker:
    """The broker as FastStream sees it: idempotent, all replicas acknowledge, no batch waits for company."""
    return KafkaBroker(
        settings.kafka_bootstrap.split(","),
        client_id="ijw",
        security=_security(settings),
        enable_idempotence=True,
        acks="all",
        linger_ms=0,
        max_batch_size=512 * 1024,  # the answers of a batch in one request; below the megabyte of any broker
        max_request_size=topics.LARGEST_RECORD,
        logger=None,
        graceful_timeout=60,
    )


def kafka_arguments(settings: Settings) -> dict[str, Any]:
    """The same connection as arguments of aiokafka's own clients."""
    arguments: dict[str, Any] = {
        "bootstrap_servers": settings.kafka_bootstrap,
        "security_protocol": settings.kafka_security_protocol,
    }
    if "SSL" in settings.kafka_security_protocol:
        arguments["ssl_context"] = _ssl_context(settings)
    if "SASL" in settings.kafka_security_protocol:
        arguments |= {
            "sasl_mechanism": settings.kafka_sasl_mechanism,
            "sasl_plain_username": settings.kafka_sasl_username,
            "sasl_plain_password": _password(settings),
        }
    return arguments


def _security(settings: Settings) -> BaseSecurity | None:
    context = _ssl_context(settings) if "SSL" in settings.kafka_security_protocol else None
    if "SASL" in settings.kafka_security_protocol:
        return _SASL[settings.kafka_sasl_mechanism](
            username=settings.kafka_sasl_username or "",
            password=_password(settings),
            ssl_context=context,
            use_ssl=context is not None,
        )
    return BaseSecurity(ssl_context=context) if context else None


def _ssl_context(settings: Settings) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=settings.kafka_ssl_cafile)
    if settings.kafka_ssl_certfile:
        context.load_cert_chain(settings.kafka_ssl_certfile, settings.kafka_ssl_keyfile)
    return context


def _password(settings: Settings) -> str:
    return settings.kafka_sasl_password.get_secret_value() if settings.kafka_sasl_password else ""
