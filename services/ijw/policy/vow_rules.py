"""What the protocols say on a wanted change or a new product that is no exchange with an expert team."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ijw.policy.decisions import NO_PROTOCOL
from ijw.policy.facts import Situation, Toewijzing
from ijw.policy.family_rules import gi_2_1_b
from ijw.policy.outcome import no_protocol
from ijw.policy.periods import Period
from ijw.policy.product_rules import gi_1_b, gi_1_d
from ijw.policy.protocols import InForce
from ijw.policy.requests import NieuwProduct, TeWijzigenProduct
from ijw.policy.standard import RedenAfwijzing
from ijw.policy.succession_rules import gi_2_3_3
from ijw.policy.term_rules import gi_2_2_b
from ijw.policy.verdicts import NeedsPerson, Refuses, Verdict
from ijw.policy.vow_question import VowQuestion, code_of


def new_product_verdict(q: VowQuestion, nieuw: NieuwProduct) -> Verdict | None:
    """A product of a protocol is asked by a VOT, which names the referrer; others are for a person."""
    code = nieuw.Product.Code if nieuw.Product else None
    chosen = q.choose(code)
    if chosen is None:
        return no_protocol(code)
    return gi_1_d(chosen.terms) or _by_new_request(chosen, f"{code} is asked by a new request")


def change_verdicts(
    q: VowQuestion, asked: TeWijzigenProduct, current: Toewijzing
) -> Iterator[Verdict | None]:
    """Judge a wanted change of one assignment: only an extension is decided by a protocol."""
    chosen = q.choose(code_of(current))
    if chosen is None or current.Product is None:
        yield no_protocol(code_of(current))
        return
    terms, s = chosen.terms, q.situation
    yield gi_2_1_b(chosen.protocol, s.municipality, s.client, follows=terms.role == "sibling")
    yield gi_1_b(terms, current.Product, asked.Omvang or current.Omvang)
    if not _only_later(asked, current):
        yield NeedsPerson(NO_PROTOCOL, f"no rule decides this change of {terms.code}")
    elif terms.frameworks and terms.framework_of(current.Verwijzer) is None:
        number = current.ToewijzingNummer
        yield NeedsPerson(NO_PROTOCOL, f"the framework of assignment {number} is not known")
    else:
        yield from _extension_verdicts(chosen, asked, current, s)


def _extension_verdicts(
    chosen: InForce, asked: TeWijzigenProduct, current: Toewijzing, situation: Situation
) -> Iterator[Verdict | None]:
    framework = chosen.terms.framework_of(current.Verwijzer)
    if framework is None or framework.extension is None:
        yield _by_new_request(chosen, f"{chosen.terms.code} is not extended but asked by a new request")
        return
    yield _still_runs(framework.extension.fact, current, situation.today)
    yield gi_2_3_3(framework.extension, framework, current, asked.Einddatum)
    birth_date = situation.client.birth_date if situation.client else None
    yield gi_2_2_b(framework, Period(current.Ingangsdatum, asked.Einddatum), birth_date, ())


def _still_runs(fact: str, current: Toewijzing, today: date) -> Verdict | None:
    """After the end of the term an extension is asked by a VOT (GI-2.3-3)."""
    if current.actual_on(today):
        return None
    explanation = f"assignment {current.ToewijzingNummer} does not run any more: extend it by a new request"
    return Refuses(fact, explanation, RedenAfwijzing.NIEUWE_AANVRAAG)


def _only_later(asked: TeWijzigenProduct, current: Toewijzing) -> bool:
    """Whether nothing but a later last day is wanted (OP380)."""
    if asked.Omvang not in (None, current.Omvang) or asked.Budget not in (None, current.Budget):
        return False
    last = current.Einddatum
    return last is not None and (asked.Einddatum is None or asked.Einddatum > last)


def _by_new_request(chosen: InForce, explanation: str) -> Refuses:
    """Send the agency to a VOT, by the paragraph on successions that end nothing (GI-2.3-1)."""
    unended = [rule.fact for rule in chosen.protocol.successions if rule.reason is None]
    fact = unended[0] if unended else chosen.terms.fact
    return Refuses(fact, explanation, RedenAfwijzing.NIEUWE_AANVRAAG)
