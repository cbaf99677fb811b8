"""JW316: receipt of a request for an assignment."""

from __future__ import annotations

from typing import ClassVar

from ijw.contracts.catalog import by_type
from ijw.messages import cdt, headers, jw315
from ijw.messages.base import Bericht, Klasse

NAMESPACE = by_type("JW316").namespace


class Retourcodes(headers.Retourcodes):
    """The verdicts on one class."""

    namespace: ClassVar[str] = NAMESPACE


class RetourHeader(headers.RetourHeader):
    """The header of the request, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes | None = None


class AangevraagdProduct(jw315.AangevraagdProduct):
    """A product of the request, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes


class AangevraagdeProducten(Klasse):
    """The care asked for one client."""

    namespace: ClassVar[str] = NAMESPACE
    AangevraagdProduct: list[AangevraagdProduct]


class RetourClient(Klasse):
    """The client of the request, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    Bsn: str
    Geboortedatum: cdt.Geboortedatum
    Geslacht: str
    Naam: cdt.VerkorteNaam
    GezagsdragerBekend: str | None = None
    Commentaar: str | None = None
    AangevraagdeProducten: AangevraagdeProducten
    RetourCodes: Retourcodes


class JW316(Bericht):
    """The message; without a client when the request is wholly approved or refused at its header."""

    namespace: ClassVar[str] = NAMESPACE
    type: ClassVar[str] = "JW316"
    Header: RetourHeader
    Client: RetourClient | None = None
