"""The application of one consumer: FastStream around the loop.

FastStream subscribes, publishes, describes itself (AsyncAPI) and lives and dies with the process. Offsets are
ours: no message is acknowledged by the framework, and what is committed is the next offset of every partition
in a batch, batch after batch, each when its answers are on the broker. A commit that fails stops the process,
whose work is then found back by the next one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from faststream import FastStream
from faststream.kafka import KafkaMessage
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from ijw.broker import topics
from ijw.broker.connection import kafka_arguments, make_broker
from ijw.broker.consumer import Consumer
from ijw.broker.description import describe_publishers, specification
from ijw.broker.envelope import incoming
from ijw.broker.line import Batch, Line
from ijw.broker.loop import Loop
from ijw.broker.outcomes import counts
from ijw.broker.reading import Reader
from ijw.broker.sending import Settled
from ijw.broker.subscription import LONGEST_BATCH, subscribe
from ijw.broker.timing import Steps
from ijw.ops.events import log
from ijw.settings import Settings


@dataclass
class Process:
    """A consumer's process: the application, and how it ended."""

    consumer: Consumer[Any, Any]
    settings: Settings
    engine: AsyncEngine
    secret: bytes
    app: FastStream = field(init=False, repr=False)
    loop: Loop = field(init=False, repr=False)
    fatal: BaseException | None = None
    _open: asyncio.Event = field(default_factory=asyncio.Event)
    """Closed while partitions change hands."""
    _stopping: bool = False
    _taking_since: float = field(default_factory=monotonic)
    _progress: float = field(default_factory=monotonic)

    def __post_init__(self) -> None:
        name = self.consumer.name
        broker = make_broker(self.settings)
        accepts = topics.IN[name]
        reader = Reader(accepts=accepts, serves=self.settings.serves, secret=self.secret)
        kafka = kafka_arguments(self.settings)
        self.loop = Loop(self.consumer, reader, self.settings, self.engine, broker, kafka)
        self._subscriber = subscribe(
            broker, name, self.settings, listener=_Handover(self), handle=self.handle, failed=self.fail
        )
        describe_publishers(broker, self.settings, name)
        self.line = Line(self.loop, self.fail)
        self._open.set()
        self.app = FastStream(
            broker, logger=None, specification=specification(), on_shutdown=[self.stop_taking]
        )

    async def handle(self, message: KafkaMessage) -> None:
        """Take one batch; whatever goes wrong with it ends the process."""
        await self._open.wait()
        if self._stopping or self.fatal is not None:
            return
        records = message.raw_message
        assert isinstance(records, tuple)
        consumer = self._subscriber.consumer
        assert consumer is not None
        ours = [record for record in records if _at(record) in consumer.assignment()]
        steps = Steps({"fetch": monotonic() - self._taking_since})
        finish = partial(self._finish, ours, consumer, steps)
        try:
            if ours:
                await self.line.take(Batch([incoming(record) for record in ours], steps, finish))
        except BaseException as error:
            self.fail(error)
            raise
        self._taking_since = monotonic()

    async def _finish(
        self, records: Sequence[ConsumerRecord], consumer: AIOKafkaConsumer, steps: Steps, settled: Settled
    ) -> None:
        with steps.step("commit"):
            await commit(consumer, records)
        self._progress = monotonic()
        log.info(
            "batch",
            consumer=self.consumer.name,
            messages=len(records),
            **counts(settled.outcomes),
            us_a_message=steps.per_message(len(records)),
        )

    def fail(self, error: BaseException) -> None:
        """Stop the process because of this; what was in hand is found back by the next one."""
        if self.fatal is None:
            self.fatal = error
            log.error("process_stops", consumer=self.consumer.name, error=type(error).__name__)
            self.app.exit()

    async def stop_taking(self) -> None:
        """Finish what is in hand and take nothing more."""
        self._stopping = True
        self._open.set()
        with suppress(Exception):  # what went wrong has been told to fail()
            await self.line.drain()

    async def live(self) -> bool:
        """Whether the process makes progress: no batch is in hand for longer than the broker allows."""
        waiting = self.line.idle or monotonic() - self._progress < LONGEST_BATCH
        return self.fatal is None and waiting

    async def ready(self) -> bool:
        """Whether the broker and the database answer."""
        async with self.engine.connect() as connection:
            await connection.execute(select(1))
        return bool(await self.loop.broker.ping(timeout=5.0))

    async def run(self) -> None:
        """Run until SIGINT or SIGTERM. Raises what ended the process when that was not a signal."""
        await self.app.run()
        if self.fatal is not None:
            raise self.fatal


class _Handover(ConsumerRebalanceListener):  # type: ignore[misc]
    """On a rebalance what is in hand is finished and committed before its partitions go to another."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:
        self._process._open.clear()
        with suppress(Exception):  # what went wrong has been told to fail()
            await self._process.line.drain()
        log.info("partitions_revoked", partitions=sorted(at.partition for at in revoked))

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        self._process._open.set()
        log.info("partitions_assigned", partitions=sorted(at.partition for at in assigned))


async def commit(consumer: AIOKafkaConsumer, records: Iterable[ConsumerRecord]) -> None:
    """Commit the next offset of every partition in the batch that is still ours."""
    offsets: dict[TopicPartition, int] = {}
    for record in records:
        offsets[_at(record)] = max(offsets.get(_at(record), 0), record.offset + 1)
    ours = {at: offset for at, offset in offsets.items() if at in consumer.assignment()}
    if ours:
        await consumer.commit(ours)


def _at(record: ConsumerRecord) -> TopicPartition:
    return TopicPartition(record.topic, record.partition)
