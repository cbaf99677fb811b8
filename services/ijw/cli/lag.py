"""How far the consumers are behind."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from ijw.broker.partitions import partitions_of
from ijw.broker.topics import IN, inbound
from ijw.settings import Settings


@dataclass(frozen=True, slots=True)
class Lag:
    """One partition of one consumer group."""

    group: str
    topic: str
    partition: int
    committed: int | None
    """The next offset to read; None when the group has not committed one yet."""
    end: int
    behind: int
    """Messages that are there and not committed."""


async def lags(connection: Mapping[str, Any], settings: Settings) -> list[Lag]:
    """Every partition of every inbound topic that is there, for the group that reads it."""
    groups = {settings.topic(inbound(name)): f"{settings.group_prefix}{name}" for name in IN}
    partitions = await partitions_of(connection, groups.keys())
    begins, ends = await _offsets(connection, partitions)
    committed = await _committed(connection, {groups[at.topic] for at in partitions})
    found = []
    for at in sorted(partitions):
        offset = committed.get((groups[at.topic], at))
        behind = ends[at] - (begins[at] if offset is None else offset)
        found.append(Lag(groups[at.topic], at.topic, at.partition, offset, ends[at], behind))
    return found


async def _offsets(
    connection: Mapping[str, Any], partitions: Collection[TopicPartition]
) -> tuple[dict[TopicPartition, int], dict[TopicPartition, int]]:
    consumer = AIOKafkaConsumer(enable_auto_commit=False, **connection)
    await consumer.start()
    try:
        consumer.assign(partitions)
        return await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
    finally:
        await consumer.stop()


async def _committed(
    connection: Mapping[str, Any], groups: Collection[str]
) -> dict[tuple[str, TopicPartition], int]:
    admin = AIOKafkaAdminClient(**connection)
    await admin.start()
    try:
        answers = {group: await admin.list_consumer_group_offsets(group) for group in sorted(groups)}
    finally:
        await admin.close()
    return {
        (group, at): found.offset
        for group, offsets in answers.items()
        for at, found in offsets.items()
        if found.offset >= 0
    }
