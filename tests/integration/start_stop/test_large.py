"""Messages at the edge of what level 0 takes, over the real broker."""

from __future__ import annotations

import pytest
from aiokafka import AIOKafkaProducer

from ijw.broker.topics import LARGEST_RECORD
from ijw.contracts.safe_xml import MAX_BYTES
from support.factories import jw305, to_bytes
from support.street import IN, Street

pytestmark = pytest.mark.servers


MEGABYTE = 1_000_000


def padded(size: int) -> bytes:
    """A start of care with so many bytes: comments of a megabyte, for libxml2 takes no text of ten."""
    raw = to_bytes(jw305())
    whole, rest = divmod(size - len(raw) - MEGABYTE, MEGABYTE)
    filling = comment(MEGABYTE) * whole + comment(MEGABYTE + rest)
    return raw.replace(b"<Header>", filling + b"<Header>", 1)


def comment(size: int) -> bytes:
    """A comment of so many bytes."""
    return b"<!--" + b"x" * (size - 7) + b"-->"


async def send(street: Street, raw: bytes) -> None:
    """Put a large message on the inbound topic."""
    producer = AIOKafkaProducer(bootstrap_servers=street.bootstrap, max_request_size=LARGEST_RECORD)
    await producer.start()
    try:
        await producer.send_and_wait(street.prefix + IN, raw)
    finally:
        await producer.stop()


async def test_the_largest_message_is_answered_and_a_larger_one_rejected(street: Street) -> None:
    """25 MB is taken, one byte more is rejected with its bytes; a small message after them is answered."""
    assert len(padded(MAX_BYTES)) == MAX_BYTES
    async with street.consumer():
        await send(street, padded(MAX_BYTES))
        await send(street, padded(MAX_BYTES + 1))
        await street.send(to_bytes(jw305()))
        replies = await street.replies(3, seconds=60)
    by_topic = sorted((reply.topic, reply.headers.get("ijw-error")) for reply in replies)
    assert by_topic == [("out.jw306", None), ("out.jw306", None), ("rejected", "too-large")]
    (rejected,) = (reply for reply in replies if reply.topic == "rejected")
    assert len(rejected.value) == MAX_BYTES + 1
