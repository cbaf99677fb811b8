"""Section C and the terms of the protocols: Dutch working days, weeks, signals."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ijw.policy.deadlines import Occasion, c_final_answer, due, gi_2_1_c, gi_2_4, gi_b1_deadline
from ijw.policy.decisions import Deadline
from ijw.policy.facts import Split
from ijw.policy.outcome import NATIONAL
from ijw.policy.working_days import is_working_day, working_days_after

from .factories import BORN, protocol, running

GI = protocol("gi-2024-2025").deadlines


@pytest.mark.parametrize(
    "holiday",
    [
        date(2025, 1, 1),
        date(2025, 4, 21),
        date(2025, 5, 5),
        date(2025, 5, 29),
        date(2025, 6, 9),
        date(2025, 12, 25),
        date(2025, 12, 26),
        date(2026, 4, 27),
    ],
)
def test_c_public_holidays_are_no_working_days(holiday: date) -> None:
    """New Year, Easter Monday, Liberation Day, Ascension, Pentecost Monday, Christmas, King's Day."""
    assert holiday.weekday() < 5
    assert not is_working_day(holiday)


@pytest.mark.parametrize(
    ("since", "amount", "last"),
    [
        (date(2025, 3, 3), 5, date(2025, 3, 10)),
        (date(2025, 3, 7), 1, date(2025, 3, 10)),
        (date(2025, 3, 8), 1, date(2025, 3, 10)),
        (date(2025, 12, 24), 3, date(2025, 12, 31)),
        (date(2025, 5, 1), 2, date(2025, 5, 6)),
        (date(2025, 3, 3), 0, date(2025, 3, 3)),
    ],
)
def test_c_working_days_skip_weekends_and_holidays(since: date, amount: int, last: date) -> None:
    """The day itself does not count; Saturdays, Sundays and holidays do not either."""
    assert working_days_after(since, amount) == last


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.integers(1, 30))
def test_c_a_term_ends_on_a_working_day(since: date, amount: int) -> None:
    """A term of working days ends on one, and one more day makes it longer."""
    last = working_days_after(since, amount)
    assert is_working_day(last)
    assert working_days_after(since, amount + 1) > last > since


@pytest.mark.parametrize(
    ("occasion", "expected"),
    [
        ("retour", Deadline("C", date(2025, 3, 6))),
        ("first_answer", Deadline("C", date(2025, 3, 10))),
        ("residence_enquiry", Deadline("C", date(2025, 3, 17))),
        ("final_answer", Deadline("C", date(2025, 4, 28))),
        ("claim_answer", Deadline("C", date(2025, 3, 17))),
    ],
)
def test_c_national_terms(occasion: Occasion, expected: Deadline) -> None:
    """3, 5 and 10 working days, 14 days, 8 weeks."""
    assert due(occasion, date(2025, 3, 3), NATIONAL) == expected


def test_c_final_answer_counts_from_the_request() -> None:
    """Eight weeks after the date of the request (OP346)."""
    assert c_final_answer(date(2025, 3, 3), GI).due == date(2025, 4, 28)


def test_gi_2_1_c_start_and_stop_within_five_working_days() -> None:
    """JW305 and JW307 come within 5 working days; Good Friday to Easter Monday are none."""
    for message in ("JW305", "JW307"):
        assert gi_2_1_c(message, date(2025, 4, 17), GI) == Deadline("GI-2.1-c", date(2025, 4, 28))


def test_gi_2_4_signal_eight_weeks_before_the_end() -> None:
    """One signal, eight weeks before the end date."""
    assert gi_2_4(running(), BORN, GI) == (Deadline("GI-2.4", date(2025, 5, 5)),)


def test_gi_2_4_second_signal_before_the_18th_birthday() -> None:
    """An assignment that runs past the 18th birthday gets a signal eight weeks before that day too."""
    past = running(Einddatum=date(2034, 1, 1))
    assert gi_2_4(past, BORN, GI) == (
        Deadline("GI-2.4", date(2033, 4, 6)),
        Deadline("GI-2.4", date(2033, 11, 6)),
    )
    assert gi_2_4(running(Einddatum=None), BORN, GI) == (Deadline("GI-2.4", date(2033, 4, 6)),)


def test_gi_2_4_no_signal_for_a_birthday_long_past() -> None:
    """An assignment that starts after the 18th birthday has no transition on it."""
    adult = running(Ingangsdatum=date(2033, 7, 1), Einddatum=date(2034, 1, 1))
    assert len(gi_2_4(adult, BORN, GI)) == 1


def test_gi_b1_two_weeks_to_decide_and_three_working_days_to_react() -> None:
    """The decision comes within 2 weeks, then the agency has 3 working days."""
    asked = Split("F1", date(2025, 4, 10))
    assert gi_b1_deadline(asked, GI) == Deadline("GI-B1", date(2025, 4, 24))
    decided = Split("F1", date(2025, 4, 10), date(2025, 4, 17), "approved")
    assert gi_b1_deadline(decided, GI) == Deadline("GI-B1", date(2025, 4, 24))


def test_gi_b2_2_retour_within_three_working_days() -> None:
    """The receipt on a start or stop comes within 3 working days."""
    assert due("retour", date(2025, 3, 3), GI) == Deadline("GI-B2-2..5", date(2025, 3, 6))
