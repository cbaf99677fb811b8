"""JW307: stop of care."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ijw.contracts.catalog import by_type
from ijw.messages import cdt, headers
from ijw.messages.base import Bericht, Klasse

NAMESPACE = by_type("JW307").namespace


class Header(headers.HeenHeader):
    """Who stops, at which municipality."""

    namespace: ClassVar[str] = NAMESPACE


class StopProduct(Klasse):
    """One product whose delivery stopped, for a while (reason 20) or for good.

    The key is ToewijzingNummer, Product, Begindatum, RedenBeeindiging and Einddatum.
    """

    namespace: ClassVar[str] = NAMESPACE
    ToewijzingNummer: int | None = None
    Product: cdt.Product | None = None
    ToewijzingIngangsdatum: date | None = None
    Begindatum: date
    RedenBeeindiging: str
    Einddatum: date
    StatusAanlevering: str


class StopProducten(Klasse):
    """The products of one client."""

    namespace: ClassVar[str] = NAMESPACE
    StopProduct: list[StopProduct]


class Client(Klasse):
    """The child who got the care."""

    namespace: ClassVar[str] = NAMESPACE
    Bsn: str
    Geboortedatum: cdt.Geboortedatum
    Geslacht: str
    Naam: cdt.VerkorteNaam
    StopProducten: StopProducten


class JW307(Bericht):
    """The message."""

    namespace: ClassVar[str] = NAMESPACE
    type: ClassVar[str] = "JW307"
    Header: Header
    Client: Client
