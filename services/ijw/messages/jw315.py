"""JW315: request for an assignment."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ijw.contracts.catalog import by_type
from ijw.messages import cdt, headers
from ijw.messages.base import Bericht, Klasse

NAMESPACE = by_type("JW315").namespace


class Header(headers.HeenHeader):
    """Who asks, at which municipality."""

    namespace: ClassVar[str] = NAMESPACE


class AangevraagdProduct(Klasse):
    """Care that is asked for; the key is ReferentieAanbieder. Budget is in euro cents."""

    namespace: ClassVar[str] = NAMESPACE
    ReferentieAanbieder: str
    BeschikkingNummer: int | None = None
    Product: cdt.Product | None = None
    BeschikkingIngangsdatum: date | None = None
    ToewijzingIngangsdatum: date
    ToewijzingEinddatum: date | None = None
    Omvang: cdt.Omvang | None = None
    Budget: int | None = None
    Verwijzer: cdt.Verwijzer
    Raamcontract: str | None = None
    Commentaar: str | None = None


class AangevraagdeProducten(Klasse):
    """The care asked for one client."""

    namespace: ClassVar[str] = NAMESPACE
    AangevraagdProduct: list[AangevraagdProduct]


class Client(Klasse):
    """The child who needs the care."""

    namespace: ClassVar[str] = NAMESPACE
    Bsn: str
    Geboortedatum: cdt.Geboortedatum
    Geslacht: str
    Naam: cdt.VerkorteNaam
    GezagsdragerBekend: str | None = None
    Commentaar: str | None = None
    AangevraagdeProducten: AangevraagdeProducten


class JW315(Bericht):
    """The message."""

    namespace: ClassVar[str] = NAMESPACE
    type: ClassVar[str] = "JW315"
    Header: Header
    Client: Client
