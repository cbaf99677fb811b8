"""`ijw asyncapi`: the contract on the broker as an AsyncAPI document."""

from __future__ import annotations

import sys
from typing import Any

import typer
import yaml
from faststream import FastStream

from ijw.broker.app import Process
from ijw.broker.description import specification
from ijw.cli.serve import CONSUMERS
from ijw.settings import Settings
from ijw.store.database import connect

_TEXT = {"type": "string"}
HEADERS: dict[str, dict[str, str]] = {
    "ijw-type": _TEXT | {"description": "Message type, such as JW305."},
    "ijw-message-id": _TEXT | {"format": "uuid", "description": "The idempotency key."},
    "ijw-correlation-id": _TEXT | {"description": "Ties a conversation together."},
    "ijw-in-reply-to": _TEXT | {"format": "uuid", "description": "The message that a reply answers."},
    "ijw-sender": _TEXT | {"description": "AGB code of a provider or CBS code of a municipality."},
    "ijw-receiver": _TEXT | {"description": "AGB code of a provider or CBS code of a municipality."},
    "ijw-received-at": _TEXT | {"format": "date-time"},
    "traceparent": _TEXT | {"description": "W3C trace context."},
    "ijw-error": _TEXT | {"description": "Rejected and dead letters: what is wrong, for a program."},
    "ijw-error-detail": _TEXT | {"description": "The same for a person, without personal data."},
    "ijw-attempts": _TEXT | {"description": "Rejected and dead letters: how often it was tried."},
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(asyncapi)


def asyncapi() -> None:
    """Print the AsyncAPI document of all consumers.

    Example: ijw asyncapi > contracts/asyncapi.yaml
    """
    sys.stdout.write(document())


def document() -> str:
    """The document, as YAML. Nothing is connected to."""
    settings = Settings.model_construct()
    engine = connect(settings.database_url)
    described = specification()
    for make in CONSUMERS.values():
        process = Process(make(settings), settings, engine, b"")
        FastStream(process.broker, logger=None, specification=described)
    content: dict[str, Any] = described.to_specification().to_jsonable()
    content["defaultContentType"] = "application/xml"
    for message in content["components"]["messages"].values():
        message["headers"] = {"type": "object", "properties": HEADERS}
    # Sorted: FastStream keeps publishers in no order.
    return yaml.dump(content, allow_unicode=True, Dumper=_Plain, width=110)


class _Plain(yaml.SafeDumper):
    """Writes what is shared between messages out in full: tools read that more easily than references."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True
