"""The relay: sends what was saved and never noted as sent.

A consumer finds its own unsent answers back when it reads its batch again. A message that a person or a timer
brought about has no batch; should the process die before sending it, the relay does it. It also catches what
an operator's mistake (such as skipping offsets) would leave behind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from aiokafka.errors import KafkaError
from faststream.kafka import KafkaBroker
from sqlalchemy.ext.asyncio import AsyncEngine

from ijw.broker import publishing
from ijw.ops.events import log
from ijw.store import inbox
from ijw.store.database import is_away, transaction

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
    """Send what has been waiting for longer than that, and return how many messages that were.

    Rows are held while they are sent, so that two processes do not send the same one; each is first looked
    for on the broker, because its sender may have died between sending and noting it.
    """
    now = datetime.now(UTC)
    async with transaction(engine) as connection:
        waiting = await inbox.unsent(connection, now - older_than)
        if not waiting:
            return 0
        missing = await publishing.absent(kafka, waiting, min(one.made_at for one in waiting))
        await publishing.publish(broker, missing)
        await inbox.mark_sent(connection, [one.message_id for one in waiting], now)
    return len(missing)
