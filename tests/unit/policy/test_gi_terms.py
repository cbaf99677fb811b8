"""GI-2.2 and GI-3.3: referrer, term, age, and the remark that always needs a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ijw.policy.periods import eighteenth_birthday, last_day_of_term
from ijw.policy.term_rules import mentions

from .factories import (
    BORN,
    FIRST,
    ROTTERDAM,
    asked,
    assigned,
    child,
    for_person,
    on_vot,
    passed,
    preventive,
    refused,
    situation,
)

EIGHTEEN = date(2033, 6, 1)


def test_gi_2_2_a_accepts_a_judicial_measure_of_many_years() -> None:
    """A judicial request has no longest term."""
    assert "GI-2.2-a" in passed(assigned(on_vot(asked(ToewijzingEinddatum=date(2033, 5, 31)))))


def test_gi_2_2_a_refuses_without_a_last_day() -> None:
    """The last day of the measure is filled."""
    assert refused(on_vot(asked(ToewijzingEinddatum=None))) == ("4", "GI-2.2-a")


@pytest.mark.parametrize("referrer", ["02", "03", "04", "05", "06"])
def test_gi_2_2_a_refuses_another_referrer(referrer: str) -> None:
    """Only a judge (08) or the municipality (01) refers to family management."""
    assert refused(on_vot(asked(Verwijzer=referrer))) == ("4", "GI-2.2-a")


def test_gi_2_2_b_accepts_the_day_before_the_18th_birthday() -> None:
    """A measure that ends the day before the birthday does not reach it."""
    assert "GI-2.2-b" in passed(assigned(on_vot(asked(ToewijzingEinddatum=date(2033, 5, 31)))))


def test_gi_2_2_b_refuses_the_18th_birthday_without_a_remark() -> None:
    """A measure that reaches the birthday, even by one day, needs the JR remark."""
    assert refused(on_vot(asked(ToewijzingEinddatum=EIGHTEEN))) == ("9", "GI-2.2-b")


@pytest.mark.parametrize("remark", ["Jeugdreclasseringsmaatregel", "betreft JR", "jeugdreclassering (18+)"])
def test_gi_2_2_b_accepts_the_remark_on_product_or_client(remark: str) -> None:
    """The remark that it concerns JR lifts the limit, on the product as well as on the client."""
    product = asked(ToewijzingEinddatum=date(2034, 1, 1))
    assert "GI-2.2-b" in passed(assigned(on_vot(replace(product, Commentaar=remark))))
    assert "GI-2.2-b" in passed(assigned(on_vot(product, Commentaar=remark)))


def test_gi_2_2_b_refuses_a_remark_on_something_else() -> None:
    """A word that merely contains the letters is no such remark."""
    product = asked(ToewijzingEinddatum=date(2034, 1, 1), Commentaar="zie bijrapport")
    assert refused(on_vot(product)) == ("9", "GI-2.2-b")


def test_gi_2_2_b_unknown_birth_date_goes_to_a_person() -> None:
    """Where neither municipality nor message knows the birth date, the age is for a person."""
    assert for_person(on_vot(asked(), situation(client=None))) == ("GI-2.1-b", "GI-2.2-b")


def test_gi_2_2_b_uses_the_birth_date_of_the_message_for_an_unknown_child() -> None:
    """A child that is not known here is as old as the agency says."""
    product = asked(ToewijzingEinddatum=EIGHTEEN)
    assert refused(on_vot(product, situation(client=None), Geboortedatum=BORN)) == ("9", "GI-2.2-b")


def test_gi_2_2_c_accepts_two_years_minus_a_day() -> None:
    """A preventive term of two years ends on the eve of the second anniversary."""
    product = preventive(ToewijzingIngangsdatum=FIRST, ToewijzingEinddatum=date(2027, 3, 31))
    assert "GI-2.2-c" in passed(assigned(on_vot(product)))


@pytest.mark.parametrize("last", [date(2027, 4, 1), date(2030, 1, 1)])
def test_gi_2_2_c_refuses_longer(last: date) -> None:
    """One day more than two years minus a day is too long."""
    assert refused(on_vot(preventive(ToewijzingEinddatum=last))) == ("4", "GI-2.2-c")


def test_gi_2_2_c_refuses_an_open_end() -> None:
    """Without a last day there is no term."""
    assert refused(on_vot(preventive(ToewijzingEinddatum=None))) == ("4", "GI-2.2-c")


@pytest.mark.parametrize(
    ("last", "outcome"), [(date(2026, 2, 1), None), (date(2026, 2, 2), ("9", "GI-2.2-c"))]
)
def test_gi_2_2_c_never_past_the_18th_birthday(last: date, outcome: tuple[str, str] | None) -> None:
    """A preventive term may include the 18th birthday and not go past it, whatever the remark."""
    around = situation(client=child(birth_date=date(2008, 2, 1)))
    decision = on_vot(preventive(ToewijzingEinddatum=last, Commentaar="JR"), around)
    assert outcome == (refused(decision) if outcome else None)
    assert (decision.kind == "assign") is (outcome is None)


@pytest.mark.parametrize(
    "remark", ["nieuw jongste kind met maatregel", "Betreft: Nieuw  jongste kind\nmet maatregel."]
)
def test_gi_3_3_always_needs_a_person(remark: str) -> None:
    """The remark makes a case of any request, also of one that another rule would refuse."""
    wrong = asked(Commentaar=remark, ToewijzingEinddatum=None)
    assert for_person(on_vot(wrong, situation(client=child(responsible_municipality=ROTTERDAM)))) == (
        "GI-3.3",
    )
    assert for_person(on_vot(asked(), Commentaar=remark)) == ("GI-3.3",)


def test_gi_3_3_another_remark_changes_nothing() -> None:
    """A request with another remark is decided."""
    assert assigned(on_vot(asked(Commentaar="jongste kind")))


def test_leap_day_child_is_adult_on_the_first_of_march() -> None:
    """A child born on 29 February becomes 18 on 1 March in a year without that day."""
    assert date(2026, 3, 1) == eighteenth_birthday(date(2008, 2, 29))
    assert date(2026, 2, 28) == last_day_of_term(date(2024, 2, 29), 2)


def test_remarks_are_compared_by_whole_words() -> None:
    """Capitals and spaces do not matter; a part of a word does."""
    assert mentions([None, "  jr-maatregel "], ["JR"])
    assert not mentions(["jrx", None], ["JR"])
