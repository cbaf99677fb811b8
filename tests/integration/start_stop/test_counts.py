"""What a batch costs the database, in statements and commits: the same for one message as for fifty."""

from __future__ import annotations

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from ijw.broker import topics
from ijw.broker.connection import make_broker
from ijw.broker.envelope import Incoming
from ijw.broker.loop import Loop
from ijw.broker.reading import Reader
from ijw.broker.timing import Steps
from ijw.start_stop.consumer import StartStop
from support.broker import incoming
from support.factories import NUMBER, bsn, jw305, start_product, to_bytes
from support.street import Street

pytestmark = pytest.mark.servers

MOST_STATEMENTS = 9
"""Locks, inbox, Identificaties, assignments, deliveries, a block of numbers, the batch; and noting it."""


def start(n: int) -> Incoming:
    """A start of the n-th client on its own assignment."""
    return incoming(to_bytes(jw305([start_product(ToewijzingNummer=NUMBER + n)], bsn=bsn(n + 1))))


async def count(engine: AsyncEngine, loop: Loop, batch: list[Incoming]) -> tuple[int, int]:
    """The statements and the commits of a batch."""
    statements: list[str] = []
    commits: list[object] = []
    with_statement, with_commit = lambda *args: statements.append(args[2]), commits.append
    event.listen(engine.sync_engine, "before_cursor_execute", with_statement)
    event.listen(engine.sync_engine, "commit", with_commit)
    settled = await loop.settle(await loop.read(batch, Steps()), Steps())
    await loop._note_sent(settled.batches)
    event.remove(engine.sync_engine, "before_cursor_execute", with_statement)
    event.remove(engine.sync_engine, "commit", with_commit)
    assert len(settled.fresh) == len(batch)
    return len(statements), len(commits)


async def test_a_batch_costs_as_many_statements_for_fifty_messages_as_for_one(street: Street) -> None:
    """A statement for each kind of fact, COPY for what is saved; two commits: saved, and noted as sent."""
    await street.assign([(NUMBER + n, bsn(n + 1)) for n in range(1, 52)])
    reader = Reader(
        accepts=topics.IN["start-stop"], serves=street.settings.serves, secret=b"secret of the tests"
    )
    async with street.database() as engine:
        broker = make_broker(street.settings)
        loop = Loop(StartStop(), reader, street.settings, engine, broker, {})
        first = await count(engine, loop, [start(1)])
        later = await count(engine, loop, [start(n) for n in range(2, 52)])
    assert first[1] == later[1] == 2
    assert later[0] <= first[0] <= MOST_STATEMENTS
