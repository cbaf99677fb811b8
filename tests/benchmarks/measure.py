"""What the benchmarks share: filling topics, and reading rates off the broker's own clock."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

PARTITIONS = 6

# A topic that was just made has no leader for a moment; that is no news.
logging.getLogger("aiokafka").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Rate:
    """Messages a second, from the first to the last append of a topic."""

    messages: int
    seconds: float

    def __add__(self, other: Rate) -> Rate:
        """Both measurements as one."""
        return Rate(self.messages + other.messages, self.seconds + other.seconds)

    @property
    def per_second(self) -> float:
        """The rate."""
        return self.messages / self.seconds


async def make_topics(bootstrap: str, names: Sequence[str]) -> None:
    """Topics on which the broker notes when it appended each message."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    configs = {"message.timestamp.type": "LogAppendTime"}
    await admin.create_topics([NewTopic(name, PARTITIONS, 1, topic_configs=configs) for name in names])
    await admin.close()


def headers(n: int) -> list[tuple[str, bytes]]:
    """The headers that the hub adapter gives to a message."""
    identity = str(UUID(int=n)).encode()
    return [
        ("ijw-type", b"JW305"),
        ("ijw-message-id", identity),
        ("ijw-correlation-id", identity),
        ("ijw-sender", b"01234567"),
        ("ijw-receiver", b"0363"),
        ("ijw-received-at", b"2026-03-02T12:00:00.000000+00:00"),
        ("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
    ]


async def fill(bootstrap: str, topic: str, messages: Sequence[tuple[bytes, bytes]]) -> None:
    """Put these keys and values on a topic, with the headers of real messages."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, linger_ms=20, max_batch_size=256 * 1024)
    await producer.start()
    sends = [
        await producer.send(topic, value, key=key, headers=headers(n))
        for n, (key, value) in enumerate(messages, start=1)
    ]
    await asyncio.gather(*sends)
    await producer.stop()


async def appended(bootstrap: str, topic: str) -> int:
    """How many messages a topic holds."""
    reader = AIOKafkaConsumer(bootstrap_servers=bootstrap)
    await reader.start()
    ends = await reader.end_offsets([TopicPartition(topic, n) for n in range(PARTITIONS)])
    await reader.stop()
    return sum(ends.values())


async def wait_until(bootstrap: str, topic: str, count: int, *, seconds: float = 300) -> None:
    """Wait until a topic holds that many messages."""
    async with asyncio.timeout(seconds):
        while await appended(bootstrap, topic) < count:  # noqa: ASYNC110  (a topic has no event)
            await asyncio.sleep(0.5)


async def rate(bootstrap: str, topic: str, count: int, *, since: datetime | None = None) -> Rate:
    """How fast that many messages came onto a topic, or those of them from then on; start-up is left out."""
    reader = AIOKafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False)
    await reader.start()
    partitions = [TopicPartition(topic, n) for n in range(PARTITIONS)]
    reader.assign(partitions)
    await reader.seek_to_beginning(*partitions)
    moments: list[float] = []
    while len(moments) < count:
        for records in (await reader.getmany(timeout_ms=1000)).values():
            moments += [record.timestamp / 1000 for record in records]
    await reader.stop()
    first = since.timestamp() if since else min(moments)
    return Rate(sum(moment >= first for moment in moments), max(max(moments) - first, 0.001))
