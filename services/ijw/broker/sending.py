"""What of a settled batch has to be sent, and what of that may have been sent before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ijw.broker import topics
from ijw.broker.envelope import Outgoing, returned
from ijw.broker.outcomes import Answered, Dead, Duplicate, Outcome, Rejected
from ijw.settings import Settings
from ijw.store.outbox import Stored


@dataclass(frozen=True)
class Settled:
    """A batch whose outcomes are saved."""

    outcomes: list[Outcome]
    stored: Mapping[UUID, list[Stored]]
    """What was answered before to those of them that are duplicates."""
    fresh: list[Outgoing]
    """What the others bring about, saved and not sent yet."""
    batches: frozenset[int]
    """The numbers under which that was saved."""


@dataclass
class Sending:
    """What has to be sent, and what of it may be on the broker already; both change with every try."""

    fresh: Sequence[Outgoing]
    """Surely not sent yet."""
    again: Sequence[Stored]
    """To be sent again, whatever is there."""
    doubtful: frozenset[int]
    """Batches of which it is not known whether they were sent."""


def to_send(settled: Settled) -> Sending:
    """What a settled batch asks to be sent: what is fresh, and what is found of answers from before."""
    again: list[Stored] = []
    doubtful: set[int] = set()
    for outcome in settled.outcomes:
        if not isinstance(outcome, Duplicate):
            continue
        for stored in settled.stored.get(outcome.incoming.message_id, []):
            if not outcome.same_record:
                again.append(stored)
            elif not stored.sent:
                doubtful.add(stored.batch)
    return Sending(settled.fresh, again, frozenset(doubtful))


def outgoing(outcomes: Sequence[Outcome], settings: Settings) -> list[Outgoing]:
    """Every message that these outcomes bring about, in the order in which it goes out."""
    out: list[Outgoing] = []
    for outcome in outcomes:
        match outcome:
            case Answered():
                out += outcome.outgoing
            case Rejected():
                out.append(outcome.outgoing)
            case Dead():
                out.append(_dead_letter(outcome, settings))
            case Duplicate():
                pass
    return out


def _dead_letter(dead: Dead, settings: Settings) -> Outgoing:
    return returned(
        dead.incoming,
        topic=settings.topic(topics.DEAD_LETTER),
        error=dead.reason,
        detail=dead.trace,
        attempts=settings.attempts,
    )
