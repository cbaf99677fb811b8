"""The code lists of the standard and the regional product codes, read once from CSV.

Every file has a header line and a column `code`; `name_nl` is the name the standard gives a code, `name_en`
our translation (regional products and the short lists have both). `valid_from` and `valid_to` are there where
the list has dates.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from ijw.contracts.location import codelist_dir

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["nl", "en"]


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a list, with the days on which it may be used (both included; None is open)."""

    code: str
    name_nl: str
    name_en: str
    valid_from: date | None = None
    valid_to: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether the list allows the code on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def name(self, language: Language) -> str:
        """Give the name in this language, in the other one where the list has only that."""
        own, other = (self.name_nl, self.name_en) if language == "nl" else (self.name_en, self.name_nl)
        return own or other


@dataclass(frozen=True, slots=True)
class Product:
    """A product code: of the national list, or agreed in one or more youth care regions."""

    code: str
    category: str
    variant: str = ""
    """`Outputgericht`, `Inspanningsgericht` or empty."""
    regions: frozenset[str] = frozenset()
    """Regions that agreed on a code of their own; empty for the national list."""

    def known_in(self, region: str | None) -> bool:
        """Whether municipalities of this region may use the code."""
        return not self.regions or region in self.regions


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality and the youth care region that it works in."""

    name: str
    province: str
    region: str


@dataclass(frozen=True, slots=True)
class Retourcode:
    """A verdict on a class: the rules that give it and the messages it may be about."""

    code: str
    rules: frozenset[str]
    messages: frozenset[str]
    name_en: str


def list_names() -> tuple[str, ...]:
    """Give the names of all lists, such as `reden_beeindiging`."""
    return tuple(sorted(path.stem for path in codelist_dir().glob("*.csv")))


@cache
def entries(name: str) -> Mapping[str, Code]:
    """Give a list by code, in the order of the list; LookupError when there is no such list."""
    return MappingProxyType({row["code"]: _code(row) for row in _rows(name)})


@cache
def codelist(name: str, language: Language = "nl") -> Mapping[str, str]:
    """Give the name of every code of a list."""
    return MappingProxyType({code: entry.name(language) for code, entry in entries(name).items()})


@cache
def products() -> Mapping[str, Product]:
    """Give every product by code: the national list, then the codes of the regions."""
    national = (Product(row["code"], row["category"], row["variant"]) for row in _rows("productcode"))
    return MappingProxyType({product.code: product for product in (*national, *_regional_products())})


@cache
def municipalities() -> Mapping[str, Municipality]:
    """Give every municipality by its four-digit code (CBS)."""
    return MappingProxyType(
        {row["code"]: Municipality(row["name"], row["province"], row["region"]) for row in _rows("gemeente")}
    )


def region_of(municipality: str) -> str | None:
    """Give the youth care region of a municipality code; None when there is no such municipality."""
    found = municipalities().get(municipality)
    return found.region if found else None


@cache
def municipalities_in(region: str) -> frozenset[str]:
    """Give the codes of the municipalities of a youth care region; empty when there is no such region."""
    return frozenset(code for code, found in municipalities().items() if found.region == region)


@cache
def retourcodes() -> Mapping[str, Retourcode]:
    """Give every retourcode with the rules and messages that it belongs to."""
    return MappingProxyType({row["code"]: _retourcode(row) for row in _rows("retourcode")})


def _rows(name: str) -> list[dict[str, str]]:
    path = codelist_dir() / f"{name}.csv"
    if not path.is_file():
        raise LookupError(f"there is no code list {name}")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def _code(row: dict[str, str]) -> Code:
    return Code(
        row["code"],
        row.get("name_nl") or row.get("name") or row.get("type", ""),
        row.get("name_en", ""),
        _day(row.get("valid_from", "")),
        _day(row.get("valid_to", "")),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _regional_products() -> tuple[Product, ...]:
    return tuple(
        Product(row["code"], row["category"], regions=frozenset(row["regions"].split(";")))
        for row in _rows("regional_products")
    )


def _retourcode(row: dict[str, str]) -> Retourcode:
    rules, messages = (frozenset(row[column].split()) for column in ("rules", "messages"))
    return Retourcode(row["code"], rules, messages, row["name_en"])
