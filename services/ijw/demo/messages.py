"""Building messages of a provider: the models of the standard, filled and written by the mapper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from ijw.contracts.catalog import BERICHT_SUBVERSIE, BERICHT_VERSIE, by_type, xsd_versie
from ijw.demo.people import AGB, MUNICIPALITY, Person
from ijw.demo.reference import CATEGORY, PRODUCT
from ijw.messages.base import Bericht
from ijw.messages.jw305 import JW305, StartProduct
from ijw.messages.jw307 import JW307, StopProduct
from ijw.messages.mapper import render

FIRST, DELETE = "1", "3"
"""StatusAanlevering: a first report, and one that takes an earlier report back."""
TEMPORARY, AS_PLANNED = "20", "31"
"""RedenBeeindiging: for a while, and for good as planned."""


def start(begin: date, *, assignment: int | None, assigned: date | None, status: str = FIRST) -> StartProduct:
    """The start of care on a day; without an assignment the work is task-oriented."""
    return StartProduct.model_validate(_reported(begin, assignment, assigned, status))


def stop(
    begin: date, end: date, reason: str, *, assignment: int, assigned: date, status: str = FIRST
) -> StopProduct:
    """The stop, on `end`, of the care that began on `begin`."""
    values = _reported(begin, assignment, assigned, status)
    return StopProduct.model_validate({**values, "RedenBeeindiging": reason, "Einddatum": end})


def jw305(
    child: Person, products: Sequence[StartProduct], *, identificatie: str, today: date, **other: str
) -> JW305:
    """A start message; `other` replaces the municipality or elements of the client by name."""
    values = _values("JW305", child, identificatie, today, other)
    values["Client"]["StartProducten"] = {"StartProduct": list(products)}
    return JW305.model_validate(values)


def jw307(
    child: Person, products: Sequence[StopProduct], *, identificatie: str, today: date, **other: str
) -> JW307:
    """A stop message; `other` as for a start."""
    values = _values("JW307", child, identificatie, today, other)
    values["Client"]["StopProducten"] = {"StopProduct": list(products)}
    return JW307.model_validate(values)


def written(bericht: Bericht) -> bytes:
    """The message as it goes over the line."""
    return render(bericht)


def _reported(begin: date, assignment: int | None, assigned: date | None, status: str) -> dict[str, Any]:
    return {
        "ToewijzingNummer": assignment,
        "Product": {"Categorie": CATEGORY, "Code": PRODUCT},
        "ToewijzingIngangsdatum": assigned,
        "Begindatum": begin,
        "StatusAanlevering": status,
    }


def _values(
    type_: str, child: Person, identificatie: str, today: date, other: dict[str, str]
) -> dict[str, Any]:
    municipality = other.pop("municipality", MUNICIPALITY)
    return {
        "Header": header(type_, AGB, municipality, identificatie, today),
        "Client": {**client(child), **other},
    }


def client(child: Person) -> dict[str, Any]:
    """Who the child is."""
    return {
        "Bsn": child.bsn,
        "Geboortedatum": {"Datum": child.birth_date},
        "Geslacht": child.sex,
        "Naam": {"Geslachtsnaam": {"Achternaam": child.surname}, "Voorletters": child.initials},
    }


def header(type_: str, agb: str, municipality: str, identificatie: str, today: date) -> dict[str, Any]:
    """The header of a message from a provider to a municipality."""
    soort = by_type(type_)
    return {
        "BerichtCode": soort.code,
        "BerichtVersie": BERICHT_VERSIE,
        "BerichtSubversie": BERICHT_SUBVERSIE,
        "Afzender": agb,
        "Ontvanger": municipality,
        "BerichtIdentificatie": {"Identificatie": identificatie, "Dagtekening": today},
        "XsdVersie": asdict(xsd_versie(soort)),
    }
