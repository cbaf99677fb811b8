"""The relay: sends what was saved and never noted as sent.

A consumer finds its own unsent answers back when it reads its records again, and finishes their batches here.
A message that a person or a timer brought about has no record; should the process die before sending it, the
relay does it. It also catches what an operator's mistake (such as skipping offsets) would leave behind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from aiokafka.errors import KafkaError
from faststream.kafka import KafkaBroker
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from ijw.broker import publishing
from ijw.ops.events import log
from ijw.store import outbox
from ijw.store.database import is_away, transaction
from ijw.store.outbox import Stored

EVERY = 30.0
"""Seconds between two looks."""
PATIENCE = timedelta(minutes=2)
"""How long a message may be unsent before somebody else sends it."""


async def keep_relaying(
    engine: AsyncEngine,
    broker: KafkaBroker,
    kafka: Mapping[str, Any],
    *,
    every: float = EVERY,
    older_than: timedelta = PATIENCE,
) -> None:
    """Relay for as long as the process lives; a broker or database that is away is for the next time."""
    while True:
        await asyncio.sleep(every)
        try:
            sent = await relay(engine, broker, kafka, older_than=older_than)
        except Exception as error:
            if not (isinstance(error, KafkaError) or is_away(error)):
                raise
            log.warning("relay_waits", error=type(error).__name__)
        else:
            if sent:
                log.warning("relayed", messages=sent)


async def relay(
    engine: AsyncEngine, broker: KafkaBroker, kafka: Mapping[str, Any], *, older_than: timedelta = PATIENCE
) -> int:
    """Send what has been waiting for longer than that, and return how many messages that were."""
    async with transaction(engine) as connection:
        waiting = await outbox.held_from_before(connection, datetime.now(UTC) - older_than)
        return await _send(connection, broker, kafka, waiting)


async def finish(
    engine: AsyncEngine, broker: KafkaBroker, kafka: Mapping[str, Any], batches: Collection[int]
) -> int:
    """Send what of these batches is not on the broker yet, and return how many messages that were."""
    async with transaction(engine) as connection:
        return await _send(connection, broker, kafka, await outbox.held(connection, batches))


async def _send(
    connection: AsyncConnection, broker: KafkaBroker, kafka: Mapping[str, Any], waiting: Sequence[Stored]
) -> int:
    """Send held messages, after looking for each on the broker: its sender may have died before noting it."""
    if not waiting:
        return 0
    missing = await publishing.absent(kafka, waiting, min(one.made_at for one in waiting))
    await publishing.publish(broker, missing)
    await outbox.note_sent(connection, {one.batch for one in waiting})
    return len(missing)
