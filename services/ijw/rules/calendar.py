"""Dates that the rules reckon with."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

from ijw.messages import cdt


@lru_cache(maxsize=64)  # messages of one day ask the same, and rules are asked for every message
def years_before(day: date, years: int) -> date:
    """The same day that many years earlier; 28 February where 29 does not exist, no earlier than year 1."""
    if day.year <= years:
        return date.min
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def same_month(first: date, second: date) -> bool:
    """Whether both days lie in one calendar month of one year."""
    return first.month == second.month and first.year == second.year


def is_whole_month(period: cdt.GeslotenPeriode) -> bool:
    """Whether a period is exactly one calendar month."""
    begin, end = period.Begindatum, period.Einddatum
    return same_month(begin, end) and begin.day == 1 and end.day == monthrange(end.year, end.month)[1]
