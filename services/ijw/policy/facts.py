"""The facts a decision is made on: what the stored tables and the request say, and nothing else.

The shell loads them; the policy never looks for more. Dates are whole days, amounts euro cents. A field that
is an element of the standard bears the standard's name; the others are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from ijw.policy import standard
from ijw.policy.periods import Period


class Measure(StrEnum):
    """A judicial measure (maatregel) on a child."""

    JR = "JR"
    OTS = "OTS"
    VOOGDIJ = "VOOGDIJ"


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """A person of a family system (gezinsstelsel), under a key that says nothing about the person."""

    key: str
    birth_date: date
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """The client as the municipality knows it; None in a field means: not known."""

    key: str
    birth_date: date
    measure: Measure | None = None
    family: str | None = None
    responsible_municipality: str | None = None


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """The latest version of an assignment, with what is known of its use.

    `Verwijzer` is the referrer type of the request it came from. `extended_from` is the end date it had
    before it was extended; None: it never was. `claimed_until` and `delivered_until` are the last days that
    approved (not credited) claims and reported delivery cover, the latter being today while care runs;
    `claimed_volume` is the approved sum, in the units of Omvang or the cents of Budget.
    """

    ToewijzingNummer: int
    Product: standard.Product | None
    Ingangsdatum: date
    Einddatum: date | None = None
    Omvang: standard.Omvang | None = None
    Budget: int | None = None
    RedenWijziging: standard.RedenWijziging | None = None
    Verwijzer: str | None = None
    extended_from: date | None = None
    claimed_until: date | None = None
    claimed_volume: int = 0
    delivered_until: date | None = None

    @property
    def period(self) -> Period:
        """The term of the assignment."""
        return Period(self.Ingangsdatum, self.Einddatum)

    @property
    def deleted(self) -> bool:
        """Whether it counts as never sent: reason 13 or 01, and ended on its first day (OP087)."""
        gone = (standard.RedenWijziging.VERWIJDERD, standard.RedenWijziging.VERVALLEN)
        return self.RedenWijziging in gone and self.Einddatum == self.Ingangsdatum

    @property
    def for_whole_term(self) -> bool:
        """Whether its budget or volume counts for the whole term, so that it only changes as a whole."""
        total = standard.TOTAAL_BINNEN_GELDIGHEIDSDUUR
        return self.Budget is not None or (self.Omvang is not None and self.Omvang.Frequentie == total)

    def actual_on(self, today: date) -> bool:
        """Tell whether it is valid today or later and not deleted (OP087, TR349)."""
        return not self.deleted and (self.Einddatum is None or self.Einddatum >= today)


@dataclass(frozen=True, slots=True)
class FamilyAssignment:
    """An assignment inside the family system, other than those of this client at this provider."""

    Product: standard.Product
    Ingangsdatum: date
    Einddatum: date | None = None

    @property
    def period(self) -> Period:
        """The term of the assignment."""
        return Period(self.Ingangsdatum, self.Einddatum)


@dataclass(frozen=True, slots=True)
class Split:
    """A request to split a family system, outside the message traffic (GI-B1)."""

    family: str
    requested_on: date
    decided_on: date | None = None
    decision: Literal["approved", "rejected"] | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """What a provider may deliver and at which tariff (euro cents); no code means the whole category."""

    Categorie: str
    Code: str | None
    tariff: int
    valid_from: date
    valid_to: date | None = None

    def covers(self, product: standard.Product, on: date) -> bool:
        """Tell whether the product may be delivered on that day under this contract."""
        same = self.Categorie == product.Categorie and self.Code in (None, product.Code)
        return same and self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything known around a request, on the day it is decided.

    `assignments` are those of this client at this provider, ended ones too. `family_members` are the other
    members, empty when the family system is not known. `family_assignments` are those of the whole family and
    of this client at other providers. `contracts` are those of this provider; None when the municipality
    keeps no register of contracts.
    """

    municipality: str
    today: date
    client: Person | None
    assignments: tuple[Toewijzing, ...] = ()
    family_members: tuple[FamilyMember, ...] = ()
    family_assignments: tuple[FamilyAssignment, ...] = ()
    splits: tuple[Split, ...] = ()
    contracts: tuple[Contract, ...] | None = None
    on_stop_list: bool = False

    def assignment(self, number: int) -> Toewijzing:
        """Give the assignment with that number; KeyError when TR350 or TR351 was not checked before."""
        for toewijzing in self.assignments:
            if toewijzing.ToewijzingNummer == number:
                return toewijzing
        raise KeyError(number)
