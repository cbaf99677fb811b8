"""What would be decided otherwise: compares two lists of decisions on the same requests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from ijw.policy.decide_vot import decide_vot
from ijw.policy.decide_vow import decide_vow
from ijw.policy.decisions import Assign, Decision, HoldBack, Refuse, ToPerson
from ijw.policy.protocols import ProtocolSet
from ijw.policy.records import Facts, VotFacts, VowFacts


@dataclass(frozen=True, slots=True)
class Difference:
    """One request that is decided otherwise; None where one side has no decision on it."""

    ReferentieAanbieder: str
    before: Decision | None
    after: Decision | None


def decide_again(facts: Facts, protocols: ProtocolSet) -> tuple[Decision, ...]:
    """Decide on stored facts under these protocols, as on the day they were decided on."""
    match facts:
        case VotFacts():
            return decide_vot(facts.verzoek, facts.situation, protocols)
        case VowFacts():
            return (decide_vow(facts.verzoek, facts.situation, protocols),)
        case _:
            assert_never(facts)


def differences(before: Iterable[Decision], after: Iterable[Decision]) -> tuple[Difference, ...]:
    """Give what differs in outcome, by reference; the way to it and the protocol's version do not count."""
    old, new = _by_reference(before), _by_reference(after)
    return tuple(
        Difference(reference, old.get(reference), new.get(reference))
        for reference in sorted(old.keys() | new.keys())
        if _effect(old.get(reference)) != _effect(new.get(reference))
    )


def described(decision: Decision | None) -> str:
    """Say in one line what a decision does, for a person."""
    match decision:
        case None:
            return "no decision"
        case Assign():
            new = [f"new {a.Product.Code if a.Product else 'budget'} {a.period}" for a in decision.new]
            changed = [
                f"{c.after.ToewijzingNummer} until {c.after.Einddatum} ({c.RedenWijziging.value})"
                for c in decision.changed
            ]
            return "assign: " + "; ".join(new + changed)
        case Refuse():
            place = f" {decision.responsible_municipality}" if decision.responsible_municipality else ""
            return f"refuse: reason {decision.reason.value}{place} by {decision.rule}"
        case ToPerson():
            return "to a person: " + ", ".join(finding.rule for finding in decision.findings)
        case HoldBack():
            return "hold back: no message traffic"
        case _:
            assert_never(decision)


def _by_reference(decisions: Iterable[Decision]) -> Mapping[str, Decision]:
    return {d.ReferentieAanbieder: d for d in decisions if d.ReferentieAanbieder is not None}


def _effect(decision: Decision | None) -> object:
    """What others notice of a decision."""
    match decision:
        case Assign():
            return (decision.new, decision.changed)
        case Refuse():
            return (decision.reason, decision.responsible_municipality)
        case ToPerson():
            return decision.findings
        case HoldBack():
            return HoldBack
        case None:
            return None
        case _:
            assert_never(decision)
