"""What the examples are about: one child, one provider, one municipality, and the care of a protocol.

All dates follow from the date of the message, so that an example is as fresh as the day it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from ijw.demo.people import AGB, MUNICIPALITY, Child, children

Protocol = Literal["gi", "let"]
PROTOCOLS: tuple[Protocol, ...] = ("gi", "let")

JUDICIAL, FAMILY_DOCTOR = "08", "02"
"""TypeVerwijzer: a court, and a family doctor."""
_AGE = 10
_MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Care:
    """A product with how much of it is usual, and its tariff in euro cents for one unit."""

    category: str
    code: str
    volume: int
    unit: str
    frequency: str
    tariff: int
    delivered: int
    """What is claimed for a month, in units."""

    def product(self) -> dict[str, Any]:
        """The elements of Product."""
        return {"Categorie": self.category, "Code": self.code}

    def omvang(self, volume: int | None = None) -> dict[str, Any]:
        """The elements of Omvang."""
        return {"Volume": volume or self.volume, "Eenheid": self.unit, "Frequentie": self.frequency}


_AMBULATORY = Care("45", "45A04", 4, "04", "2", 8_750, 17)
_FAMILY_MANAGEMENT = Care("48", "GIGM1", 1, "82", "4", 165_000, 1)
"""One piece a month for the whole family system (GI-1-b)."""
_MEASURE = Care("48", "48A01", 1, "82", "4", 110_000, 1)
_EXPERT_TEAM = Care("50", "50Z27", 1, "82", "4", 297_000, 1)
"""In place of the measure above, at 270 % of its tariff (LET-1, LET-6)."""

_CARE: Mapping[Protocol | None, Care] = MappingProxyType(
    {None: _AMBULATORY, "gi": _FAMILY_MANAGEMENT, "let": _EXPERT_TEAM}
)
_IN_ZEELAND = "0664"
"""A municipality of the region that works with the expert team."""


@dataclass(frozen=True)
class Situation:
    """Who, where, what and when."""

    today: date
    """Dagtekening of the message."""
    protocol: Protocol | None = None

    @cached_property
    def child(self) -> Child:
        """A synthetic child of ten."""
        return replace(children()[0], birth_date=date(self.today.year - _AGE, 3, 14))

    @property
    def agb(self) -> str:
        """The provider."""
        return AGB

    @property
    def municipality(self) -> str:
        """Where the message is sent to, or comes from."""
        return _IN_ZEELAND if self.protocol == "let" else MUNICIPALITY

    @property
    def care(self) -> Care:
        """What is asked, assigned, delivered and claimed."""
        return _CARE[self.protocol]

    @property
    def measure(self) -> Care:
        """The measure that the expert team takes over (LET-1)."""
        return _MEASURE

    @property
    def number(self) -> int:
        """ToewijzingNummer of the running assignment."""
        return self.child.assignment

    @property
    def began(self) -> date:
        """The first day of the running assignment: the first of the month before the last."""
        return month_later(self.today, -2)

    @property
    def ends(self) -> date:
        """The last day of the running assignment: a year in all."""
        return month_later(self.began, _MONTHS_IN_YEAR) - timedelta(days=1)

    @property
    def next_month(self) -> date:
        """The first day on which something new can begin."""
        return month_later(self.today, 1)

    @property
    def claimed(self) -> tuple[date, date]:
        """First and last day of the last month, which is claimed."""
        return month_later(self.today, -1), month_later(self.today, 0) - timedelta(days=1)


def month_later(day: date, months: int) -> date:
    """The first day of the month that is so many months later, or earlier when below zero."""
    count = day.year * _MONTHS_IN_YEAR + day.month - 1 + months
    return date(count // _MONTHS_IN_YEAR, count % _MONTHS_IN_YEAR + 1, 1)
