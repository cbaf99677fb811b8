"""Children, a provider and a municipality for examples. Every person is synthetic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol

from ijw.contracts.eleven_proof import passes_eleven_proof

MUNICIPALITY = "0363"
ELSEWHERE = "0518"
"""A municipality that is not served in the story."""
AGB = "99990001"

_NAMES = (
    ("Aak", "A", "2"),
    ("Botter", "B", "1"),
    ("Clipper", "C", "2"),
    ("Driemaster", "D", "1"),
    ("Evenaar", "E", "2"),
    ("Fregat", "F", "1"),
    ("Galjoen", "G", "2"),
)
_FIRST_BIRTHDAY = date(2011, 3, 14)


class Person(Protocol):
    """What a message says of a child."""

    @property
    def bsn(self) -> str: ...  # noqa: D102
    @property
    def surname(self) -> str: ...  # noqa: D102
    @property
    def initials(self) -> str: ...  # noqa: D102
    @property
    def sex(self) -> str: ...  # noqa: D102
    @property
    def birth_date(self) -> date: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Child:
    """A synthetic child with an assignment of care."""

    bsn: str
    surname: str
    initials: str
    sex: str
    birth_date: date
    assignment: int
    """ToewijzingNummer."""


@cache
def synthetic_bsns() -> tuple[str, ...]:
    """BSNs from the range 9999xxxxx that pass the 11-proof; nobody has one."""
    return tuple(str(n) for n in range(999_900_000, 1_000_000_000) if passes_eleven_proof(str(n)))


def failing_bsn() -> str:
    """A BSN from the same range that fails the 11-proof."""
    return str(int(synthetic_bsns()[0]) + 1)


def children(first: int = 0) -> tuple[Child, ...]:
    """The children of the story; another `first` gives others, to tell a story again."""
    offset = first * len(_NAMES)
    return tuple(
        Child(
            bsn=synthetic_bsns()[offset + number],
            surname=surname,
            initials=initials,
            sex=sex,
            birth_date=_FIRST_BIRTHDAY.replace(year=_FIRST_BIRTHDAY.year + number),
            assignment=1001 + offset + number,
        )
        for number, (surname, initials, sex) in enumerate(_NAMES)
    )
