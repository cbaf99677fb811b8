"""Turns a judgement into a decision: refused, to a person, or free to assign."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ijw.policy.deadlines import due
from ijw.policy.decisions import (
    NO_PROTOCOL,
    Assign,
    Deadline,
    HoldBack,
    NotPossible,
    Refuse,
    Step,
    ToPerson,
    Trace,
)
from ijw.policy.plan import Plan
from ijw.policy.protocol_file import Protocol
from ijw.policy.protocol_sections import Deadlines
from ijw.policy.verdicts import Judgement, NeedsPerson, judge

NATIONAL = Deadlines()
"""The terms where no protocol holds (section C)."""


@dataclass(frozen=True, slots=True)
class Handling:
    """The request in hand: its reference, its date, the day of deciding, and the protocol that decides."""

    ReferentieAanbieder: str
    Dagtekening: date
    today: date
    protocol: str | None = None
    deadlines: Deadlines = NATIONAL

    def under(self, protocol: Protocol) -> Handling:
        """Give the same request, decided under a protocol."""
        return replace(self, protocol=protocol.stamp, deadlines=protocol.deadlines)


def held_back(reference: str) -> HoldBack:
    """Decide on a client without message traffic (OP003)."""
    return HoldBack(reference, (Step("OP003", "refused", "no message traffic for this client"),))


def not_assigned(handling: Handling, judgement: Judgement) -> Refuse | ToPerson | None:
    """Give the refusal or the case that the judgement asks for; None when nothing stands in the way."""
    reference, trace, protocol = handling.ReferentieAanbieder, judgement.trace, handling.protocol
    if refusal := judgement.refusal:
        municipality = refusal.responsible_municipality
        return Refuse(reference, refusal.reason, refusal.rule, municipality, trace, protocol)
    return to_person(handling, judgement) if judgement.for_person else None


def to_person(handling: Handling, judgement: Judgement) -> ToPerson:
    """Give the case that the judgement asks for, with the earliest of the deadlines of its findings."""
    deadlines = [_deadline(handling, verdict) for verdict in judgement.for_person]
    first = min(deadlines, key=lambda deadline: deadline.due)
    reference, protocol = handling.ReferentieAanbieder, handling.protocol
    return ToPerson(reference, judgement.findings, first, judgement.trace, protocol)


def assigned(handling: Handling, plan: Plan, trace: Trace) -> Assign:
    """Give the assignment that a plan describes."""
    reference = handling.ReferentieAanbieder
    return Assign(reference, plan.new, plan.changed, trace + plan.steps, handling.protocol)


def no_protocol(code: str | None) -> NeedsPerson:
    """Leave a product that no protocol covers to a person (section D)."""
    return NeedsPerson(NO_PROTOCOL, f"no protocol decides on product {code or 'without a code'}")


def impossible(not_possible: NotPossible) -> Judgement:
    """Judge that a plan cannot be made: a person must look at what stands in its way."""
    return judge(NeedsPerson(problem.rule, problem.explanation) for problem in not_possible.problems)


def _deadline(handling: Handling, verdict: NeedsPerson) -> Deadline:
    since = handling.Dagtekening if verdict.occasion == "final_answer" else handling.today
    return due(verdict.occasion, since, handling.deadlines)
