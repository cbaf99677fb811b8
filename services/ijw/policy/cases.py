"""What a person decides on a request that the protocols left open (section D)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from ijw.policy.decide_vot import as_asked
from ijw.policy.decisions import NO_PROTOCOL, Assign, Finding, NotPossible, Refuse, Step
from ijw.policy.facts import Situation
from ijw.policy.honour import OtherPeriod, honour
from ijw.policy.plan import Plan, makes
from ijw.policy.protocols import ProtocolSet
from ijw.policy.requests import AangevraagdProduct, VerzoekOmWijziging
from ijw.policy.standard import RedenAfwijzing
from ijw.policy.succession_plan import plan_vot
from ijw.policy.succession_rules import same_product
from ijw.policy.vow_question import vow_question


@dataclass(frozen=True, slots=True)
class AsAsked:
    """Assign what was asked."""


@dataclass(frozen=True, slots=True)
class Decline:
    """Refuse, with the responsible municipality for reason 8 and for that one only."""

    reason: RedenAfwijzing
    responsible_municipality: str | None = None


Choice = AsAsked | OtherPeriod | Decline
"""What a person can choose."""


def settle_vot(
    asked: AangevraagdProduct, situation: Situation, protocols: ProtocolSet, choice: Choice
) -> Assign | Refuse | NotPossible:
    """Make the decision of a person on one asked product; what cannot be sent is not possible.

    A running assignment of the same product is ended or extended as the protocol says; where it says nothing,
    sharing days with it is not possible (OP259).
    """
    code = asked.Product.Code if asked.Product else None
    chosen = protocols.choose(situation.municipality, code, situation.today)
    stamp = chosen.protocol.stamp if chosen else None
    if isinstance(choice, Decline):
        return _declined(asked.ReferentieAanbieder, choice, stamp)
    if problems := _unsendable(situation):
        return NotPossible(problems)
    wanted = as_asked(asked)
    if isinstance(choice, OtherPeriod):
        last = choice.Einddatum or asked.ToewijzingEinddatum
        wanted = replace(wanted, Ingangsdatum=choice.Ingangsdatum, Einddatum=last)
    plan = makes(NO_PROTOCOL, wanted)
    if chosen:
        framework = chosen.terms.framework_of(asked.Verwijzer)
        plan = plan_vot(chosen.protocol, chosen.terms, framework, wanted, situation.assignments)
    if problems := _forbidden(plan, situation):
        return NotPossible(problems)
    return _decided(asked.ReferentieAanbieder, plan, choice, stamp)


def settle_vow(
    verzoek: VerzoekOmWijziging, situation: Situation, protocols: ProtocolSet, choice: Choice
) -> Assign | Refuse | NotPossible:
    """Make the decision of a person on a whole request for change: all of it or nothing (IV093)."""
    q = vow_question(verzoek, situation, protocols)
    stamp = q.handling.protocol
    if isinstance(choice, Decline):
        return _declined(verzoek.ReferentieAanbieder, choice, stamp)
    if problems := _unsendable(situation):
        return NotPossible(problems)
    other = choice if isinstance(choice, OtherPeriod) else None
    plan = honour(verzoek, situation, reasons=q.reasons, other=other)
    if isinstance(plan, NotPossible):
        return plan
    if problems := _forbidden(plan, situation):
        return NotPossible(problems)
    return _decided(verzoek.ReferentieAanbieder, plan, choice, stamp)


def _declined(reference: str, choice: Decline, protocol: str | None) -> Refuse | NotPossible:
    by_residence = choice.reason is RedenAfwijzing.WOONPLAATSBEGINSEL
    if by_residence != (choice.responsible_municipality is not None):
        rule = "TR377" if by_residence else "TR409"
        return NotPossible((Finding(rule, "a responsible municipality belongs to reason 8, and only there"),))
    step = Step(NO_PROTOCOL, "refused", f"a person refused with reason {choice.reason.value}")
    municipality = choice.responsible_municipality
    return Refuse(reference, choice.reason, NO_PROTOCOL, municipality, (step,), protocol)


def _decided(reference: str, plan: Plan, choice: AsAsked | OtherPeriod, protocol: str | None) -> Assign:
    step = Step(NO_PROTOCOL, "applied", f"a person decided to assign {_how(choice)}")
    return Assign(reference, plan.new, plan.changed, (step, *plan.steps), protocol)


def _how(choice: AsAsked | OtherPeriod) -> str:
    match choice:
        case AsAsked():
            return "as asked"
        case OtherPeriod():
            return f"with another period, from {choice.Ingangsdatum.isoformat()}"
        case _:
            assert_never(choice)


def _unsendable(situation: Situation) -> tuple[Finding, ...]:
    if situation.on_stop_list:
        return (Finding("OP003", "no message traffic for this client"),)
    if situation.client is None:
        return (Finding("TR061", "the child is not known here, so there is no address to send"),)
    return ()


def _forbidden(plan: Plan, situation: Situation) -> tuple[Finding, ...]:
    """What in a plan cannot be sent: a term the wrong way round, or the same product twice for a day."""
    backwards = [new for new in plan.new if new.Einddatum is not None and new.Einddatum < new.Ingangsdatum]
    if backwards:
        return (Finding("CS003", "the last day lies before the first"),)
    after = {change.after.ToewijzingNummer: change.after for change in plan.changed}
    then = [after.get(a.ToewijzingNummer, a) for a in situation.assignments]
    return tuple(
        Finding("OP259", f"assignment {running.ToewijzingNummer} of the same product runs {running.period}")
        for new in plan.new
        if new.Product
        for running in same_product(new.Product.Code, then)
        if running.period.overlaps(new.period)
    )
