"""Periods: both ends belong to them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ijw.policy.periods import Period

DAY = date(2025, 3, 3)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
DAYS = st.dates(date(2025, 1, 1), date(2025, 1, 20))
PERIODS = st.builds(
    lambda first, length: Period(first, None if length is None else first + timedelta(days=length)),
    DAYS,
    st.none() | st.integers(0, 10),
)


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (Period(DAY, DAY), True),
        (Period(BEFORE, DAY), True),
        (Period(DAY), True),
        (Period(BEFORE), True),
        (Period(AFTER), False),
        (Period(date(2025, 1, 1), BEFORE), False),
    ],
)
def test_one_shared_day_is_an_overlap(other: Period, shared: bool) -> None:
    """The first and the last day count; the days beside them do not."""
    assert shared is Period(DAY, DAY).overlaps(other)


@given(PERIODS, PERIODS)
def test_overlap_means_that_a_day_lies_in_both(one: Period, other: Period) -> None:
    """Overlap is mutual, and the same as a day that lies in both."""
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(40)]
    both = any(
        all(p.first <= day and (p.last is None or day <= p.last) for p in (one, other)) for day in days
    )
    assert both is one.overlaps(other) is other.overlaps(one)


def test_to_follow_is_to_start_the_day_after() -> None:
    """No gap and no overlap; nothing follows on an open period."""
    assert Period(AFTER).follows(Period(BEFORE, DAY))
    assert not Period(DAY).follows(Period(BEFORE, DAY))
    assert not Period(AFTER).follows(Period(BEFORE))
