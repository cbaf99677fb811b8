"""Makes requests and situations that the protocols accept, so that a test names only what it changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ijw.policy.decide_vot import decide_vot
from ijw.policy.decide_vow import decide_vow
from ijw.policy.decisions import Assign, Decision, Refuse, ToPerson
from ijw.policy.facts import FamilyAssignment, FamilyMember, Person, Situation, Toewijzing
from ijw.policy.protocol_file import Protocol
from ijw.policy.protocols import ProtocolSet, load_protocols
from ijw.policy.requests import (
    AangevraagdProduct,
    NieuwProduct,
    TeWijzigenProduct,
    VerzoekOmToewijzing,
    VerzoekOmWijziging,
)
from ijw.policy.standard import Omvang, Product

AMSTERDAM, HOORN, ZAANSTAD, GOES, ROTTERDAM = "0363", "0405", "0479", "0664", "0599"
TODAY = date(2025, 3, 3)
FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)
BORN = date(2015, 6, 1)
GIGM1 = Product("48", "GIGM1")
OTS_1, LET_OTS_1, LET_OTS_2, LET_VOOGDIJ = (
    Product("48", "48A01"),
    Product("50", "50Z27"),
    Product("50", "50Z28"),
    Product("50", "50Z29"),
)
ONE_A_MONTH = Omvang(1, "82", "4")
PROTOCOLS = Path(__file__).resolve().parents[3] / "contracts" / "protocols"


@dataclass(frozen=True)
class Place:
    """A municipality of the CBS list, as far as the policy looks at it."""

    region: str


MUNICIPALITIES = {
    AMSTERDAM: Place("Amsterdam-Amstelland"),
    HOORN: Place("West-Friesland"),
    ZAANSTAD: Place("Zaanstreek-Waterland"),
    GOES: Place("Zeeland"),
    ROTTERDAM: Place("Rijnmond"),
}


@cache
def protocols() -> ProtocolSet:
    """The protocols that are shipped."""
    loaded = load_protocols([PROTOCOLS], MUNICIPALITIES)
    assert isinstance(loaded, ProtocolSet), loaded
    return loaded


def protocol(name: str) -> Protocol:
    """One of the shipped protocols."""
    return next(one.protocol for one in protocols().loaded if one.protocol.id == name)


def child(**changes: Any) -> Person:
    return replace(Person("child", BORN, None, None, AMSTERDAM), **changes)


def member(key: str, born: date, **changes: Any) -> FamilyMember:
    return replace(FamilyMember(key, born), **changes)


def situation(**changes: Any) -> Situation:
    """A child in Amsterdam without assignments; the child lives in the municipality that is asked."""
    municipality = changes.get("municipality", AMSTERDAM)
    given = Situation(municipality, TODAY, child(responsible_municipality=municipality))
    return replace(given, **changes)


def asked(**changes: Any) -> AangevraagdProduct:
    """A judicial request for GIGM1 of one year."""
    return replace(AangevraagdProduct("R1", GIGM1, FIRST, LAST, "08", ONE_A_MONTH), **changes)


def preventive(**changes: Any) -> AangevraagdProduct:
    return asked(**{"Verwijzer": "01", **changes})


def sibling_code(code: str = "48XGM", **changes: Any) -> AangevraagdProduct:
    return asked(**{"ReferentieAanbieder": "R2", "Product": Product("48", code), **changes})


def vot(*products: AangevraagdProduct, **changes: Any) -> VerzoekOmToewijzing:
    return replace(VerzoekOmToewijzing(TODAY, products or (asked(),)), **changes)


def running(number: int = 101, **changes: Any) -> Toewijzing:
    """A preventive GIGM1 of the last year and a half, ending at the end of June."""
    given = Toewijzing(number, GIGM1, date(2024, 1, 1), date(2025, 6, 30), ONE_A_MONTH, Verwijzer="01")
    return replace(given, **changes)


def in_family(**changes: Any) -> FamilyAssignment:
    return replace(FamilyAssignment(GIGM1, date(2025, 1, 1), date(2025, 12, 31)), **changes)


def change(of: Toewijzing, **changes: Any) -> TeWijzigenProduct:
    """A wish that asks nothing yet: same first day, same last day, same volume."""
    given = TeWijzigenProduct(of.ToewijzingNummer, of.Ingangsdatum, of.Einddatum, of.Omvang, of.Budget)
    return replace(given, **changes)


def new(
    product: Product, first: date, last: date | None, omvang: Omvang | None = ONE_A_MONTH
) -> NieuwProduct:
    return NieuwProduct(product, first, last, omvang)


def vow(*changes: TeWijzigenProduct, **fields: Any) -> VerzoekOmWijziging:
    return replace(VerzoekOmWijziging(TODAY, "W1", "1", (), changes), **fields)


def on_vot(product: AangevraagdProduct, around: Situation | None = None, **fields: Any) -> Decision:
    """What is decided on a VOT with this one product."""
    (decision,) = decide_vot(vot(product, **fields), around or situation(), protocols())
    return decision


def on_vow(request: VerzoekOmWijziging, around: Situation) -> Decision:
    return decide_vow(request, around, protocols())


def refused(decision: Decision) -> tuple[str, str]:
    """The reason and the rule of a refusal."""
    assert isinstance(decision, Refuse), decision
    return decision.reason.value, decision.rule


def for_person(decision: Decision) -> tuple[str, ...]:
    """The rules that ask for a person."""
    assert isinstance(decision, ToPerson), decision
    return tuple(finding.rule for finding in decision.findings)


def assigned(decision: Decision) -> Assign:
    assert isinstance(decision, Assign), decision
    return decision


def passed(decision: Decision) -> set[str]:
    """The rules that were judged and stood in nobody's way."""
    return {step.rule for step in decision.trace if step.outcome == "passed"}
