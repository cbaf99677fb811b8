"""JW323: claim."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ijw.contracts.catalog import by_type
from ijw.messages import cdt, headers
from ijw.messages.base import Bericht, Klasse

NAMESPACE = by_type("JW323").namespace


class Header(headers.HeenHeader):
    """Who claims, at which municipality."""

    namespace: ClassVar[str] = NAMESPACE


class Prestatie(Klasse):
    """What was delivered in one month on one assignment; the key is ProductReferentie.

    ProductTarief is in euro cents, and so is GeleverdVolume where Eenheid is 83 (IV042).
    """

    namespace: ClassVar[str] = NAMESPACE
    ProductReferentie: cdt.Referentie
    ToewijzingNummer: int
    ProductCategorie: str
    ProductCode: str
    ProductPeriode: cdt.GeslotenPeriode
    GeleverdVolume: int
    Eenheid: str
    ProductTarief: int | None = None
    IngediendBedrag: cdt.BedragMetDC


class Prestaties(Klasse):
    """The deliveries to one client."""

    namespace: ClassVar[str] = NAMESPACE
    Prestatie: list[Prestatie]


class Client(Klasse):
    """A child who got care; the key is Bsn."""

    namespace: ClassVar[str] = NAMESPACE
    Bsn: str
    Prestaties: Prestaties


class Clienten(Klasse):
    """The clients of the claim."""

    namespace: ClassVar[str] = NAMESPACE
    Client: list[Client]


class Declaratie(Klasse):
    """The claim over one month; the key is DeclaratieNummer."""

    namespace: ClassVar[str] = NAMESPACE
    DeclaratieNummer: str
    DeclaratiePeriode: cdt.GeslotenPeriode
    DeclaratieDagtekening: date
    TotaalIngediendBedrag: cdt.TotaalBedragMetDC
    Clienten: Clienten


class JW323(Bericht):
    """The message."""

    namespace: ClassVar[str] = NAMESPACE
    type: ClassVar[str] = "JW323"
    Header: Header
    Declaratie: Declaratie
