"""JW306: receipt of a start of care."""

from __future__ import annotations

from typing import ClassVar

from ijw.contracts.catalog import by_type
from ijw.messages import cdt, headers, jw305
from ijw.messages.base import Bericht, Klasse

NAMESPACE = by_type("JW306").namespace


class Retourcodes(headers.Retourcodes):
    """The verdicts on one class."""

    namespace: ClassVar[str] = NAMESPACE


class RetourHeader(headers.RetourHeader):
    """The header of the start, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes | None = None


class StartProduct(jw305.StartProduct):
    """A product of the start, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes


class StartProducten(Klasse):
    """The products of one client."""

    namespace: ClassVar[str] = NAMESPACE
    StartProduct: list[StartProduct]


class RetourClient(Klasse):
    """The client of the start, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    Bsn: str
    Geboortedatum: cdt.Geboortedatum
    Geslacht: str
    Naam: cdt.VerkorteNaam
    StartProducten: StartProducten
    RetourCodes: Retourcodes


class JW306(Bericht):
    """The message; without a client when the start is wholly approved or refused at its header."""

    namespace: ClassVar[str] = NAMESPACE
    type: ClassVar[str] = "JW306"
    Header: RetourHeader
    Client: RetourClient | None = None
