"""The loop of every consumer: read -> load -> decide -> save -> publish, a batch at a time.

The order is the guarantee. Everything a batch brings about is saved in one transaction, with the answers;
then the answers go out; then it is noted that they did; then the offsets are committed. A crash between any
two of these steps is made good by reading the batch again: what was saved is found back and answered with
what was stored, what was not saved never happened.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from typing import Any
from uuid import UUID

from faststream.kafka import KafkaBroker
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from ijw.broker import publishing, rows
from ijw.broker.consumer import Consumer, Context, Message
from ijw.broker.deciding import Round
from ijw.broker.envelope import Incoming, Outgoing
from ijw.broker.locking import lock_keys, record_lock
from ijw.broker.outcomes import Answered, Dead, Duplicate, Outcome, safe_trace
from ijw.broker.patience import when_there
from ijw.broker.reading import Reader, Unreadable
from ijw.broker.relay import finish
from ijw.broker.sending import Sending, Settled, outgoing, to_send
from ijw.broker.timing import Steps
from ijw.broker.turns import in_turns
from ijw.contracts import schemas
from ijw.ops.clock import moment, today
from ijw.ops.events import log
from ijw.settings import Settings
from ijw.store import inbox, outbox
from ijw.store.database import lock, transaction
from ijw.store.inbox import DEAD
from ijw.store.numbers import RetourNumbers
from ijw.store.outbox import Stored

Read = Message | Unreadable | Dead


def _size(one: Read) -> int:
    return len(one.incoming.raw)


class TooManyDeadLettersError(Exception):
    """So many messages in a row failed that the fault must be ours: the process stops."""


@dataclass
class Loop:
    """One consumer at work: what is done with a batch, stage by stage."""

    consumer: Consumer[Any, Any]
    reader: Reader
    settings: Settings
    engine: AsyncEngine
    broker: KafkaBroker
    kafka: Mapping[str, Any]
    """How to connect to the broker, for reading topics back."""
    beside: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, "decide", initializer=schemas.compile_all)
    )
    """Large messages leave the event loop. One thread: schemas are its own."""
    numbers: RetourNumbers = field(default_factory=RetourNumbers)
    urgent: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a batch is decided on: much waits for that, and reading the next one can wait."""
    _dead_in_a_row: int = 0

    async def read(self, incoming: Sequence[Incoming], steps: Steps) -> list[Read]:
        """Levels 0 to 2 of every message; touches nothing."""
        with steps.step("parse"):
            return await in_turns(
                self._read_safely, incoming, lambda one: len(one.raw), self.beside, self.urgent
            )

    async def settle(self, read: Sequence[Read], steps: Steps) -> Settled:
        """Decide on a batch and save what it brings about, in one transaction.

        When a bug of ours prevents that, message by message, so that only the culprit dies.
        """
        try:
            settled = await when_there(self._settle, read, steps)
        except Exception as error:
            log.warning("batch_isolated", messages=len(read), error=safe_trace(error))
            settled = await self._settle_one_by_one(read, steps)
        self._count_dead(settled.outcomes)
        return settled

    async def send(self, settled: Settled, steps: Steps) -> None:
        """Send the answers, then note that they were sent; each is waited out by itself."""
        with steps.step("publish"):
            await when_there(self._send, to_send(settled), settled.batches)
        with steps.step("note"):
            if settled.batches:
                await when_there(self._note_sent, settled.batches)

    def _read_safely(self, one: Incoming) -> Read:
        try:
            return self.reader.read(one)
        except Exception as error:
            return Dead(one, "own-code-failed", safe_trace(error))

    async def _settle_one_by_one(self, read: Sequence[Read], steps: Steps) -> Settled:
        outcomes: list[Outcome] = []
        stored: dict[UUID, list[Stored]] = {}
        fresh: list[Outgoing] = []
        batches: set[int] = set()
        for one in read:
            settled = await self._settle_alone(one, steps)
            outcomes += settled.outcomes
            stored |= settled.stored
            fresh += settled.fresh
            batches |= settled.batches
        return Settled(outcomes, stored, fresh, frozenset(batches))

    async def _settle_alone(self, one: Read, steps: Steps) -> Settled:
        for attempt in range(1, self.settings.attempts + 1):
            try:
                return await when_there(self._settle, [one], steps)
            except Exception as error:
                trace = safe_trace(error)
                log.warning("message_failed", message_id=str(one.incoming.message_id), attempt=attempt)
        return await when_there(self._settle, [Dead(one.incoming, "own-code-failed", trace)], steps)

    async def _settle(self, read: Sequence[Read], steps: Steps) -> Settled:
        now = datetime.now(UTC)
        async with transaction(self.engine) as connection:
            with steps.step("load"):
                deciding = await self._load(connection, read)
                dead = frozenset(key for key, value in deciding.known.items() if value.verdict == DEAD)
            with steps.step("decide"):
                async with self.urgent:
                    outcomes = await in_turns(deciding.decide, read, _size, self.beside)
            with steps.step("save"):
                return await self._save(connection, outcomes, dead, now)

    async def _load(self, connection: AsyncConnection, read: Sequence[Read]) -> Round:
        """Lock what the batch is about, then load what is known of it."""
        messages = [one for one in read if isinstance(one, Message)]
        unreadable = [record_lock(one) for one in read if isinstance(one, Unreadable)]
        await lock(connection, chain(unreadable, *map(lock_keys, messages)))
        known = await inbox.known(connection, {one.incoming.message_id for one in read})
        used = await inbox.used(connection, {message.identificatie for message in messages})
        facts = await self.consumer.load(connection, messages)
        most = sum(map(self.consumer.most_answers, messages))
        await self.numbers.ensure(connection, most * self.settings.attempts)
        return Round(
            consumer=self.consumer,
            context=Context(today(self.settings), moment(self.settings), self.numbers.take),
            topic=self.settings.topic,
            known=known,
            used=used,
            facts=dict(facts),
            attempts=self.settings.attempts,
        )

    async def _save(
        self, connection: AsyncConnection, outcomes: list[Outcome], dead: frozenset[UUID], now: datetime
    ) -> Settled:
        """Save everything that a batch brings about, and find what duplicates were answered before."""
        received = rows.inbox_rows(outcomes, now)
        fresh = outgoing(outcomes, self.settings)
        batch = await inbox.save(
            connection,
            received=received,
            sent=rows.outbox_rows(fresh, now),
            decisions=rows.audit_rows(outcomes, self.consumer.name, now),
            revived=rows.revived(received, dead),
        )
        answered = [outcome for outcome in outcomes if isinstance(outcome, Answered)]
        await self.consumer.save(connection, [effect for outcome in answered for effect in outcome.effects])
        again = {one.incoming.message_id for one in outcomes if isinstance(one, Duplicate)}
        stored = await outbox.replies(connection, again)
        return Settled(outcomes, stored, fresh, frozenset() if batch is None else frozenset([batch]))

    async def _send(self, sending: Sending, batches: frozenset[int]) -> None:
        if sending.doubtful:
            await finish(self.engine, self.broker, self.kafka, sending.doubtful)
        fresh = sending.fresh
        # Should the broker go away now, nobody knows what of this it has: next time it is looked up first.
        sending.fresh, sending.doubtful = [], batches
        await publishing.publish(self.broker, [*fresh, *sending.again])

    async def _note_sent(self, batches: frozenset[int]) -> None:
        async with transaction(self.engine) as connection:
            await outbox.note_sent(connection, batches)

    def _count_dead(self, outcomes: Sequence[Outcome]) -> None:
        for outcome in outcomes:
            self._dead_in_a_row = self._dead_in_a_row + 1 if isinstance(outcome, Dead) else 0
            if self._dead_in_a_row >= self.settings.dead_letter_limit:
                raise TooManyDeadLettersError(f"{self._dead_in_a_row} dead letters in a row")
