"""The shared composite data types (CDT) of the basic schema.

Used as `cdt.Product`, so that an element and its type can bear the same name.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ijw.contracts.catalog import BASIS_NAMESPACE
from ijw.messages.base import Klasse


class BasisKlasse(Klasse):
    """A class whose elements live in the namespace of the basic schema."""

    namespace: ClassVar[str] = BASIS_NAMESPACE


class Achternaam(BasisKlasse):
    """A family name with its prefix."""

    Achternaam: str
    Voorvoegsel: str | None = None


class Huisadres(BasisKlasse):
    """A house number with its additions (CDT_Huis: an optional field may not share its class's name)."""

    Huisnummer: int
    Huisletter: str | None = None
    HuisnummerToevoeging: str | None = None
    AanduidingWoonadres: str | None = None


class Adres(BasisKlasse):
    """A postal address."""

    Huis: Huisadres | None = None
    Postcode: str | None = None
    Straatnaam: str | None = None
    Plaatsnaam: str | None = None
    LandCode: str | None = None


class BedragMetDC(BasisKlasse):
    """An amount in euro cents, debit (`D`) or credit (`C`)."""

    Bedrag: int
    DebetCredit: str


class TotaalBedragMetDC(BasisKlasse):
    """A total in euro cents, debit (`D`) or credit (`C`)."""

    TotaalBedrag: int
    DebetCredit: str


class BerichtIdentificatie(BasisKlasse):
    """The sender's own number and date of a message."""

    Identificatie: str
    Dagtekening: date


class Communicatie(BasisKlasse):
    """How to communicate with a client who needs help with it."""

    Vorm: str
    Taal: str | None = None


class Geboortedatum(BasisKlasse):
    """A date of birth; DatumGebruik says which parts of it are unknown (IV009)."""

    Datum: date
    DatumGebruik: str | None = None


class GeslotenPeriode(BasisKlasse):
    """A period with both ends."""

    Begindatum: date
    Einddatum: date


class OpenPeriode(BasisKlasse):
    """A period of which either end may be open."""

    Begindatum: date | None = None
    Einddatum: date | None = None


class Omvang(BasisKlasse):
    """How much care, in which unit, how often."""

    Volume: int
    Eenheid: str
    Frequentie: str


class Product(BasisKlasse):
    """A product category, and the product itself unless only the category is meant (IV075)."""

    Categorie: str
    Code: str | None = None


class Referentie(BasisKlasse):
    """The number of a claim line, and of the line it credits."""

    ReferentieNummer: str
    VorigReferentieNummer: str | None = None


class Telefoon(BasisKlasse):
    """A telephone number with its country number."""

    Telefoonnummer: str
    Landnummer: str


class Telefoonnummers(BasisKlasse):
    """One or two telephone numbers."""

    Telefoon01: Telefoon
    Telefoon02: Telefoon | None = None


class VerkorteNaam(BasisKlasse):
    """A name without partner's name and use of names."""

    Geslachtsnaam: Achternaam
    Voornamen: str | None = None
    Voorletters: str | None = None


class VolledigeNaam(BasisKlasse):
    """A name with partner's name, and which of the two the person uses."""

    Geslachtsnaam: Achternaam
    Partnernaam: Achternaam | None = None
    Voornamen: str | None = None
    Voorletters: str | None = None
    NaamGebruik: str


class Verwijzer(BasisKlasse):
    """Who referred the client."""

    Type: str
    Naam: str | None = None
    ZorgverlenerCode: str | None = None


class XsdVersie(BasisKlasse):
    """The versions of the schemas a message was made with (IV034)."""

    BasisschemaXsdVersie: str
    BerichtXsdVersie: str
