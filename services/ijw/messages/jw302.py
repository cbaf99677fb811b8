"""JW302: receipt of an assignment."""

from __future__ import annotations

from typing import ClassVar

from ijw.contracts.catalog import by_type
from ijw.messages import cdt, headers, jw301
from ijw.messages.base import Bericht, Klasse

NAMESPACE = by_type("JW302").namespace


class Retourcodes(headers.Retourcodes):
    """The verdicts on one class."""

    namespace: ClassVar[str] = NAMESPACE


class RetourHeader(headers.RetourHeader):
    """The header of the assignment, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes | None = None


class Contact(jw301.Contact):
    """A contact of the assignment, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes


class Relatie(Klasse):
    """A relation of the assignment, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    Nummer: str
    Volgorde: int | None = None
    Soort: str
    Geboortedatum: cdt.Geboortedatum | None = None
    Geslacht: str | None = None
    Naam: cdt.VolledigeNaam
    Contact: Contact
    RetourCodes: Retourcodes


class ClientRelaties(Klasse):
    """The people around one client."""

    namespace: ClassVar[str] = NAMESPACE
    Relatie: list[Relatie]


class Contactgegevens(Klasse):
    """How to reach one client."""

    namespace: ClassVar[str] = NAMESPACE
    Contact: list[Contact]


class ToegewezenProduct(jw301.ToegewezenProduct):
    """A product of the assignment, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes


class ToegewezenProducten(Klasse):
    """The care of one client."""

    namespace: ClassVar[str] = NAMESPACE
    ToegewezenProduct: list[ToegewezenProduct]


class RetourClient(Klasse):
    """The client of the assignment, with the verdict on it."""

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
    RetourCodes: Retourcodes


class JW302(Bericht):
    """The message; without a client when the assignment is wholly approved or refused at its header."""

    namespace: ClassVar[str] = NAMESPACE
    type: ClassVar[str] = "JW302"
    Header: RetourHeader
    Client: RetourClient | None = None
