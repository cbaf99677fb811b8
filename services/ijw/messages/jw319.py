"""JW319: answer to a request."""

from __future__ import annotations

from typing import ClassVar

from ijw.contracts.catalog import by_type
from ijw.messages import headers
from ijw.messages.base import Bericht, Klasse

NAMESPACE = by_type("JW319").namespace


class Header(headers.HeenHeader):
    """Which municipality answers, to whom."""

    namespace: ClassVar[str] = NAMESPACE


class AndereGemeente(Klasse):
    """The municipality that is responsible instead (IV095)."""

    namespace: ClassVar[str] = NAMESPACE
    Gemeente: str


class Antwoord(Klasse):
    """The answer; the key is ReferentieAanbieder and VerzoekAntwoord."""

    namespace: ClassVar[str] = NAMESPACE
    ReferentieAanbieder: str
    VerzoekAntwoord: str
    RedenAfwijzingVerzoek: str | None = None
    Woonplaatsbeginsel: AndereGemeente | None = None


class JW319(Bericht):
    """The message."""

    namespace: ClassVar[str] = NAMESPACE
    type: ClassVar[str] = "JW319"
    Header: Header
    Antwoord: Antwoord
