"""JW308: receipt of a stop of care."""

from __future__ import annotations

from typing import ClassVar

from ijw.contracts.catalog import by_type
from ijw.messages import cdt, headers, jw307
from ijw.messages.base import Bericht, Klasse

NAMESPACE = by_type("JW308").namespace


class Retourcodes(headers.Retourcodes):
    """The verdicts on one class."""

    namespace: ClassVar[str] = NAMESPACE


class RetourHeader(headers.RetourHeader):
    """The header of the stop, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes | None = None


class StopProduct(jw307.StopProduct):
    """A product of the stop, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes


class StopProducten(Klasse):
    """The products of one client."""

    namespace: ClassVar[str] = NAMESPACE
    StopProduct: list[StopProduct]


class RetourClient(Klasse):
    """The client of the stop, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    Bsn: str
    Geboortedatum: cdt.Geboortedatum
    Geslacht: str
    Naam: cdt.VerkorteNaam
    StopProducten: StopProducten
    RetourCodes: Retourcodes


class JW308(Bericht):
    """The message; without a client when the stop is wholly approved or refused at its header."""

    namespace: ClassVar[str] = NAMESPACE
    type: ClassVar[str] = "JW308"
    Header: RetourHeader
    Client: RetourClient | None = None
