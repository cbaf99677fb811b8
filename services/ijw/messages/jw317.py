"""JW317: request for a change of assignments."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ijw.contracts.catalog import by_type
from ijw.messages import cdt, headers
from ijw.messages.base import Bericht, Klasse

NAMESPACE = by_type("JW317").namespace


class Header(headers.HeenHeader):
    """Who asks, at which municipality."""

    namespace: ClassVar[str] = NAMESPACE


class OngewijzigdProduct(Klasse):
    """An assignment that stays as it is; the key is ToewijzingNummer."""

    namespace: ClassVar[str] = NAMESPACE
    ToewijzingNummer: int


class TeWijzigenProduct(Klasse):
    """An assignment to change; the key is ToewijzingNummer. Budget is in euro cents."""

    namespace: ClassVar[str] = NAMESPACE
    ToewijzingNummer: int
    GewensteIngangsdatum: date
    Einddatum: date | None = None
    Omvang: cdt.Omvang | None = None
    Budget: int | None = None


class NieuwProduct(Klasse):
    """Care to add; the key is Product and GewensteIngangsdatum. Budget is in euro cents."""

    namespace: ClassVar[str] = NAMESPACE
    Product: cdt.Product | None = None
    GewensteIngangsdatum: date
    Einddatum: date | None = None
    Omvang: cdt.Omvang | None = None
    Budget: int | None = None


class Ongewijzigd(Klasse):
    """The assignments that stay as they are."""

    namespace: ClassVar[str] = NAMESPACE
    OngewijzigdProduct: list[OngewijzigdProduct]


class TeWijzigen(Klasse):
    """The assignments to change."""

    namespace: ClassVar[str] = NAMESPACE
    TeWijzigenProduct: list[TeWijzigenProduct]


class Nieuw(Klasse):
    """The care to add."""

    namespace: ClassVar[str] = NAMESPACE
    NieuwProduct: list[NieuwProduct]


class Verzoek(Klasse):
    """The whole care that is wanted for the client (IV092)."""

    namespace: ClassVar[str] = NAMESPACE
    ReferentieAanbieder: str
    RedenVerzoek: str
    OngewijzigdeProducten: Ongewijzigd | None = None
    TeWijzigenProducten: TeWijzigen | None = None
    NieuweProducten: Nieuw | None = None


class Client(Klasse):
    """The child who gets the care."""

    namespace: ClassVar[str] = NAMESPACE
    Bsn: str
    Verzoek: Verzoek


class JW317(Bericht):
    """The message."""

    namespace: ClassVar[str] = NAMESPACE
    type: ClassVar[str] = "JW317"
    Header: Header
    Client: Client
