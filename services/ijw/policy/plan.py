"""What an honoured request does to the assignments: the parts of an `Assign`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ijw.policy.decisions import GewijzigdeToewijzing, NieuweToewijzing, Step, Trace
from ijw.policy.facts import Toewijzing
from ijw.policy.standard import RedenWijziging


@dataclass(frozen=True, slots=True)
class Plan:
    """New and changed assignments, with the rules that made them so."""

    new: tuple[NieuweToewijzing, ...] = ()
    changed: tuple[GewijzigdeToewijzing, ...] = ()
    steps: Trace = ()

    def __add__(self, other: Plan) -> Plan:
        return Plan(self.new + other.new, self.changed + other.changed, self.steps + other.steps)


def makes(rule: str, toewijzing: NieuweToewijzing) -> Plan:
    """Plan a new assignment."""
    code = toewijzing.Product.Code if toewijzing.Product else None
    explanation = f"a new assignment of {code or 'the whole category'} runs {toewijzing.period}"
    return Plan(new=(toewijzing,), steps=(Step(rule, "applied", explanation),))


def moves_end(
    rule: str, toewijzing: Toewijzing, last: date | None, reason: RedenWijziging, *, honours: bool
) -> Plan:
    """Plan another last day for an assignment; it keeps its number (IV066)."""
    return changes(rule, toewijzing, replace(toewijzing, Einddatum=last), reason, honours=honours)


def changes(
    rule: str, before: Toewijzing, after: Toewijzing, reason: RedenWijziging, *, honours: bool = True
) -> Plan:
    """Plan a change of an assignment that keeps its number; no change at all when nothing differs (IV099)."""
    same = (before.Einddatum, before.Omvang, before.Budget) == (after.Einddatum, after.Omvang, after.Budget)
    if same and reason is not RedenWijziging.VERWIJDERD:
        return Plan(steps=(Step(rule, "applied", f"assignment {before.ToewijzingNummer} stays as it is"),))
    changed = GewijzigdeToewijzing(before, replace(after, RedenWijziging=reason), reason, honours)
    explanation = (
        f"assignment {before.ToewijzingNummer} now runs {after.period}, RedenWijziging {reason.value}"
    )
    return Plan(changed=(changed,), steps=(Step(rule, "applied", explanation),))
