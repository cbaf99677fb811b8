"""GI-1: the product, the volume, the regions."""

from __future__ import annotations

from datetime import date

import pytest

from ijw.policy.decisions import Deadline, ToPerson
from ijw.policy.facts import Contract
from ijw.policy.standard import Omvang, Product

from .factories import (
    AMSTERDAM,
    FIRST,
    GIGM1,
    HOORN,
    LET_OTS_1,
    ROTTERDAM,
    ZAANSTAD,
    asked,
    assigned,
    for_person,
    on_vot,
    passed,
    preventive,
    refused,
    sibling_code,
    situation,
)


def test_gi_1_b_accepts_the_agreed_volume() -> None:
    """GIGM1 in category 48, one piece a month, is assigned as it was asked."""
    decision = assigned(on_vot(asked()))
    (new,) = decision.new
    assert (GIGM1, Omvang(1, "82", "4"), "08") == (new.Product, new.Omvang, new.Verwijzer)
    assert "GI-1-b" in passed(decision)
    assert decision.protocol == "gi-2024-2025 1.1"


@pytest.mark.parametrize(
    "changes",
    [
        {"Omvang": Omvang(2, "82", "4")},
        {"Omvang": Omvang(1, "84", "4")},
        {"Omvang": Omvang(1, "82", "2")},
        {"Omvang": None, "Budget": 100},
        {"Product": Product("50", "GIGM1")},
    ],
)
def test_gi_1_b_refuses_another_volume_or_category(changes: dict[str, object]) -> None:
    """GIGM1 with any other value is outside the contract."""
    assert refused(on_vot(asked(**changes))) == ("4", "GI-1-b")


def test_gi_1_c_refuses_preventive_in_west_friesland() -> None:
    """West-Friesland has no preventive framework."""
    assert refused(on_vot(preventive(), situation(municipality=HOORN))) == ("4", "GI-1-c")


@pytest.mark.parametrize("municipality", [AMSTERDAM, ZAANSTAD])
def test_gi_1_c_accepts_preventive_elsewhere(municipality: str) -> None:
    """The other two regions have the preventive framework."""
    assert "GI-1-c" in passed(assigned(on_vot(preventive(), situation(municipality=municipality))))


@pytest.mark.parametrize("code", ["50Z27", "50Z28", "50Z29"])
def test_gi_1_d_refuses_let_products(code: str) -> None:
    """LET products stay outside the message traffic in these regions."""
    assert refused(on_vot(asked(Product=Product("50", code)))) == ("4", "GI-1-d")


def test_gi_1_d_does_not_hold_where_another_protocol_does() -> None:
    """Where the protocol does not hold, its rule on LET products does not either."""
    decision = on_vot(asked(Product=LET_OTS_1), situation(municipality=ROTTERDAM))
    assert for_person(decision) == ("D",)


def test_d_no_protocol_goes_to_a_person() -> None:
    """A product that no protocol covers is for a person, with the national term of eight weeks."""
    decision = on_vot(asked(Product=Product("45", "45A48")))
    assert for_person(decision) == ("D",)
    assert isinstance(decision, ToPerson)
    assert decision.protocol is None
    assert decision.deadline == Deadline("C", date(2025, 4, 28))


def test_gi_b2_1_accepts_sibling_codes_in_west_friesland() -> None:
    """A sibling gets a code without a rule on volume, referrer or age."""
    product = sibling_code("48XOT", Verwijzer="06", Omvang=Omvang(1, "82", "6"))
    decision = assigned(on_vot(product, situation(municipality=HOORN)))
    assert "GI-B2-1" in passed(decision)


@pytest.mark.parametrize("code", ["48XJR", "48XOT", "48XVD", "48XGM"])
def test_gi_b2_1_refuses_sibling_codes_elsewhere(code: str) -> None:
    """The other regions do not use the sibling codes."""
    assert refused(on_vot(sibling_code(code))) == ("4", "GI-B2-1")


def test_op296_refuses_without_a_contract() -> None:
    """Where a register of contracts is kept, a product without one is refused with reason 3."""
    assert refused(on_vot(asked(), situation(contracts=()))) == ("3", "OP296")


def test_op296_accepts_a_contract_for_the_category() -> None:
    """A contract for the whole category covers the product on its first day."""
    contract = Contract("48", None, 50000, FIRST)
    assert "OP296" in passed(assigned(on_vot(asked(), situation(contracts=(contract,)))))


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "covered"),
    [
        (FIRST, FIRST, True),
        (date(2025, 4, 2), None, False),
        (date(2024, 1, 1), date(2025, 3, 31), False),
        (date(2024, 1, 1), FIRST, True),
    ],
)
def test_op296_the_contract_is_valid_on_the_first_day(
    valid_from: date, valid_to: date | None, covered: bool
) -> None:
    """The first and the last day of a contract belong to it."""
    contract = Contract("48", "GIGM1", 50000, valid_from, valid_to)
    decision = on_vot(asked(), situation(contracts=(contract,)))
    assert (decision.kind == "assign") is covered


def test_op296_a_sibling_rides_on_the_family_product() -> None:
    """A sibling code has no tariff, so the contract for GIGM1 covers it."""
    contract = Contract("48", "GIGM1", 50000, FIRST)
    around = situation(municipality=HOORN, contracts=(contract,))
    assert "OP296" in passed(assigned(on_vot(sibling_code(), around)))
