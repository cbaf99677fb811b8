"""The headers, and what a retour adds to them and to every class (IV028)."""

from __future__ import annotations

from datetime import date

from ijw.messages import cdt
from ijw.messages.base import Klasse


class HeenHeader(Klasse):
    """The header of a message that asks for an answer; a retour copies it unchanged."""

    BerichtCode: str
    BerichtVersie: int
    BerichtSubversie: int
    Afzender: str
    Ontvanger: str
    BerichtIdentificatie: cdt.BerichtIdentificatie
    XsdVersie: cdt.XsdVersie


class Retourcodes(Klasse):
    """The verdicts on one class."""

    RetourCode: list[str]


class RetourHeader(HeenHeader):
    """The header of a retour; each message's own header adds `RetourCodes` at the end."""

    IdentificatieRetour: str
    DagtekeningRetour: date
    XsltVersie: str | None = None
    XsdVersieRetour: cdt.XsdVersie
