"""How a consumer is wired to the broker: the settings on which no message may be lost."""

from __future__ import annotations

import ssl
from typing import Any, cast

import pytest
from faststream import AckPolicy

from ijw.broker import topics
from ijw.broker.app import Process
from ijw.broker.connection import kafka_arguments, make_broker
from ijw.cli.serve import CONSUMERS
from ijw.settings import ConfigurationError, Settings, load_settings


def process(name: str) -> Process:
    """A consumer that is wired and connected to nothing."""
    settings = load_settings()
    return Process(CONSUMERS[name](settings), settings, cast("Any", None), b"")


@pytest.mark.parametrize("name", sorted(CONSUMERS))
def test_the_framework_acknowledges_nothing(name: str) -> None:
    """Every subscriber says so itself: the default would commit before a message is handled."""
    subscribers = process(name).broker.subscribers
    assert len(subscribers) == 1
    assert [one.ack_policy for one in subscribers] == [AckPolicy.MANUAL]


@pytest.mark.parametrize("name", sorted(CONSUMERS))
def test_a_consumer_reads_a_topic_that_exists(name: str) -> None:
    """The topic of a consumer is one of those that `ijw topics create` makes."""
    assert topics.inbound(name) in topics.all_topics()


def test_every_message_type_that_we_receive_has_one_topic() -> None:
    """A type on two topics would be decided by two consumers."""
    types = [kind for accepted in topics.IN.values() for kind in accepted]
    assert len(set(types)) == len(types)


def secured() -> Settings:
    """A broker that asks for TLS and a password."""
    return load_settings(
        kafka_security_protocol="SASL_SSL", kafka_sasl_username="ijw", kafka_sasl_password="of the tests"
    )


def test_the_plain_clients_get_the_same_access_as_the_framework() -> None:
    """Reading topics back must work wherever publishing does."""
    arguments = kafka_arguments(secured())
    assert isinstance(arguments["ssl_context"], ssl.SSLContext)
    assert (arguments["sasl_mechanism"], arguments["sasl_plain_username"]) == ("SCRAM-SHA-512", "ijw")
    assert make_broker(secured()) is not None


def test_a_password_is_not_in_the_words_of_the_settings() -> None:
    """Settings end up in logs and traces."""
    assert "of the tests" not in repr(secured())


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("partitions", "0"),
        ("municipalities", "0363,9999"),
        ("database_url", "mysql://x"),
        ("today", "yesterday"),
        ("log_level", "LOUD"),
        ("batch_size", "0"),
    ],
)
def test_a_wrong_setting_names_its_variable(setting: str, value: str) -> None:
    """One line, so that an operator knows what to mend."""
    with pytest.raises(ConfigurationError, match=f"^IJW_{setting.upper()}: ") as error:
        load_settings(**{setting: value})
    assert "\n" not in str(error.value)
