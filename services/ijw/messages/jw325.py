"""JW325: answer to a claim."""

from __future__ import annotations

from typing import ClassVar

from ijw.contracts.catalog import by_type
from ijw.messages import cdt, headers, jw323
from ijw.messages.base import Bericht, Klasse

NAMESPACE = by_type("JW325").namespace


class Retourcodes(headers.Retourcodes):
    """The verdicts on one class."""

    namespace: ClassVar[str] = NAMESPACE


class Header(headers.HeenHeader):
    """Which municipality answers, and which claim (IV087)."""

    namespace: ClassVar[str] = NAMESPACE
    DeclaratieIdentificatie: cdt.BerichtIdentificatie
    XsltVersie: str | None = None
    XsdVersieDeclaratie: cdt.XsdVersie
    RetourCodes: Retourcodes


class Prestatie(jw323.Prestatie):
    """A delivery that is not paid, with the reasons."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes


class Prestaties(Klasse):
    """The deliveries to one client that are not paid."""

    namespace: ClassVar[str] = NAMESPACE
    Prestatie: list[Prestatie]


class Client(Klasse):
    """A client with deliveries that are not paid; the key is Bsn."""

    namespace: ClassVar[str] = NAMESPACE
    Bsn: str
    Prestaties: Prestaties
    RetourCodes: Retourcodes


class AfgewezenClienten(Klasse):
    """The clients with deliveries that are not paid."""

    namespace: ClassVar[str] = NAMESPACE
    Client: list[Client]


class AntwoordOpDeclaratie(Klasse):
    """The answer; the key is DeclaratieNummer."""

    namespace: ClassVar[str] = NAMESPACE
    DeclaratieNummer: str
    TotaalIngediendBedrag: cdt.TotaalBedragMetDC
    TotaalToegekendBedrag: cdt.TotaalBedragMetDC
    Clienten: AfgewezenClienten | None = None
    RetourCodes: Retourcodes


class JW325(Bericht):
    """The message; only a header when the claim was refused at level 2 or at its header."""

    namespace: ClassVar[str] = NAMESPACE
    type: ClassVar[str] = "JW325"
    Header: Header
    DeclaratieAntwoord: AntwoordOpDeclaratie | None = None
