"""What of a settled batch has to be sent, and what of that may have been sent before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from ijw.broker import topics
from ijw.broker.envelope import Outgoing, returned
from ijw.broker.outcomes import Answered, Dead, Duplicate, Outcome, Rejected
from ijw.broker.publishing import Publishable
from ijw.settings import Settings
from ijw.store.inbox import Stored


@dataclass(frozen=True)
class Settled:
    """A batch whose outcomes are saved."""

    outcomes: list[Outcome]
    stored: Mapping[UUID, list[Stored]]
    """What was answered before to those of them that are duplicates."""
    fresh: list[Outgoing]
    """What the others bring about, saved and not sent yet."""


@dataclass
class Sending:
    """What has to be sent, and what of it may be on the broker already."""

    certain: list[Publishable]
    """Surely not sent yet, or to be sent again whatever is there."""
    doubtful: list[Publishable]
    since: datetime = field(default_factory=lambda: datetime.now(UTC))
    """When the oldest doubtful one was made, or this sending began."""

    def __post_init__(self) -> None:
        made = (one.made_at for one in self.doubtful if isinstance(one, Stored))
        self.since = min(self.since, *made) if self.doubtful else self.since


def to_send(settled: Settled) -> tuple[list[Publishable], list[Stored]]:
    """Stored answers to send again, and those of which it is not known whether they were sent."""
    again: list[Publishable] = []
    doubtful: list[Stored] = []
    for outcome in settled.outcomes:
        if not isinstance(outcome, Duplicate):
            continue
        for stored in settled.stored.get(outcome.incoming.message_id, []):
            if not outcome.same_record:
                again.append(stored)
            elif not stored.sent:
                doubtful.append(stored)
    return again, doubtful


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
