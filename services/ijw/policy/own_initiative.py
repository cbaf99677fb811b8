"""What a municipality does of its own accord: withdraw an assignment, transfer a child out or in (GI-4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ijw.policy.decisions import Assign, Finding, NieuweToewijzing, NotPossible, Step
from ijw.policy.facts import Situation, Toewijzing
from ijw.policy.family_rules import gi_1_a, gi_2_1_b, gi_b1
from ijw.policy.plan import Plan, makes, moves_end
from ijw.policy.product_rules import gi_1_b, gi_1_d, gi_b2_1_region
from ijw.policy.protocols import ProtocolSet
from ijw.policy.standard import RedenWijziging
from ijw.policy.succession_rules import op347, same_product
from ijw.policy.verdicts import Passes, Verdict

EITHER_WAY = (RedenWijziging.DOOR_AANBIEDER, RedenWijziging.ADMINISTRATIEVE_CORRECTIE)
"""The reasons with which a last day may move to both sides."""


def withdraw(
    toewijzing: Toewijzing, reason: RedenWijziging, last: date | None, today: date
) -> Assign | NotPossible:
    """End, extend or delete an assignment with any RedenWijziging.

    13 (deleted) ends it on its first day (CS335), whatever `last` is, and only when nothing of it was claimed
    (TR385). 04 extends, 12 and 14 move the last day to either side, all others shorten.
    """
    if problems := tuple(_problems(toewijzing, reason, last)):
        return NotPossible(problems)
    deleted = reason is RedenWijziging.VERWIJDERD
    day = toewijzing.Ingangsdatum if deleted else last
    plan = moves_end("TR385" if deleted else "OP033x1", toewijzing, day, reason, honours=False)
    agree = Step("OP186", "passed", "the last day has passed: this asks the agreement of the provider")
    past = not deleted and last is not None and last < today
    return _own(plan, None, (agree,) if past else ())


def gi_4(toewijzing: Toewijzing, agreed: date, today: date) -> Finding | None:
    """The transfer takes place in the future, from an assignment that still runs."""
    if agreed <= today:
        return Finding("GI-4", "the agreed day does not lie in the future")
    if not toewijzing.actual_on(today):
        return Finding("GI-4", "the assignment does not run any more")
    return None


def transfer_out(toewijzing: Toewijzing, agreed: date, today: date) -> Assign | NotPossible:
    """Withdraw the assignment of a child that moves: RedenWijziging 07, last day as agreed (GI-4)."""
    if problem := gi_4(toewijzing, agreed, today):
        return NotPossible((problem,))
    if problems := tuple(_problems(toewijzing, RedenWijziging.VERHUIZING, agreed)):
        return NotPossible(problems)
    return _own(moves_end("GI-4", toewijzing, agreed, RedenWijziging.VERHUIZING, honours=False), None)


def transfer_in(
    wanted: NieuweToewijzing, situation: Situation, protocols: ProtocolSet
) -> Assign | NotPossible:
    """Assign to a child that moves in: known here, our responsibility, nothing running forbids it."""
    if situation.on_stop_list:
        return NotPossible((Finding("OP003", "no message traffic for this client"),))
    if wanted.Einddatum is not None and wanted.Einddatum < wanted.Ingangsdatum:
        return NotPossible((Finding("CS003", "the last day lies before the first"),))
    code = wanted.Product.Code if wanted.Product else None
    chosen = protocols.choose(situation.municipality, code, situation.today)
    verdicts = [v for v in _transfer_verdicts(wanted, situation, protocols) if v is not None]
    problems = tuple(Finding(v.rule, v.explanation) for v in verdicts if not isinstance(v, Passes))
    if problems:
        return NotPossible(problems)
    steps = tuple(Step(v.rule, "passed", v.explanation) for v in verdicts)
    return _own(makes("GI-4", wanted), chosen.protocol.stamp if chosen else None, steps)


def _transfer_verdicts(
    wanted: NieuweToewijzing, s: Situation, protocols: ProtocolSet
) -> Iterator[Verdict | None]:
    code = wanted.Product.Code if wanted.Product else None
    chosen = protocols.choose(s.municipality, code, s.today)
    for running in same_product(code, s.assignments):
        if running.period.overlaps(wanted.period):
            yield op347(running)
    if chosen is None or wanted.Product is None:
        return
    protocol, terms = chosen.protocol, chosen.terms
    yield gi_2_1_b(protocol, s.municipality, s.client, follows=terms.role == "sibling")
    yield gi_1_d(terms)
    yield gi_b2_1_region(terms, chosen.region)
    yield gi_1_b(terms, wanted.Product, wanted.Omvang)
    if protocol.family_system and terms.role == "family":
        split = gi_b1(s.client.family if s.client else None, s.splits, s.today)
        yield gi_1_a(protocol.family_system, terms.code, wanted.period, s.family_assignments, split=split)


def _problems(toewijzing: Toewijzing, reason: RedenWijziging, last: date | None) -> Iterator[Finding]:
    """What forbids to withdraw: the reason itself, the claims, or the direction in which the end moves."""
    if toewijzing.deleted:
        yield Finding("OP087", "the assignment was already deleted")
    elif reason is RedenWijziging.VERVALLEN:
        yield Finding("CS336", "RedenWijziging 01 is not used any more")
    elif reason is RedenWijziging.VERWIJDERD:
        if toewijzing.claimed_until is not None or toewijzing.claimed_volume:
            yield Finding("TR385", "care was claimed on the assignment, so it cannot be deleted")
    elif last is None:
        yield Finding("CS003", "a last day is needed")
    elif last < toewijzing.Ingangsdatum:
        yield Finding("CS003", "the last day lies before the first")
    elif last == toewijzing.Einddatum:
        yield Finding("IV099", "the assignment already ends on that day")
    elif reason not in EITHER_WAY and _extends(toewijzing, last) != (reason is RedenWijziging.VERLENGING):
        direction = "later" if reason is RedenWijziging.VERLENGING else "earlier"
        yield Finding("JZ002", f"RedenWijziging {reason.value} asks an {direction} last day")


def _extends(toewijzing: Toewijzing, last: date) -> bool:
    return toewijzing.Einddatum is not None and last > toewijzing.Einddatum


def _own(plan: Plan, protocol: str | None, steps: tuple[Step, ...] = ()) -> Assign:
    return Assign(None, plan.new, plan.changed, steps + plan.steps, protocol)
