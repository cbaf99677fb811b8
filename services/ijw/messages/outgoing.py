"""What the messages of the municipality have in common, and its answer to a request (JW319). Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from ijw.contracts.catalog import BERICHT_SUBVERSIE, BERICHT_VERSIE, by_type, xsd_versie
from ijw.messages.jw319 import JW319

REFUSED: Literal["1"] = "1"
"""VerzoekAntwoord of a refusal."""
IN_ONDERZOEK: Literal["2"] = "2"
"""VerzoekAntwoord while a person looks into the request."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom, and the number (at most 12 characters) and date of the message."""

    municipality: str
    agb: str
    identificatie: str
    dagtekening: date


def header(type_: str, envelope: Envelope) -> dict[str, Any]:
    """The header of a message from a municipality to a provider (IV034)."""
    soort = by_type(type_)
    return {
        "BerichtCode": soort.code,
        "BerichtVersie": BERICHT_VERSIE,
        "BerichtSubversie": BERICHT_SUBVERSIE,
        "Afzender": envelope.municipality,
        "Ontvanger": envelope.agb,
        "BerichtIdentificatie": {
            "Identificatie": envelope.identificatie,
            "Dagtekening": envelope.dagtekening,
        },
        "XsdVersie": asdict(xsd_versie(soort)),
    }


def in_onderzoek(envelope: Envelope, reference: str) -> JW319:
    """The word that a request is still looked into: said once (TR360), with no reason (CD086)."""
    return _jw319(envelope, {"ReferentieAanbieder": reference, "VerzoekAntwoord": IN_ONDERZOEK})


def refusal(envelope: Envelope, reference: str, reason: str, municipality: str | None) -> JW319:
    """The refusal of a request (CD085); the municipality belongs to reason 8 only (IV095, TR377, TR409)."""
    elsewhere = {"Gemeente": municipality} if municipality else None
    answer = {"VerzoekAntwoord": REFUSED, "RedenAfwijzingVerzoek": reason, "Woonplaatsbeginsel": elsewhere}
    return _jw319(envelope, {"ReferentieAanbieder": reference, **answer})


def _jw319(envelope: Envelope, antwoord: dict[str, Any]) -> JW319:
    return JW319.model_validate({"Header": header("JW319", envelope), "Antwoord": antwoord})
