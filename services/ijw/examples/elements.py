"""Elements that the examples share."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ijw.contracts.catalog import BERICHT_SUBVERSIE, BERICHT_VERSIE, by_type, xsd_versie
from ijw.examples.situation import Situation


def header(type_: str, situation: Situation) -> dict[str, Any]:
    """The header of a message from the provider or from the municipality."""
    soort = by_type(type_)
    parties = (situation.municipality, situation.agb)
    afzender, ontvanger = parties if soort.afzender == "gemeente" else reversed(parties)
    return {
        "BerichtCode": soort.code,
        "BerichtVersie": BERICHT_VERSIE,
        "BerichtSubversie": BERICHT_SUBVERSIE,
        "Afzender": afzender,
        "Ontvanger": ontvanger,
        "BerichtIdentificatie": identification(type_, situation),
        "XsdVersie": asdict(xsd_versie(soort)),
    }


def identification(type_: str, situation: Situation) -> dict[str, Any]:
    """Number and date of a message."""
    number = f"V{type_.removeprefix('JW')}{situation.today:%y%m%d}"
    return {"Identificatie": number, "Dagtekening": situation.today}


def client(situation: Situation, **own: Any) -> dict[str, Any]:
    """The child as most messages ask for it, with the message's own elements."""
    child = situation.child
    return {
        "Bsn": child.bsn,
        "Geboortedatum": {"Datum": child.birth_date},
        "Geslacht": child.sex,
        "Naam": {"Geslachtsnaam": {"Achternaam": child.surname}, "Voorletters": child.initials},
        **own,
    }


def amount(cents: int) -> dict[str, Any]:
    """An amount that is claimed."""
    return {"Bedrag": cents, "DebetCredit": "D"}


def total(cents: int) -> dict[str, Any]:
    """A total that is claimed."""
    return {"TotaalBedrag": cents, "DebetCredit": "D"}
