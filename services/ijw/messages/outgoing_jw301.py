"""The assignment of care that the municipality sends (JW301). Pure: persons and lines in, a model out.

A person is written as the municipality knows them. What it does not know is left out; without a usable
address there is no assignment (TR061).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ijw.messages.jw301 import JW301, ToegewezenProduct
from ijw.messages.outgoing import Envelope, header

_OWN_NAME = "1"
"""NaamGebruik where no name of a partner is known (CS050)."""
_REGISTERED, _PARENT, _VOOGDIJ = "01", "10", "06"
_DUTCH_POSTCODE = re.compile(r"[1-9][0-9]{3} ?[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Address:
    """An address in the Netherlands as the municipality registered it."""

    house_number: int | None
    postcode: str | None
    street: str | None = None
    city: str | None = None
    house_letter: str | None = None
    house_addition: str | None = None

    @property
    def usable(self) -> bool:
        """Whether it can stand in a message: a house number and a Dutch postcode (CD025, CD034, CS089)."""
        known = self.house_number is not None and self.postcode is not None
        return known and _DUTCH_POSTCODE.fullmatch(self.postcode or "") is not None


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a person."""

    surname: str
    prefix: str | None = None
    first_names: str | None = None
    initials: str | None = None


@dataclass(frozen=True, slots=True)
class Human:
    """A person who stands in an assignment."""

    birth_date: date
    sex: str
    name: Name
    address: Address


@dataclass(frozen=True, slots=True)
class Child(Human):
    """The client."""

    bsn: str
    under_guardianship: bool = False
    """Whether an institution is the guardian (WettelijkeVertegenwoordiging 06)."""


def jw301(
    envelope: Envelope, child: Child, guardians: Sequence[Human], products: Sequence[ToegewezenProduct]
) -> JW301:
    """An assignment message: the child, who has the authority (OP002), and the care (OP087)."""
    relations = [_relatie(number, one) for number, one in enumerate(guardians, start=1)]
    client = {
        "Bsn": child.bsn,
        **_identity(child),
        "WettelijkeVertegenwoordiging": _VOOGDIJ if child.under_guardianship else None,
        "Relaties": {"Relatie": relations} if relations else None,
        "Contactgegevens": {"Contact": [_contact(child.address)]},
        "ToegewezenProducten": {"ToegewezenProduct": list(products)},
    }
    return JW301.model_validate({"Header": header("JW301", envelope), "Client": client})


def moment(assigned_at: datetime) -> dict[str, Any]:
    """Toewijzingsdatum and Toewijzingstijd: when the municipality decided, in Dutch time (IV013)."""
    at = assigned_at.replace(microsecond=0, tzinfo=None)
    return {"Toewijzingsdatum": at.date(), "Toewijzingstijd": at.time().isoformat()}


def _identity(human: Human) -> dict[str, Any]:
    name = human.name
    return {
        "Geboortedatum": {"Datum": human.birth_date},
        "Geslacht": human.sex,
        "Naam": {
            "Geslachtsnaam": {"Achternaam": name.surname, "Voorvoegsel": name.prefix},
            "Voornamen": name.first_names,
            "Voorletters": _without_dots(name.initials),
            "NaamGebruik": _OWN_NAME,
        },
    }


def _without_dots(initials: str | None) -> str | None:
    """Initials are written without dots and spaces (RS045)."""
    return re.sub(r"[.\s]", "", initials) or None if initials else None


def _relatie(number: int, human: Human) -> dict[str, Any]:
    own = {"Nummer": str(number), "Volgorde": number, "Soort": _PARENT}
    return {**own, **_identity(human), "Contact": _contact(human.address)}


def _contact(address: Address) -> dict[str, Any]:
    huis = {
        "Huisnummer": address.house_number,
        "Huisletter": address.house_letter,
        "HuisnummerToevoeging": address.house_addition,
    }
    adres = {
        "Huis": huis,
        "Postcode": address.postcode,
        "Straatnaam": address.street,
        "Plaatsnaam": address.city,
        "LandCode": "NL",
    }
    return {"Soort": _REGISTERED, "Adres": adres}
