"""What happens in a story of requests, and what must come of it."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import date

from ijw.demo.story import ACCEPTED, Expected
from ijw.policy.cases import Choice
from ijw.policy.decisions import NieuweToewijzing

IN_ONDERZOEK, REFUSED = "2", "1"
"""VerzoekAntwoord."""


@dataclass(frozen=True, slots=True)
class Product:
    """A ToegewezenProduct, but for its number."""

    code: str
    first: date
    last: date | None
    reason: str | None = None
    """RedenWijziging, when it changes."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A JW301 with exactly these products."""

    products: frozenset[Product]


@dataclass(frozen=True, slots=True)
class Answered:
    """A JW319: refused with a reason, or in onderzoek."""

    answer: str
    reason: str | None = None
    municipality: str | None = None


Out = Assigned | Answered


@dataclass(frozen=True, slots=True)
class Message:
    """The agency sends a request."""

    type: str
    says: str
    raw: bytes
    out: tuple[Out, ...]
    """What must come beside the receipt."""
    expected: Expected = ACCEPTED


@dataclass(frozen=True, slots=True)
class Decide:
    """A person decides the case of a request."""

    reference: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class HandOver:
    """A municipality withdraws the assignment of a child that moves."""

    municipality: str
    number: int
    agreed: date


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Another one takes the child over."""

    municipality: str
    bsn: str
    agb: str
    wanted: NieuweToewijzing


@dataclass(frozen=True, slots=True)
class Person:
    """A person at the municipality does something."""

    command: str
    says: str
    act: Decide | HandOver | TakeOver
    out: tuple[Out, ...]


Turn = Message | Person
Numbers = Mapping[str, int]
"""The ToewijzingNummer that each product of the last message got; a story goes on with them."""
Story = Generator[Turn, Numbers, None]


def assigned(*products: Product) -> Assigned:
    """A JW301 with exactly these."""
    return Assigned(frozenset(products))
