"""Values of the standard that decisions are made of: products, volumes and closed code lists.

Used as `standard.Product`, so that a field and its type can bear the same name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

TOTAAL_BINNEN_GELDIGHEIDSDUUR: Final = "6"
"""Frequentie: the volume counts for the whole term of the assignment (WMO757)."""


class RedenAfwijzing(StrEnum):
    """Why a request is refused: RedenAfwijzingVerzoek of JW319 (WJ759)."""

    NIEUWE_AANVRAAG = "1"
    BUDGET = "2"
    GEEN_CONTRACT = "3"
    PAST_NIET_BINNEN_CONTRACT = "4"
    ANDERE_GEMEENTE = "5"
    STAPELING = "6"
    ZORGINHOUDELIJK = "7"
    WOONPLAATSBEGINSEL = "8"
    LEEFTIJDSGRENS = "9"


class RedenWijziging(StrEnum):
    """Why an assignment changes: RedenWijziging of JW301 (JZ002)."""

    VERVALLEN = "01"
    OVERLEDEN = "02"
    CONTRACTWIJZIGING = "03"
    VERLENGING = "04"
    VERKORTING = "05"
    ANDER_DOMEIN = "06"
    VERHUIZING = "07"
    LEVERINGSVORM = "08"
    ANDERE_AANBIEDER = "09"
    BEKOSTIGING = "10"
    HERINDELING = "11"
    DOOR_AANBIEDER = "12"
    VERWIJDERD = "13"
    ADMINISTRATIEVE_CORRECTIE = "14"


@dataclass(frozen=True, slots=True)
class Product:
    """A product: its category, and its code unless the whole category is meant (aspecific)."""

    Categorie: str
    Code: str | None = None


@dataclass(frozen=True, slots=True)
class Omvang:
    """How much care: a number of units a frequency (IV042); with Eenheid `83` the number is euro cents."""

    Volume: int
    Eenheid: str
    Frequentie: str
