"""Reading along with topics, without a consumer group and so without a trace."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from ijw.broker import topics
from ijw.broker.partitions import partitions_of
from ijw.settings import Settings

POLL_MS = 200
"""Milliseconds that a look at the broker may take when there is nothing."""


def outgoing_topics(settings: Settings) -> list[str]:
    """The topics that we write messages to: outbound, rejected and dead letters."""
    names = [*map(topics.outbound, topics.OUT), topics.REJECTED, topics.DEAD_LETTER]
    return [settings.topic(name) for name in names]


@asynccontextmanager
async def follower(
    connection: Mapping[str, Any], names: Collection[str], *, from_start: bool
) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer that stands at the start or at the end of every partition of these topics."""
    consumer = AIOKafkaConsumer(
        enable_auto_commit=False, max_partition_fetch_bytes=topics.LARGEST_RECORD, **connection
    )
    await consumer.start()
    try:
        await _stand(consumer, await partitions_of(connection, names), from_start=from_start)
        yield consumer
    finally:
        await consumer.stop()


async def _stand(
    consumer: AIOKafkaConsumer, partitions: Sequence[TopicPartition], *, from_start: bool
) -> None:
    consumer.assign(partitions)
    # Known offsets, not "the end": that would be looked up later, and messages in between would be missed.
    offsets = await (consumer.beginning_offsets if from_start else consumer.end_offsets)(partitions)
    for at in partitions:
        consumer.seek(at, offsets[at])


async def next_records(consumer: AIOKafkaConsumer) -> Sequence[ConsumerRecord]:
    """What is there now or comes in a moment, by time; may be nothing."""
    found = await consumer.getmany(timeout_ms=POLL_MS)
    return sorted((record for records in found.values() for record in records), key=lambda one: one.timestamp)
