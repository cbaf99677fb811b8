"""JW301: assignment of care."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ijw.contracts.catalog import by_type
from ijw.messages import cdt, headers
from ijw.messages.base import Bericht, Klasse

NAMESPACE = by_type("JW301").namespace


class Header(headers.HeenHeader):
    """Which municipality assigns, to whom."""

    namespace: ClassVar[str] = NAMESPACE


class Contact(Klasse):
    """How to reach a person; the key is Soort."""

    namespace: ClassVar[str] = NAMESPACE
    Soort: str
    Adres: cdt.Adres | None = None
    Organisatie: str | None = None
    Telefoon: cdt.Telefoonnummers | None = None
    Emailadres: str | None = None
    Periode: cdt.OpenPeriode | None = None


class Relatie(Klasse):
    """Somebody around the child; the key is Nummer."""

    namespace: ClassVar[str] = NAMESPACE
    Nummer: str
    Volgorde: int | None = None
    Soort: str
    Geboortedatum: cdt.Geboortedatum | None = None
    Geslacht: str | None = None
    Naam: cdt.VolledigeNaam
    Contact: Contact


class ClientRelaties(Klasse):
    """The people around one client."""

    namespace: ClassVar[str] = NAMESPACE
    Relatie: list[Relatie]


class Contactgegevens(Klasse):
    """How to reach one client."""

    namespace: ClassVar[str] = NAMESPACE
    Contact: list[Contact]


class ToegewezenProduct(Klasse):
    """Care that the municipality pays for; the key is ToewijzingNummer.

    Toewijzingstijd stays as it was written, so that its offset and fractions are never lost.
    Budget is in euro cents.
    """

    namespace: ClassVar[str] = NAMESPACE
    ToewijzingNummer: int
    ReferentieAanbieder: str | None = None
    Product: cdt.Product | None = None
    Toewijzingsdatum: date
    Toewijzingstijd: str
    Ingangsdatum: date
    Einddatum: date | None = None
    RedenWijziging: str | None = None
    Omvang: cdt.Omvang | None = None
    Budget: int | None = None
    Commentaar: str | None = None


class ToegewezenProducten(Klasse):
    """The care of one client."""

    namespace: ClassVar[str] = NAMESPACE
    ToegewezenProduct: list[ToegewezenProduct]


class Client(Klasse):
    """The child who gets the care."""

    namespace: ClassVar[str] = NAMESPACE
    Bsn: str
    Geboortedatum: cdt.Geboortedatum
    Geslacht: str
    Naam: cdt.VolledigeNaam
    Communicatie: cdt.Communicatie | None = None
    JuridischeStatus: str | None = None
    WettelijkeVertegenwoordiging: str | None = None
    Commentaar: str | None = None
    Relaties: ClientRelaties | None = None
    Contactgegevens: Contactgegevens
    ToegewezenProducten: ToegewezenProducten


class JW301(Bericht):
    """The message."""

    namespace: ClassVar[str] = NAMESPACE
    type: ClassVar[str] = "JW301"
    Header: Header
    Client: Client
