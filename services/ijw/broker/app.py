"""The application of one consumer: FastStream around the loop.

FastStream subscribes, publishes, describes itself (AsyncAPI) and lives and dies with the process. Offsets are
ours: no message is acknowledged by the framework, and what is committed is the next offset of every partition
in a batch, batch after batch, each when its answers are on the broker. A commit that fails stops the process,
whose work is then found back by the next one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord
from faststream import FastStream
from faststream.kafka import KafkaBroker, KafkaMessage
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from ijw.broker import topics
from ijw.broker.connection import kafka_arguments, make_broker
from ijw.broker.consumer import Consumer
from ijw.broker.description import describe_publishers, specification
from ijw.broker.envelope import incoming
from ijw.broker.handover import Handover, commit
from ijw.broker.line import Batch, Line
from ijw.broker.loop import Loop
from ijw.broker.outcomes import counts
from ijw.broker.reading import Reader
from ijw.broker.sending import Settled
from ijw.broker.subscription import LONGEST_BATCH, subscribe
from ijw.broker.timing import Steps
from ijw.contracts import schemas
from ijw.ops.events import log
from ijw.settings import Settings

LANES = 2
"""Lines of batches side by side, each with partitions of its own: while one waits for the database the other
works. They are to each other what two processes are."""


@dataclass
class Process:
    """A consumer's process: the application, and how it ended."""

    consumer: Consumer[Any, Any]
    settings: Settings
    engine: AsyncEngine
    secret: bytes
    app: FastStream = field(init=False, repr=False)
    broker: KafkaBroker = field(init=False, repr=False)
    fatal: BaseException | None = None
    _open: asyncio.Event = field(default_factory=asyncio.Event)
    """Closed while partitions change hands."""
    _stopping: bool = False
    _taking_since: float = field(default_factory=monotonic)
    _progress: float = field(default_factory=monotonic)

    def __post_init__(self) -> None:
        name = self.consumer.name
        self.broker = make_broker(self.settings)
        self._subscriber = subscribe(
            self.broker,
            name,
            self.settings,
            most=LANES * self.settings.batch_size,
            listener=Handover(self._open.clear, self.drain, self._open.set),
            handle=self.handle,
            failed=self.fail,
        )
        describe_publishers(self.broker, self.settings, name)
        urgent = asyncio.Lock()
        self._lines = [self._line(urgent) for _ in range(LANES)]
        self._open.set()
        self.app = FastStream(
            self.broker, logger=None, specification=specification(), on_shutdown=[self.stop_taking]
        )

    def _line(self, urgent: asyncio.Lock) -> Line:
        accepts = topics.IN[self.consumer.name]
        reader = Reader(accepts=accepts, serves=self.settings.serves, secret=self.secret)
        kafka = kafka_arguments(self.settings)
        loop = Loop(self.consumer, reader, self.settings, self.engine, self.broker, kafka, urgent=urgent)
        return Line(loop, self.fail)

    async def handle(self, message: KafkaMessage) -> None:
        """Take what was fetched, in every lane what is of its partitions."""
        records = message.raw_message
        assert isinstance(records, tuple)
        fetch = (monotonic() - self._taking_since) / LANES
        async with asyncio.TaskGroup() as group:
            for lane, line in enumerate(self._lines):
                share = [record for record in records if record.partition % LANES == lane]
                group.create_task(self._take_safely(line, share, fetch))
        self._taking_since = monotonic()

    async def _take_safely(self, line: Line, records: Sequence[ConsumerRecord], fetch: float) -> None:
        """Take records in one lane; whatever goes wrong with them ends the process."""
        try:
            await self._take(line, records, fetch)
        except BaseException as error:
            self.fail(error)
            raise

    async def _take(self, line: Line, records: Sequence[ConsumerRecord], fetch: float) -> None:
        """Take records in batches of the size that was set."""
        size = self.settings.batch_size
        for first in range(0, len(records), size):
            await self._open.wait()
            if self._stopping or self.fatal is not None:
                return
            consumer = self._subscriber.consumer
            assert consumer is not None
            held = {at.partition for at in consumer.assignment()}
            ours = [record for record in records[first : first + size] if record.partition in held]
            steps = Steps({"fetch": fetch if first == 0 else 0.0})
            finish = partial(self._finish, ours, consumer, steps)
            if ours:
                await line.take(Batch([incoming(record) for record in ours], steps, finish))

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
            await self.drain()

    async def drain(self) -> None:
        """Wait until every batch in hand is finished."""
        for line in self._lines:
            await line.drain()

    async def live(self) -> bool:
        """Whether the process makes progress: no batch is in hand for longer than the broker allows."""
        idle = all(line.idle for line in self._lines)
        waiting = idle or monotonic() - self._progress < LONGEST_BATCH
        return self.fatal is None and waiting

    async def ready(self) -> bool:
        """Whether the broker and the database answer."""
        async with self.engine.connect() as connection:
            await connection.execute(select(1))
        return bool(await self.broker.ping(timeout=5.0))

    async def run(self) -> None:
        """Run until SIGINT or SIGTERM. Raises what ended the process when that was not a signal."""
        schemas.compile_all()  # for this thread, so that no message waits for it
        await self.app.run()
        if self.fatal is not None:
            raise self.fatal
