"""The two requests as facts: what a provider asks, in the words of JW315 and JW317.

Level 0 to 4 are done before: numbers that a request refers to exist, dates are dates, codes are codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ijw.policy import standard
from ijw.policy.periods import Period


@dataclass(frozen=True, slots=True)
class AangevraagdProduct:
    """One product asked by a VOT. `Verwijzer` is the referrer type (COD327)."""

    ReferentieAanbieder: str
    Product: standard.Product | None
    ToewijzingIngangsdatum: date
    ToewijzingEinddatum: date | None
    Verwijzer: str
    Omvang: standard.Omvang | None = None
    Budget: int | None = None
    Commentaar: str | None = None

    @property
    def period(self) -> Period:
        """The asked term."""
        return Period(self.ToewijzingIngangsdatum, self.ToewijzingEinddatum)


@dataclass(frozen=True, slots=True)
class VerzoekOmToewijzing:
    """A JW315 (VOT); each product is answered on its own. `Geboortedatum` None: not reliably known."""

    Dagtekening: date
    AangevraagdeProducten: tuple[AangevraagdProduct, ...]
    Geboortedatum: date | None = None
    Commentaar: str | None = None

    def product(self, reference: str) -> AangevraagdProduct:
        """Give the asked product with that ReferentieAanbieder; KeyError when there is none."""
        for product in self.AangevraagdeProducten:
            if product.ReferentieAanbieder == reference:
                return product
        raise KeyError(reference)


@dataclass(frozen=True, slots=True)
class TeWijzigenProduct:
    """How an actual assignment must become; no Omvang or Budget means: as it is."""

    ToewijzingNummer: int
    GewensteIngangsdatum: date
    Einddatum: date | None
    Omvang: standard.Omvang | None = None
    Budget: int | None = None


@dataclass(frozen=True, slots=True)
class NieuwProduct:
    """A product wanted beside or after the actual ones."""

    Product: standard.Product | None
    GewensteIngangsdatum: date
    Einddatum: date | None
    Omvang: standard.Omvang | None = None
    Budget: int | None = None

    @property
    def period(self) -> Period:
        """The asked term."""
        return Period(self.GewensteIngangsdatum, self.Einddatum)


@dataclass(frozen=True, slots=True)
class VerzoekOmWijziging:
    """A JW317 (VOW): the whole wanted situation, answered as a whole (IV092, IV093)."""

    Dagtekening: date
    ReferentieAanbieder: str
    RedenVerzoek: str
    OngewijzigdeProducten: tuple[int, ...] = ()
    TeWijzigenProducten: tuple[TeWijzigenProduct, ...] = ()
    NieuweProducten: tuple[NieuwProduct, ...] = ()
