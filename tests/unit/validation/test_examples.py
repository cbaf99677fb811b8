"""The examples are valid messages with synthetic persons."""

from __future__ import annotations

import re
from datetime import date

import pytest

from ijw.contracts.catalog import TYPES, by_type
from ijw.examples.messages import NotInProtocol, example
from ijw.examples.situation import PROTOCOLS, Protocol
from ijw.messages.base import Bericht
from ijw.validation.judge import judge
from support import factories as make

DAYS = [date(2026, 3, 2), date(2024, 2, 29), date(2026, 1, 1), date(2026, 12, 31), date(2025, 3, 31)]
BSN = re.compile(r"<Bsn>(\d+)</Bsn>")


def written(type_: str, day: date, protocol: Protocol | None) -> bytes:
    """An example as bytes."""
    made = example(type_, day, protocol)
    assert isinstance(made, Bericht)
    return make.to_bytes(made)


@pytest.mark.parametrize("protocol", [None, "gi"])
@pytest.mark.parametrize("type_", TYPES)
def test_every_message_has_a_valid_example_on_any_day(type_: str, protocol: Protocol | None) -> None:
    """Levels 0, 1 and 2 accept it, on leap days and at the turn of months and years too."""
    for day in DAYS:
        verdict = judge("example.xml", written(type_, day, protocol))
        assert (type_, None, ()) == (verdict.type, verdict.level, verdict.rules)


@pytest.mark.parametrize("type_", TYPES)
def test_let_has_every_message_but_the_request_for_an_assignment(type_: str) -> None:
    """LET-2: the expert team is asked for with a JW317."""
    made = example(type_, DAYS[0], "let")
    if type_ in ("JW315", "JW316"):
        assert isinstance(made, NotInProtocol)
    else:
        assert isinstance(made, Bericht)
        assert judge("example.xml", make.to_bytes(made)).problems == ()


@pytest.mark.parametrize("type_", TYPES)
def test_the_person_of_an_example_has_a_test_bsn(type_: str) -> None:
    """Every BSN begins with 9999, and messages about a client have one."""
    found = BSN.findall(written(type_, DAYS[0], None).decode())
    assert all(bsn.startswith("9999") and len(bsn) == 9 for bsn in found)
    assert bool(found) == (not by_type(type_).is_retour and type_ not in ("JW319", "JW325"))


@pytest.mark.parametrize(("protocol", "code"), [(None, "45A04"), ("gi", "GIGM1"), ("let", "50Z27")])
def test_the_protocol_decides_on_the_product(protocol: Protocol | None, code: str) -> None:
    """GI-1-b, LET-1: family management and the expert team have codes of their own."""
    for type_ in ("JW301", "JW305", "JW307", "JW323"):
        assert f">{code}<" in written(type_, DAYS[0], protocol).decode()


def test_gi_1_b_family_management_is_one_piece_a_month() -> None:
    """GI-1-b, GI-2.2-a: volume 1, unit 82, frequency 4, referred by a court, with an end date."""
    text = written("JW315", DAYS[0], "gi").decode()
    for element in ("Volume>1<", "Eenheid>82<", "Frequentie>4<", "Type>08<", "ToewijzingEinddatum>"):
        assert element in text


def test_let_2_the_request_shortens_the_measure_and_asks_for_the_team_the_day_after() -> None:
    """LET-2, LET-4: there is no gap between the measure and the product of the expert team."""
    text = written("JW317", date(2026, 3, 2), "let").decode()
    assert re.search(
        r"TeWijzigenProduct>.*Einddatum>2026-03-31<.*NieuwProduct>.*GewensteIngangsdatum>2026-04-01<", text
    )


def test_an_example_is_the_same_for_the_same_day() -> None:
    """Nothing in it is random."""
    assert all(example(type_, DAYS[0], p) == example(type_, DAYS[0], p) for type_ in TYPES for p in PROTOCOLS)
