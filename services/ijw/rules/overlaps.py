"""The same product twice at the same time (level 2; TR361 asks the same at level 3).

Care without a product code stands for the whole category, care without a product for everything (IV075).
One sweep over the periods by their beginning keeps this quick however long a message is; the care that begins
later gets the finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from ijw.messages.document import Document
from ijw.rules.assignments import is_deleted
from ijw.rules.care import Care, care_with_product
from ijw.rules.registry import Place, rule


@rule("TR302", messages=["JW301"])
def tr302(document: Document[Any]) -> Iterator[Place]:
    """A product is not assigned twice for the same days; deleted assignments do not count."""
    return _overlapping([one for one in care_with_product(document) if not is_deleted(one.node.value)])


@rule("TR386", messages=["JW315"])
def tr386(document: Document[Any]) -> Iterator[Place]:
    """A product is not requested twice for the same days."""
    return _overlapping(list(care_with_product(document)))


@rule("TR410", messages=["JW317"])
def tr410(document: Document[Any]) -> Iterator[Place]:
    """A product is not added twice for the same days."""
    return _overlapping(list(care_with_product(document)))


class Soort(Protocol):
    """A product: its category, and its code unless the whole category is meant (IV075)."""

    @property
    def Categorie(self) -> str: ...  # noqa: N802, D102  (the element's name)

    @property
    def Code(self) -> str | None: ...  # noqa: N802, D102  (the element's name)


class Span(NamedTuple):
    """Care from its first day to its last; None: no product in particular, no last day."""

    Product: Soort | None
    begin: date
    end: date | None


def overlapping(spans: Sequence[Span]) -> list[int]:
    """The positions of what holds the same product for the same days as something that begins earlier."""
    until: dict[_Key, date] = {}
    found: list[int] = []
    for position, one in sorted(enumerate(spans), key=lambda numbered: numbered[1].begin):
        end = one.end or date.max
        if end < one.begin:  # CS003 refuses it; it covers no day
            continue
        sought, kept = _keys(one.Product)
        if any(key in until and until[key] >= one.begin for key in sought):
            found.append(position)
        for key in kept:
            until[key] = max(end, until.get(key, end))
    return sorted(found)


def _overlapping(all_care: list[Care]) -> Iterator[Place]:
    spans = [Span(one.node.value.Product, one.begin, one.end) for one in all_care]
    return (Place(all_care[n].node, all_care[n].klasse.begin) for n in overlapping(spans))


_Key = tuple[str, ...]


def _keys(product: Soort | None) -> tuple[tuple[_Key, ...], tuple[_Key, ...]]:
    """What may be the same product as this, and what this is remembered as."""
    everything, generic = ("everything",), ("generic",)
    if product is None:
        return (everything,), (everything, generic)
    in_category, category_only = ("in category", product.Categorie), ("category only", product.Categorie)
    if product.Code is None:
        return (generic, in_category), (everything, in_category, category_only)
    exactly = ("product", product.Categorie, product.Code)
    return (generic, category_only, exactly), (everything, in_category, exactly)
