"""A decision and what it does to the assignments. Pure: numbers are given out of those that are free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from ijw.policy.decisions import Assign, Decision, GewijzigdeToewijzing, NieuweToewijzing, Step
from ijw.policy.facts import Situation, Toewijzing
from ijw.policy.outcome import Handling, to_person
from ijw.policy.protocols import ProtocolSet
from ijw.policy.verdicts import Judgement, NeedsPerson
from ijw.requests.asked import Asked, Subject
from ijw.requests.known import Holding, Known

_NO_ADDRESS = "no usable address is known of the child, so no assignment can be sent"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision, the situation it was made in, and the assignments as it leaves them."""

    id: UUID
    subject: Subject
    reference: str | None
    """The ReferentieAanbieder it answers; None on the municipality's own initiative."""
    decision: Decision
    facts: Mapping[str, Any]
    """What the decision was made on, as JSON."""
    situation: Situation
    holdings: tuple[Holding, ...] = ()
    """Assignments that it makes or changes; the new ones last, in the order of the decision."""

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the assignments that it makes or changes."""
        return frozenset(one.toewijzing.ToewijzingNummer for one in self.holdings)


def granted(decision: Decision, subject: Subject, known: Known, at: datetime) -> tuple[Holding, ...]:
    """The assignments that a decision makes or changes; a new one takes the next free number."""
    if not isinstance(decision, Assign):
        return ()
    reference, when = decision.ReferentieAanbieder, at.replace(microsecond=0, tzinfo=None)
    changed = [_changed(change, subject, known, reference, when) for change in decision.changed]
    numbered = zip(decision.new, known.numbers, strict=False)
    new = [Holding(subject, _new(one, number), 1, when, reference) for one, number in numbered]
    assert len(new) == len(decision.new), "loading took enough free numbers"
    return (*changed, *new)


def after(known: Known, ruling: Ruling) -> Known:
    """What is known after a ruling."""
    taken = len(ruling.decision.new) if isinstance(ruling.decision, Assign) else 0
    return known.with_holdings(ruling.holdings).without_numbers(taken)


def sendable(decision: Decision, asked: Asked, known: Known, handling: Handling) -> Decision:
    """An assignment goes out with an address (TR061); where none is known a person must find one."""
    if not isinstance(decision, Assign) or has_address(known, asked.subject):
        return decision
    step = Step("TR061", "person", _NO_ADDRESS)
    judgement = Judgement((*decision.trace, step), for_person=(NeedsPerson("TR061", _NO_ADDRESS),))
    return to_person(handling, judgement)


def has_address(known: Known, subject: Subject) -> bool:
    """Whether the client is registered with an address that can be sent."""
    person = known.register.persons.get(subject.client)
    return person is not None and person.address.usable


def handling_of(decision: Decision, asked: Asked, protocols: ProtocolSet, situation: Situation) -> Handling:
    """How to go on with a request that was decided on: the terms are those of the protocol that decided."""
    reference = decision.ReferentieAanbieder
    assert reference is not None, "every request has a reference"
    handling = Handling(reference, asked.verzoek.Dagtekening, situation.today)
    stamp = getattr(decision, "protocol", None)
    found = (one.protocol for one in protocols.loaded if one.protocol.stamp == stamp)
    protocol = next(found, None)
    return handling.under(protocol) if protocol else handling


def touched_before(ruling: Ruling, earlier: Sequence[Ruling]) -> bool:
    """Whether it changes an assignment that an earlier ruling of the same request made or changed."""
    return any(ruling.numbers & one.numbers for one in earlier)


def _changed(
    change: GewijzigdeToewijzing, subject: Subject, known: Known, reference: str | None, at: datetime
) -> Holding:
    before = known.holding(subject.client, change.before.ToewijzingNummer)
    toewijzing = replace(change.after, delivered_until=None, extended_from=_extended_from(change))
    honoured = reference if change.honours else None
    return Holding(subject, toewijzing, before.version + 1, at, honoured)


def _extended_from(change: GewijzigdeToewijzing) -> Any:
    """The last day before the first extension: that is what a second one is measured by (GI-2.3-3)."""
    before, last = change.before, change.after.Einddatum
    later = before.Einddatum is not None and (last is None or last > before.Einddatum)
    return before.extended_from or (before.Einddatum if later else None)


def _new(one: NieuweToewijzing, number: int) -> Toewijzing:
    return Toewijzing(
        number, one.Product, one.Ingangsdatum, one.Einddatum, one.Omvang, one.Budget, None, one.Verwijzer
    )
