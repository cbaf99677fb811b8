"""Periods of whole days, and ages, as the rules count them. Both ends of a period belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

ADULT = 18
"""The age, in years, at which youth care ends (GI-2.2)."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last day, both included; without a last day it stays open."""

    first: date
    last: date | None = None

    def overlaps(self, other: Period) -> bool:
        """Tell whether the two periods share a day."""
        return _not_after(self.first, other.last) and _not_after(other.first, self.last)

    def follows(self, other: Period) -> bool:
        """Tell whether this period starts on the day after the other one ends."""
        return other.last is not None and self.first == day_after(other.last)

    def __str__(self) -> str:
        return f"{self.first.isoformat()} to {self.last.isoformat() if self.last else 'open'}"


def day_before(day: date) -> date:
    """Give the day before."""
    return day - timedelta(days=1)


def day_after(day: date) -> date:
    """Give the day after."""
    return day + timedelta(days=1)


def years_later(day: date, years: int) -> date:
    """Give the same day so many years later; 29 February becomes 1 March in a year without it."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def last_day_of_term(first: date, years: int) -> date:
    """Give the last day of a term of so many years: that many years later, minus one day (GI-2.2-c)."""
    return day_before(years_later(first, years))


def eighteenth_birthday(birth_date: date) -> date:
    """Give the day on which a child born on that day becomes an adult."""
    return years_later(birth_date, ADULT)


def _not_after(day: date, last: date | None) -> bool:
    return last is None or day <= last
