"""A consumer at work between a real broker and a real database, for tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from ijw.broker import topics
from ijw.broker.app import Process
from ijw.broker.consumer import Consumer
from ijw.settings import Settings, load_settings
from ijw.start_stop.consumer import StartStop
from ijw.store.database import connect, copy_rows, transaction
from ijw.store.tables import assignments, deliveries, inbox
from support.factories import AGB, MUNICIPALITY, NUMBER, TODAY, bsn

PARTITIONS = 6
IN = topics.inbound("start-stop")
ANSWERS = ("out.jw306", "out.jw308", topics.REJECTED, topics.DEAD_LETTER)


@dataclass(frozen=True)
class Reply:
    """A message on an outbound topic."""

    topic: str
    """Without prefix."""
    key: bytes | None
    value: bytes
    headers: Mapping[str, str]

    @property
    def to(self) -> str:
        """The message id that this answers."""
        return self.headers["ijw-in-reply-to"]


@dataclass
class Street:
    """One deployment: a topic prefix and a database of its own."""

    bootstrap: str
    prefix: str
    database_url: str
    more: Mapping[str, Any] = field(default_factory=dict)

    name: ClassVar[str] = "start-stop"
    """The consumer."""
    answers: ClassVar[Sequence[str]] = ANSWERS
    """The topics that it writes to, without prefix."""

    def make_consumer(self) -> Consumer[Any, Any]:
        """The consumer itself."""
        return StartStop()

    @property
    def inbound(self) -> str:
        """The topic that it reads, without prefix."""
        return topics.inbound(self.name)

    @property
    def settings(self) -> Settings:
        """The settings of this deployment."""
        return load_settings(
            **{
                "kafka_bootstrap": self.bootstrap,
                "database_url": self.database_url,
                "topic_prefix": self.prefix,
                "group_prefix": self.prefix,
                "municipalities": MUNICIPALITY,
                "client_key_secret": "secret of the tests",
                "today": TODAY,
                **self.more,
            }
        )

    @property
    def environment(self) -> dict[str, str]:
        """The same settings for a process of its own."""
        given = {
            "KAFKA_BOOTSTRAP": self.bootstrap,
            "DATABASE_URL": self.database_url,
            "TOPIC_PREFIX": self.prefix,
            "GROUP_PREFIX": self.prefix,
            "MUNICIPALITIES": MUNICIPALITY,
            "CLIENT_KEY_SECRET": "secret of the tests",
            "TODAY": TODAY.isoformat(),
            **{name.upper(): str(value) for name, value in self.more.items()},
        }
        return {f"IJW_{name}": value for name, value in given.items()}

    async def create(self) -> None:
        """Make the topics."""
        await topics.create_topics(self.bootstrap, self.prefix, PARTITIONS)

    @asynccontextmanager
    async def database(self) -> AsyncIterator[AsyncEngine]:
        """A connection pool on the database."""
        engine = connect(self.database_url)
        try:
            yield engine
        finally:
            await engine.dispose()

    async def assign(self, numbers: Iterable[tuple[int, str]] = ((NUMBER, bsn()),)) -> None:
        """Give clients (BSN) an assignment with that number."""
        empty: dict[str, Any] = dict.fromkeys(column.name for column in assignments.columns)
        fixed = {"municipality": MUNICIPALITY, "agb": AGB, "start": date(2026, 1, 1), "version": 1}
        rows = [{**empty, **fixed, "number": number, "bsn": client} for number, client in numbers]
        async with self.database() as engine, transaction(engine) as connection:
            await copy_rows(connection, assignments, rows)

    @asynccontextmanager
    async def consumer(self) -> AsyncIterator[Process]:
        """A consumer in this process, from joining its group to leaving it."""
        async with self.database() as engine:
            process = Process(self.make_consumer(), self.settings, engine, b"secret of the tests")
            await process.app.start()
            try:
                yield process
            finally:
                await process.app.stop()

    async def send(
        self,
        *values: bytes,
        ids: Sequence[str] = (),
        partition: int | None = None,
        more: Sequence[tuple[str, bytes | None]] = (),
    ) -> list[str]:
        """Put messages on the inbound topic, each with these headers more; returns their message ids."""
        given = list(ids) or [str(uuid4()) for _ in values]
        producer = AIOKafkaProducer(bootstrap_servers=self.bootstrap)
        await producer.start()
        try:
            for value, identity in zip(values, given, strict=True):
                headers = [*more, *([("ijw-message-id", identity.encode())] if identity else [])]
                topic = self.prefix + self.inbound
                await producer.send_and_wait(topic, value, headers=headers, partition=partition)
        finally:
            await producer.stop()
        return given

    async def replies(self, count: int, *, seconds: float = 30, names: Sequence[str] = ()) -> list[Reply]:
        """Everything on the outbound topics, once there are at least that many messages."""
        reader = AIOKafkaConsumer(bootstrap_servers=self.bootstrap, enable_auto_commit=False)
        await reader.start()
        wanted = names or self.answers
        at = [TopicPartition(self.prefix + name, n) for name in wanted for n in range(PARTITIONS)]
        reader.assign(at)
        await reader.seek_to_beginning(*at)
        found: list[Reply] = []
        try:
            async with asyncio.timeout(seconds):
                while len(found) < count:
                    for records in (await reader.getmany(timeout_ms=200)).values():
                        found += [self._reply(record) for record in records]
            # what should not be there gets a moment to appear
            for records in (await reader.getmany(timeout_ms=300)).values():
                found += [self._reply(record) for record in records]
        finally:
            await reader.stop()
        return found

    def _reply(self, record: Any) -> Reply:
        headers = {name: value.decode() for name, value in record.headers}
        return Reply(record.topic.removeprefix(self.prefix), record.key, record.value, headers)

    async def committed(self) -> int:
        """How many messages the consumer group has committed."""
        reader = AIOKafkaConsumer(bootstrap_servers=self.bootstrap, group_id=f"{self.prefix}{self.name}")
        await reader.start()
        try:
            parts = [TopicPartition(self.prefix + self.inbound, n) for n in range(PARTITIONS)]
            return sum([await reader.committed(part) or 0 for part in parts])
        finally:
            await reader.stop()

    async def reports(self) -> list[tuple[Any, ...]]:
        """The starts and stops that count: assignment, start, reason and end, sorted."""
        c = deliveries.c
        query = select(c.bsn, c.assignment, c.start, c.stop_reason, c.end).where(c.deleted_by.is_(None))
        async with self.database() as engine, engine.connect() as connection:
            return sorted((tuple(row) for row in await connection.execute(query)), key=repr)

    async def verdicts(self) -> list[str]:
        """The verdicts in the inbox, sorted."""
        async with self.database() as engine, engine.connect() as connection:
            return sorted(row[0] for row in await connection.execute(select(inbox.c.verdict)))
