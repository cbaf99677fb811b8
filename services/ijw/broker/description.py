"""What the AsyncAPI document says of a consumer."""

from __future__ import annotations

from faststream.kafka import KafkaBroker
from faststream.specification import AsyncAPI

from ijw import __version__
from ijw.broker import topics
from ijw.contracts.catalog import by_type
from ijw.settings import Settings


def specification() -> AsyncAPI:
    """What the AsyncAPI document says of the whole."""
    return AsyncAPI(
        title="ijw",
        version=__version__,
        description="iJw 3.2 messages over Kafka. Values are the XML bytes exactly as received or made.",
    )


def describe_publishers(broker: KafkaBroker, settings: Settings, name: str) -> None:
    """Make the topics that a consumer writes to part of its AsyncAPI description."""
    written = {topics.REJECTED: "Failed level 0 or 1.", topics.DEAD_LETTER: "Failed in our own code."}
    written |= {topics.outbound(kind): text for kind, text in topics.ANSWERS.get(name, {}).items()}
    for kind in sorted(topics.IN[name]):
        answer = by_type(kind).retour
        if answer is not None:
            written[topics.outbound(answer)] = f"Receipts of {kind}."
    for topic, text in written.items():
        broker.publisher(settings.topic(topic), title=topic, schema=bytes, description=text)
