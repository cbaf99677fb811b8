"""Codes of the standard as words for a person. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from ijw.contracts import codelists


class Product(Protocol):
    """A product, of a message or of a stored request."""

    @property
    def Categorie(self) -> str: ...  # noqa: D102, N802  (names of the standard)
    @property
    def Code(self) -> str | None: ...  # noqa: D102, N802


class Omvang(Protocol):
    """A volume; with Eenheid 83 it is euro cents."""

    @property
    def Volume(self) -> int: ...  # noqa: D102, N802
    @property
    def Eenheid(self) -> str: ...  # noqa: D102, N802
    @property
    def Frequentie(self) -> str: ...  # noqa: D102, N802


_EUROS = "83"
_NETHERLANDS = ZoneInfo("Europe/Amsterdam")


def code_name(name: str, code: str) -> str:
    """A code with its name: `05 Reassessed: assignment made shorter`."""
    known = codelists.codelist(name, "en").get(code)
    return f"{code} {known}" if known else code


def municipality_name(code: str) -> str:
    """A municipality: `0405 Hoorn`."""
    known = codelists.municipalities().get(code)
    return f"{code} {known.name}" if known else code


def product_words(product: Product | None) -> str | None:
    """The code of a product, or its category where the whole category is meant; None for a mere budget."""
    if product is None:
        return None
    return product.Code or f"category {product.Categorie}"


def product_name(product: Product | None) -> str:
    """A product with its category and its name."""
    if product is None:
        return "no product, only a budget"
    if product.Code is None:
        return f"the whole category {code_name('productcategorie', product.Categorie)}"
    for name in ("regional_products", "productcode"):
        if product.Code in codelists.codelist(name, "en"):
            return f"{code_name(name, product.Code)} (category {product.Categorie})"
    return f"{product.Code} (category {product.Categorie})"


def amount_words(omvang: Omvang | None, budget: int | None) -> str:
    """How much care: `4 Hour per week`, or the budget in euros."""
    parts = [f"budget {euros(budget)}"] if budget is not None else []
    if omvang is not None:
        often = codelists.codelist("frequentie", "en").get(omvang.Frequentie, omvang.Frequentie)
        unit = codelists.codelist("eenheid", "en").get(omvang.Eenheid, omvang.Eenheid)
        much = euros(omvang.Volume) if omvang.Eenheid == _EUROS else f"{omvang.Volume} {unit.lower()}"
        parts.append(f"{much} {often.lower()}")
    return ", ".join(parts) or "no volume"


def term_words(first: date, last: date | None) -> str:
    """A term: `2026-03-01 to 2026-12-31`."""
    return f"{first.isoformat()} to {last.isoformat() if last else 'open'}"


def dutch_time(at: datetime) -> datetime:
    """A moment by the clock in the Netherlands."""
    return at.astimezone(_NETHERLANDS)


def moment_words(at: datetime) -> str:
    """A moment by the clock in the Netherlands: `2026-03-02 14:05`."""
    return f"{dutch_time(at):%Y-%m-%d %H:%M}"


def euros(cents: int) -> str:
    """Euro cents as `€ 12.50`."""
    return f"€ {cents / 100:.2f}"
