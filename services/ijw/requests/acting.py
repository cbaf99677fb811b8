"""What every decision of a person has in common: load, decide, save with the messages, in one transaction.

The client is locked as the loop does, so that a person and the consumer, or two persons, never decide on the
same client at the same moment. The messages are sent after the transaction; what a crash leaves unsent is
sent by the relay (`ijw.broker.relay`).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from ijw.broker import publishing, topics
from ijw.broker.connection import make_broker
from ijw.broker.consumer import Context
from ijw.broker.deciding import checked_bytes
from ijw.broker.envelope import Outgoing, client_key, derived
from ijw.broker.locking import client_lock
from ijw.broker.rows import outbox_rows
from ijw.ops.clock import moment, today
from ijw.policy.decisions import Assign, Decision, Finding, NotPossible, Refuse
from ijw.policy.facts import Situation
from ijw.requests import effects, facts
from ijw.requests.asked import Subject
from ijw.requests.effects import Act, Effect, Ruled
from ijw.requests.known import Known
from ijw.requests.letters import Letter
from ijw.requests.rulings import Ruling, granted, has_address
from ijw.settings import Settings
from ijw.store import inbox, outbox
from ijw.store.database import lock, transaction
from ijw.store.numbers import RetourNumbers

_MOST_LETTERS = 3
"""The messages of one decision at the very most."""


@dataclass(frozen=True, slots=True)
class Done:
    """It was decided and saved; these messages follow from it."""

    decision: Assign | Refuse | None
    """None when it was dealt with outside the message traffic."""
    outgoing: tuple[Outgoing, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class NotFound:
    """There is no such case or assignment."""

    what: str


Result = Done | NotPossible | NotFound
"""What came of it."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation that messages belong to."""

    client_key: str
    correlation_id: str
    in_reply_to: UUID | None = None
    """The request; None on our own initiative."""
    traceparent: str | None = None


@dataclass(frozen=True)
class Desk:
    """One decision of a person, inside its transaction."""

    connection: AsyncConnection
    settings: Settings
    act: Act
    context: Context
    known: Known

    def forbids(self, subject: Subject, decision: Decision) -> NotPossible | None:
        """What forbids to send anything to this client, or to send an assignment without an address."""
        if subject.client in self.known.stopped:
            return NotPossible((Finding("OP003", "no message traffic for this client"),))
        if isinstance(decision, Assign) and not has_address(self.known, subject):
            return NotPossible((Finding("TR061", "no usable address is known of the child"),))
        return None

    def ruling(
        self, subject: Subject, decision: Assign | Refuse, situation: Situation, made_on: Mapping[str, Any]
    ) -> Ruling:
        """The decision, and the assignments as it leaves them."""
        holdings = granted(decision, subject, self.known, self.context.moment)
        reference = decision.ReferentieAanbieder
        return Ruling(uuid4(), subject, reference, decision, made_on, situation, holdings)

    async def save(
        self, thread: Thread, ruling: Ruling, letters: Sequence[Letter], more: Sequence[Effect] = ()
    ) -> tuple[Outgoing, ...]:
        """Save the decision, everything it brings about, and its messages."""
        outgoing = _outgoing(self.settings, thread, ruling, letters)
        await effects.save(self.connection, [Ruled(self.act, ruling), *more])
        await inbox.save(
            self.connection,
            received=[],
            sent=outbox_rows(outgoing, datetime.now(UTC)),
            decisions=[_audit(self.act, thread, ruling)],
            revived=[],
        )
        return outgoing


async def at_the_desk(
    connection: AsyncConnection, settings: Settings, subject: Subject, who: str, *, key: str, numbers: int
) -> Desk:
    """Lock the client and load what is known around it, as the consumer does."""
    await lock(connection, [client_lock(key)])
    known = await facts.around(connection, [subject], [], numbers=numbers)
    stock = RetourNumbers()
    await stock.ensure(connection, _MOST_LETTERS)
    context = Context(today(settings), moment(settings), stock.take)
    return Desk(connection, settings, Act(context.moment, who), context, known)


async def key_of(connection: AsyncConnection, settings: Settings, subject: Subject) -> str:
    """The client key, by the secret of the deployment."""
    given = settings.client_key_secret
    secret = given.get_secret_value() if given else await inbox.secret(connection, secrets.token_hex(32))
    return client_key(secret.encode(), *subject.client)


async def deliver(engine: AsyncEngine, settings: Settings, outgoing: Sequence[Outgoing]) -> None:
    """Send saved messages and note that they were sent."""
    if not outgoing:
        return
    async with make_broker(settings) as broker:
        await broker.start()
        await publishing.publish(broker, outgoing)
    async with transaction(engine) as connection:
        batches = await outbox.batches_of(connection, [one.message_id for one in outgoing])
        await outbox.note_sent(connection, batches)


def _outgoing(
    settings: Settings, thread: Thread, ruling: Ruling, letters: Sequence[Letter]
) -> tuple[Outgoing, ...]:
    return tuple(_message(settings, thread, ruling, letter, part) for part, letter in enumerate(letters, 1))


def _message(settings: Settings, thread: Thread, ruling: Ruling, letter: Letter, part: int) -> Outgoing:
    kind, municipality = letter.bericht.type, ruling.subject.client.municipality
    identity = derived(ruling.id, f"{kind}:{part}")
    headers = {
        "ijw-type": kind,
        "ijw-message-id": str(identity),
        "ijw-correlation-id": thread.correlation_id,
        "ijw-sender": municipality,
        "ijw-receiver": ruling.subject.agb,
    }
    if thread.in_reply_to is not None:
        headers["ijw-in-reply-to"] = str(thread.in_reply_to)
    if thread.traceparent is not None:
        headers["traceparent"] = thread.traceparent
    return Outgoing(
        identity,
        thread.in_reply_to or ruling.id,
        municipality,
        settings.topic(topics.outbound(kind)),
        thread.client_key.encode(),
        headers,
        checked_bytes(letter.bericht),
    )


def _audit(act: Act, thread: Thread, ruling: Ruling) -> dict[str, object]:
    return {
        "municipality": ruling.subject.client.municipality,
        "message_id": thread.in_reply_to or ruling.id,
        "client_key": thread.client_key,
        "at": act.at,
        "who": act.who,
        "outcome": ruling.decision.kind,
        "rules": [step.rule for step in ruling.decision.trace],
        "facts": f'{{"decisions": ["{ruling.id}"]}}',
    }
