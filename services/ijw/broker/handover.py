"""What happens when partitions change hands, and where reading goes on afterwards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition

from ijw.ops.events import log


class Handover(ConsumerRebalanceListener):  # type: ignore[misc]
    """On a rebalance what is in hand is finished and committed before its partitions go to another."""

    def __init__(
        self, pause: Callable[[], None], drain: Callable[[], Awaitable[None]], go_on: Callable[[], None]
    ) -> None:
        self._pause, self._drain, self._go_on = pause, drain, go_on

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:
        """Take nothing new, and finish what is in hand."""
        self._pause()
        with suppress(Exception):  # what goes wrong there ends the process by another way
            await self._drain()
        log.info("partitions_revoked", partitions=sorted(at.partition for at in revoked))

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        """Go on with the partitions that are ours now."""
        self._go_on()
        log.info("partitions_assigned", partitions=sorted(at.partition for at in assigned))


async def commit(consumer: AIOKafkaConsumer, records: Iterable[ConsumerRecord]) -> None:
    """Commit the next offset of every partition in the batch that is still ours."""
    offsets: dict[TopicPartition, int] = {}
    for record in records:
        at = TopicPartition(record.topic, record.partition)
        offsets[at] = max(offsets.get(at, 0), record.offset + 1)
    ours = {at: offset for at, offset in offsets.items() if at in consumer.assignment()}
    if ours:
        await consumer.commit(ours)
