"""Decides on a request for assignment (VOT, JW315), product by product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ijw.policy.decisions import Decision, NieuweToewijzing
from ijw.policy.facts import Situation
from ijw.policy.family_rules import gi_1_a, gi_2_1_a, gi_2_1_b, gi_2_2_d, gi_b1
from ijw.policy.let_rules import let_8_vot
from ijw.policy.outcome import Handling, assigned, held_back, no_protocol, not_assigned, to_person
from ijw.policy.periods import Period
from ijw.policy.product_rules import gi_1_b, gi_1_c, gi_1_d, gi_b2_1, gi_b2_1_region, op296
from ijw.policy.protocol_file import Protocol
from ijw.policy.protocol_sections import Framework, Product
from ijw.policy.protocols import InForce, ProtocolSet
from ijw.policy.requests import AangevraagdProduct, VerzoekOmToewijzing
from ijw.policy.succession_plan import plan_vot, succession_verdicts
from ijw.policy.succession_rules import to_extend
from ijw.policy.term_rules import gi_2_2_a, gi_2_2_b, gi_2_2_c, gi_2_2_referrer, gi_3_3
from ijw.policy.verdicts import Verdict, judge

JUDICIAL = "judicial"
"""The name of the framework whose request proves a measure on the child."""


@dataclass(frozen=True, slots=True)
class Question:
    """One asked product with everything that its rules look at."""

    verzoek: VerzoekOmToewijzing
    asked: AangevraagdProduct
    situation: Situation
    in_force: InForce

    @property
    def protocol(self) -> Protocol:
        """The protocol that decides."""
        return self.in_force.protocol

    @property
    def terms(self) -> Product:
        """What the protocol says on the product."""
        return self.in_force.terms

    @property
    def framework(self) -> Framework | None:
        """The framework that the referrer stands for."""
        return self.terms.framework_of(self.asked.Verwijzer)

    @property
    def remarks(self) -> tuple[str | None, str | None]:
        """The remarks on the product and on the client."""
        return self.asked.Commentaar, self.verzoek.Commentaar

    @property
    def birth_date(self) -> date | None:
        """When the child was born: as the municipality knows it, else as the agency says."""
        client = self.situation.client
        return client.birth_date if client else self.verzoek.Geboortedatum


def decide_vot(
    verzoek: VerzoekOmToewijzing, situation: Situation, protocols: ProtocolSet
) -> tuple[Decision, ...]:
    """Decide on each asked product, in the order of the request."""
    return tuple(
        decide_product(verzoek, asked, situation, protocols) for asked in verzoek.AangevraagdeProducten
    )


def decide_product(
    verzoek: VerzoekOmToewijzing, asked: AangevraagdProduct, situation: Situation, protocols: ProtocolSet
) -> Decision:
    """Decide on one asked product: `Assign`, `Refuse`, `ToPerson` or, on the stop list, `HoldBack`."""
    if situation.on_stop_list:
        return held_back(asked.ReferentieAanbieder)
    code = asked.Product.Code if asked.Product else None
    in_force = protocols.choose(situation.municipality, code, situation.today)
    handling = Handling(asked.ReferentieAanbieder, verzoek.Dagtekening, situation.today)
    if in_force is None:
        return to_person(handling, judge([no_protocol(code)]))
    protocol = in_force.protocol
    handling = handling.under(protocol)
    question = Question(verzoek, asked, situation, in_force)
    judgement = judge(verdicts(question))
    if left := not_assigned(handling, judgement):
        return left
    plan = plan_vot(protocol, in_force.terms, question.framework, as_asked(asked), situation.assignments)
    return assigned(handling, plan, judgement.trace)


def verdicts(q: Question) -> Iterator[Verdict | None]:
    """Every rule on one asked product, in the order in which they are judged."""
    assert q.asked.Product is not None
    yield gi_3_3(q.protocol, q.remarks)
    yield gi_2_1_b(
        q.protocol, q.situation.municipality, q.situation.client, follows=q.terms.role == "sibling"
    )
    yield gi_1_d(q.terms)
    yield let_8_vot(q.protocol, q.terms)
    yield gi_b2_1_region(q.terms, q.in_force.region)
    yield gi_1_b(q.terms, q.asked.Product, q.asked.Omvang)
    yield gi_2_2_referrer(q.terms, q.asked.Verwijzer)
    yield op296(q.terms, q.situation.contracts, q.asked.ToewijzingIngangsdatum)
    yield from _framework_verdicts(q)
    yield gi_b2_1(q.terms, q.asked.period, _family_products(q), q.situation.today)
    yield from _family_verdicts(q)
    yield from succession_verdicts(q.protocol, q.terms, q.framework, q.asked.period, q.situation.assignments)


def as_asked(asked: AangevraagdProduct) -> NieuweToewijzing:
    """Give the assignment that says what was asked (IV094)."""
    return NieuweToewijzing(
        asked.Product,
        asked.ToewijzingIngangsdatum,
        asked.ToewijzingEinddatum,
        asked.Omvang,
        asked.Budget,
        asked.Verwijzer,
    )


def _framework_verdicts(q: Question) -> Iterator[Verdict | None]:
    framework, asked = q.framework, q.asked.period
    if framework is None:
        return
    yield gi_1_c(framework, q.in_force.region)
    yield gi_2_2_a(framework, asked)
    if to_extend(q.terms, framework, asked, q.situation.assignments) is None:
        yield gi_2_2_c(framework, asked)
    yield gi_2_2_b(framework, asked, q.birth_date, q.remarks)


def _family_verdicts(q: Question) -> Iterator[Verdict | None]:
    rule, s, asked = q.protocol.family_system, q.situation, q.asked.period
    if rule is None or q.terms.role != "family":
        return
    split = gi_b1(s.client.family if s.client else None, s.splits, s.today)
    yield gi_1_a(rule, q.terms.code, asked, s.family_assignments, split=split)
    yield gi_2_2_d(rule, q.terms.code, s.family_assignments, asked)
    if s.client and not split:
        judicial = q.framework is not None and q.framework.name == JUDICIAL
        yield gi_2_1_a(rule, s.client, s.family_members, judicial=judicial, on=asked.first)


def _family_products(q: Question) -> list[tuple[str | None, Period]]:
    """Code and term of what the family system has, and of what this very request asks beside."""
    s = q.situation
    running = [(a.Product.Code, a.period) for a in s.assignments if a.Product and not a.deleted]
    family = [(a.Product.Code, a.period) for a in s.family_assignments]
    beside = [(p.Product.Code, p.period) for p in q.verzoek.AangevraagdeProducten if p.Product]
    return running + family + beside
