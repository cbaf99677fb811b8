"""JW320: receipt of an answer to a request."""

from __future__ import annotations

from typing import ClassVar

from ijw.contracts.catalog import by_type
from ijw.messages import headers, jw319
from ijw.messages.base import Bericht, Klasse

NAMESPACE = by_type("JW320").namespace


class Retourcodes(headers.Retourcodes):
    """The verdicts on one class."""

    namespace: ClassVar[str] = NAMESPACE


class RetourHeader(headers.RetourHeader):
    """The header of the answer, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes | None = None


class AndereGemeente(jw319.AndereGemeente):
    """The municipality of the answer, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes


class RetourAntwoord(Klasse):
    """The answer, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    ReferentieAanbieder: str
    VerzoekAntwoord: str
    RedenAfwijzingVerzoek: str | None = None
    Woonplaatsbeginsel: AndereGemeente | None = None
    RetourCodes: Retourcodes


class JW320(Bericht):
    """The message; without the answer when it is wholly approved or refused at its header."""

    namespace: ClassVar[str] = NAMESPACE
    type: ClassVar[str] = "JW320"
    Header: RetourHeader
    Antwoord: RetourAntwoord | None = None
