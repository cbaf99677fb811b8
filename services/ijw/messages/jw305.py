"""JW305: start of care."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ijw.contracts.catalog import by_type
from ijw.messages import cdt, headers
from ijw.messages.base import Bericht, Klasse

NAMESPACE = by_type("JW305").namespace


class Header(headers.HeenHeader):
    """Who starts, at which municipality."""

    namespace: ClassVar[str] = NAMESPACE


class StartProduct(Klasse):
    """One product whose delivery started; the key is ToewijzingNummer, Product and Begindatum."""

    namespace: ClassVar[str] = NAMESPACE
    ToewijzingNummer: int | None = None
    Product: cdt.Product | None = None
    ToewijzingIngangsdatum: date | None = None
    Begindatum: date
    StatusAanlevering: str


class StartProducten(Klasse):
    """The products of one client."""

    namespace: ClassVar[str] = NAMESPACE
    StartProduct: list[StartProduct]


class Client(Klasse):
    """The child who gets the care."""

    namespace: ClassVar[str] = NAMESPACE
    Bsn: str
    Geboortedatum: cdt.Geboortedatum
    Geslacht: str
    Naam: cdt.VerkorteNaam
    StartProducten: StartProducten


class JW305(Bericht):
    """The message."""

    namespace: ClassVar[str] = NAMESPACE
    type: ClassVar[str] = "JW305"
    Header: Header
    Client: Client
