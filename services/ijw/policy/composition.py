"""Which assignments stand in a JW301, and with which ReferentieAanbieder and RedenWijziging.

OP087: all actual ones of the client at the provider, plus those that change. TR379 and IV097: the reference
of a request only the first time after it, and only where it is its direct result. IV099: RedenWijziging only
on what changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ijw.policy import standard
from ijw.policy.decisions import Assign, GewijzigdeToewijzing, NieuweToewijzing
from ijw.policy.facts import Toewijzing


@dataclass(frozen=True, slots=True)
class Nieuw:
    """A ToegewezenProduct that gets a new number."""

    toewijzing: NieuweToewijzing
    ReferentieAanbieder: str | None


@dataclass(frozen=True, slots=True)
class Gewijzigd:
    """A ToegewezenProduct that changes under its own number, with a new moment of assigning (IV013)."""

    toewijzing: Toewijzing
    RedenWijziging: standard.RedenWijziging
    ReferentieAanbieder: str | None


@dataclass(frozen=True, slots=True)
class Ongewijzigd:
    """A ToegewezenProduct that is sent again as it was, without RedenWijziging."""

    toewijzing: Toewijzing
    ReferentieAanbieder: str | None


Regel = Nieuw | Gewijzigd | Ongewijzigd
"""One ToegewezenProduct of a JW301."""


def lines_for_vot(
    honoured: Sequence[Assign], assignments: Iterable[Toewijzing], today: date
) -> tuple[Regel, ...]:
    """Compose the JW301 for honoured products of a VOT: each its own reference, the others none (IV094)."""
    changed = [
        _changed(change, one.ReferentieAanbieder if change.honours else None)
        for one in honoured
        for change in one.changed
    ]
    new = [Nieuw(toewijzing, one.ReferentieAanbieder) for one in honoured for toewijzing in one.new]
    return _composed(changed, new, assignments, today, reference=None)


def lines_for_vow(honoured: Assign, assignments: Iterable[Toewijzing], today: date) -> tuple[Regel, ...]:
    """Compose the JW301 for an honoured VOW: one reference for all of it, the unchanged too (IV093)."""
    reference = honoured.ReferentieAanbieder
    changed = [_changed(change, reference) for change in honoured.changed]
    new = [Nieuw(toewijzing, reference) for toewijzing in honoured.new]
    return _composed(changed, new, assignments, today, reference=reference)


def lines_on_own_initiative(
    decided: Assign, assignments: Iterable[Toewijzing], today: date
) -> tuple[Regel, ...]:
    """Compose the JW301 that the municipality sends of its own accord: never a reference (IV097)."""
    changed = [_changed(change, None) for change in decided.changed]
    new = [Nieuw(toewijzing, None) for toewijzing in decided.new]
    return _composed(changed, new, assignments, today, reference=None)


def op002(*, guardian_known: bool, own_guardian: bool) -> bool:
    """Tell whether the guardian goes along as a Relatie.

    Not when the agency said that it knows the guardian (OP002x1), nor when the young person has the authority
    (OP002x2).
    """
    return not guardian_known and not own_guardian


def _changed(change: GewijzigdeToewijzing, reference: str | None) -> Gewijzigd:
    return Gewijzigd(change.after, change.RedenWijziging, reference)


def _composed(
    changed: Sequence[Gewijzigd],
    new: Sequence[Nieuw],
    assignments: Iterable[Toewijzing],
    today: date,
    *,
    reference: str | None,
) -> tuple[Regel, ...]:
    touched = {line.toewijzing.ToewijzingNummer for line in changed}
    same = [
        Ongewijzigd(a, reference)
        for a in assignments
        if a.actual_on(today) and a.ToewijzingNummer not in touched
    ]
    known: list[Gewijzigd | Ongewijzigd] = [*changed, *same]
    known.sort(key=lambda line: line.toewijzing.ToewijzingNummer)
    return (*known, *new)
