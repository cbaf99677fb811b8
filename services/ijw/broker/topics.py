"""The topics, and making them."""

from __future__ import annotations

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import for_code

IN = {
    "requests": frozenset({"JW315", "JW317"}),
    "start-stop": frozenset({"JW305", "JW307"}),
    "claims": frozenset({"JW323"}),
    "returns": frozenset({"JW302", "JW320"}),
}
"""The inbound topics and the message types they carry; `ijw.in.start-stop` is named `start-stop`."""

OUT = ("JW301", "JW306", "JW308", "JW316", "JW318", "JW319", "JW325")
"""The message types that we send, each on a topic of its own."""

ANSWERS = {"requests": {"JW301": "Assignments.", "JW319": "Answers to requests."}}
"""What a consumer sends beside receipts, and what that is."""

REJECTED, DEAD_LETTER, SIGNALS = "rejected", "dead-letter", "signals"

LARGEST_RECORD = 27 * 1024 * 1024
"""Bytes: the largest message (25 MB) with its headers."""

_ALREADY_EXISTS = 36


def inbound(name: str) -> str:
    """The topic of a consumer, without prefix."""
    return f"in.{name}"


def outbound(message_type: str) -> str:
    """The topic of a message type that we send, without prefix."""
    return f"out.{message_type.lower()}"


def inbound_for(message_type: str) -> str | None:
    """The topic that a message type comes in on, without prefix; None when it is not one we receive."""
    return next((inbound(name) for name, types in IN.items() if message_type in types), None)


def all_topics() -> list[str]:
    """Every topic, without prefix."""
    return [*map(inbound, IN), *map(outbound, OUT), REJECTED, DEAD_LETTER, SIGNALS]


class TopicError(Exception):
    """The broker refused to make a topic; the text is one line."""


async def create_topics(
    bootstrap: str, prefix: str, partitions: int, *, replicas: int = 1, **connection: object
) -> list[str]:
    """Make the topics that are not there yet, and return the names of those made.

    Raises TopicError for a topic that the broker refuses: its answer carries an error code per topic and
    the client does not raise it.
    """
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, **connection)
    await admin.start()
    try:
        wanted = [prefix + name for name in all_topics()]
        answer = await admin.create_topics([_topic(name, partitions, replicas) for name in wanted])
    finally:
        await admin.close()
    return [name for name, code, *_ in answer.topic_errors if _made(name, code)]


def _topic(name: str, partitions: int, replicas: int) -> NewTopic:
    return NewTopic(name, partitions, replicas, topic_configs={"max.message.bytes": str(LARGEST_RECORD)})


def _made(name: str, code: int) -> bool:
    if code not in (0, _ALREADY_EXISTS):
        raise TopicError(f"topic {name}: {for_code(code).__name__}")
    return code == 0
