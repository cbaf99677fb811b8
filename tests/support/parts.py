"""What the factories of messages share: persons, headers, products, amounts. Everybody is synthetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import cache
from itertools import count
from typing import Any, TypedDict, Unpack

from ijw.contracts.catalog import BERICHT_SUBVERSIE, BERICHT_VERSIE, by_type, xsd_versie

TODAY = date(2026, 3, 2)
MUNICIPALITY = "0363"
AGB = "01234567"
CATEGORY, CODE = "45", "45A04"
NUMBER = 1001
"""Default ToewijzingNummer."""

Elements = Mapping[str, Any]
NOTHING: Elements = {}

_numbers = count(1)


class Kop(TypedDict, total=False):
    """What a test may say about a header; `sender` is always the AGB of the provider."""

    sender: str
    municipality: str
    identificatie: str
    dagtekening: date


def bsn(n: int = 1) -> str:
    """The n-th synthetic BSN (9999xxxxx) that passes the 11-proof; n from 1 to 9,000."""
    return _bsns()[n - 1]


def bad_bsn() -> str:
    """A synthetic BSN that fails the 11-proof."""
    return str(int(bsn()) + 1)


@cache
def _bsns() -> tuple[str, ...]:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    numbers = (str(n) for n in range(999_900_000, 1_000_000_000))
    return tuple(n for n in numbers if sum(w * int(d) for w, d in zip(weights, n, strict=True)) % 11 == 0)


def header(type: str, **kop: Unpack[Kop]) -> dict[str, Any]:  # noqa: A002  (the word of the standard)
    """The header of a message; each gets a new Identificatie unless the test names one."""
    soort = by_type(type)
    municipality, agb = kop.get("municipality", MUNICIPALITY), kop.get("sender", AGB)
    afzender, ontvanger = (municipality, agb) if soort.afzender == "gemeente" else (agb, municipality)
    return {
        "BerichtCode": soort.code,
        "BerichtVersie": BERICHT_VERSIE,
        "BerichtSubversie": BERICHT_SUBVERSIE,
        "Afzender": afzender,
        "Ontvanger": ontvanger,
        "BerichtIdentificatie": identification(kop.get("identificatie"), kop.get("dagtekening", TODAY)),
        "XsdVersie": asdict(xsd_versie(soort)),
    }


def identification(identificatie: str | None = None, dagtekening: date = TODAY) -> dict[str, Any]:
    """Number and date of a message."""
    return {"Identificatie": identificatie or f"M{next(_numbers)}", "Dagtekening": dagtekening}


def person(bsn_: str | None, extra: Elements) -> dict[str, Any]:
    """A client with the elements that most messages ask for."""
    name = {"Geslachtsnaam": {"Achternaam": "Proefpersoon"}, "Voorletters": "PP"}
    base = {"Bsn": bsn_ or bsn(), "Geboortedatum": birth(), "Geslacht": "2", "Naam": name}
    return {**base, **extra}


def birth(day: date = date(2012, 5, 14), use: str | None = None) -> dict[str, Any]:
    """A date of birth; `use` is DatumGebruik."""
    return {"Datum": day, "DatumGebruik": use}


def full_name(use: str = "1", partner: str | None = None) -> dict[str, Any]:
    """A name with NaamGebruik `use`."""
    partnernaam = {"Achternaam": partner} if partner else None
    return {
        "Geslachtsnaam": {"Achternaam": "Proefpersoon"},
        "Partnernaam": partnernaam,
        "NaamGebruik": use,
    }


def product(category: str = CATEGORY, code: str | None = CODE) -> dict[str, Any]:
    """A product; without a code only the category is meant."""
    return {"Categorie": category, "Code": code}


def omvang(volume: int = 4, unit: str = "04", frequency: str = "2") -> dict[str, Any]:
    """How much care: four hours a week unless the test says so."""
    return {"Volume": volume, "Eenheid": unit, "Frequentie": frequency}


def period(begin: date, end: date | None = None) -> dict[str, Any]:
    """A period; open when there is no end."""
    return {"Begindatum": begin, "Einddatum": end}


def amount(cents: int) -> dict[str, Any]:
    """An amount: credit when it is negative."""
    return {"Bedrag": abs(cents), "DebetCredit": "C" if cents < 0 else "D"}


def total(cents: int) -> dict[str, Any]:
    """A total: credit when it is negative."""
    return {"TotaalBedrag": abs(cents), "DebetCredit": "C" if cents < 0 else "D"}


def signed(amounts: Sequence[Any]) -> int:
    """The sum of amounts in cents, credit counted below zero."""
    return sum(-a.Bedrag if a.DebetCredit == "C" else a.Bedrag for a in amounts)
