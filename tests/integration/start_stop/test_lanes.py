"""A process works in lanes, each with partitions of its own, as two processes would."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import select

from ijw.store.tables import outbox
from support.factories import NUMBER, bsn, jw305, jw307, start_product, stop_product, to_bytes
from support.street import PARTITIONS, Street

pytestmark = pytest.mark.servers

CLIENTS, SIZE = 30, 4


async def test_all_partitions_are_read_in_batches_of_the_size_that_was_set(street: Street) -> None:
    """Every start and its stop are answered once, and no transaction holds more answers than a batch."""
    numbered = [(NUMBER + n, bsn(n + 1)) for n in range(1, CLIENTS + 1)]
    await street.assign(numbered)
    for n, (number, client) in enumerate(numbered):
        start = to_bytes(jw305([start_product(ToewijzingNummer=number)], bsn=client))
        stop = to_bytes(jw307([stop_product(ToewijzingNummer=number)], bsn=client))
        await street.send(start, stop, partition=n % PARTITIONS)
    street = replace(street, more={**street.more, "batch_size": SIZE})
    async with street.consumer():
        replies = await street.replies(2 * CLIENTS)
    assert Counter(reply.topic for reply in replies) == {"out.jw306": CLIENTS, "out.jw308": CLIENTS}
    assert await street.verdicts() == ["accepted"] * 2 * CLIENTS
    assert await street.committed() == 2 * CLIENTS
    async with street.database() as engine, engine.connect() as connection:
        sizes = Counter((await connection.execute(select(outbox.c.batch))).scalars())
    assert max(sizes.values()) <= SIZE


async def test_one_client_in_two_lanes_is_decided_on_one_after_the_other(street: Street) -> None:
    """The same start in every partition at once: one is accepted, the others find it there."""
    for partition in range(PARTITIONS):
        await street.send(to_bytes(jw305()), partition=partition)
    async with street.consumer():
        await street.replies(PARTITIONS)
    assert await street.verdicts() == ["accepted", *["refused"] * (PARTITIONS - 1)]
    assert len(await street.reports()) == 1


async def test_one_unreadable_message_in_two_lanes_is_rejected_once(street: Street) -> None:
    """It names no client to lock, so it is told by its id: sent again, it gets its rejection again."""
    identity = "7a0b6f0e-6a3b-4d0e-9a53-0d8a8f6c1b11"
    for partition in range(PARTITIONS):
        await street.send(b"<no message>", ids=[identity], partition=partition)
    async with street.consumer():
        replies = await street.replies(PARTITIONS, names=["rejected"])
    assert {reply.value for reply in replies} == {b"<no message>"}
    assert await street.verdicts() == ["rejected"]
