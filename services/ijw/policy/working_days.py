"""Dutch working days: Monday to Friday, without the public holidays of the Netherlands."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Tell whether people work on that day, by the Dutch calendar."""
    return day.weekday() < SATURDAY and day not in _public_holidays(day.year)


def working_days_after(day: date, amount: int) -> date:
    """Give the last day of a term of `amount` working days that starts on the day after `day`."""
    while amount > 0:
        day += timedelta(days=1)
        amount -= is_working_day(day)
    return day


@cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))
