"""Putting messages on the inbound topics."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from ijw.broker.topics import LARGEST_RECORD
from ijw.cli.failure import Failure
from ijw.cli.letters import Letter, Stamp, headers
from ijw.settings import Settings


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that the broker has acknowledged."""

    letter: Letter
    message_id: UUID
    topic: str
    partition: int
    offset: int


@asynccontextmanager
async def mailbox(connection: Mapping[str, Any]) -> AsyncIterator[AIOKafkaProducer]:
    """A producer that loses nothing and keeps the order."""
    producer = AIOKafkaProducer(
        enable_idempotence=True, acks="all", max_request_size=LARGEST_RECORD, **connection
    )
    await producer.start()
    try:
        yield producer
    finally:
        await producer.stop()


async def post(
    producer: AIOKafkaProducer, settings: Settings, letter: Letter, message_id: UUID | None = None
) -> Posted:
    """Send one message and wait until the broker has it. Raises KafkaError."""
    stamp = Stamp(
        message_id or uuid4(), datetime.now(UTC), secrets.randbits(128) or 1, secrets.randbits(64) or 1
    )
    done = await producer.send_and_wait(
        settings.topic(letter.topic),
        letter.raw,
        key=letter.key,
        headers=[(name, value.encode()) for name, value in headers(letter, stamp).items()],
    )
    return Posted(letter, stamp.message_id, done.topic, done.partition, done.offset)


async def post_all(
    connection: Mapping[str, Any], settings: Settings, letters: Sequence[Letter]
) -> AsyncIterator[Posted]:
    """Send these one after the other. Raises Failure that says which file was the first not to be sent."""
    async with mailbox(connection) as producer:
        for number, letter in enumerate(letters):
            try:
                yield await post(producer, settings, letter)
            except KafkaError as error:
                raise Failure(
                    f"{letter.source} was not acknowledged ({type(error).__name__}); sent before it: "
                    f"{number} of {len(letters)}",
                    code=1,
                ) from None


async def missing_topics(connection: Mapping[str, Any], wanted: Sequence[str]) -> list[str]:
    """The topics of these that the broker does not have."""
    admin = AIOKafkaAdminClient(**connection)
    await admin.start()
    try:
        there = set(await admin.list_topics())
    finally:
        await admin.close()
    return [name for name in wanted if name not in there]


async def topics_or_fail(connection: Mapping[str, Any], wanted: Sequence[str]) -> None:
    """Raises Failure when the broker lacks one of these topics."""
    missing = await missing_topics(connection, wanted)
    if missing:
        raise Failure(f"the broker has no topic {missing[0]}: run `ijw topics create` first")
