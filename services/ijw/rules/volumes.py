"""How much care is asked for or assigned: Product, Omvang, Budget and their ends (level 2).

Assigned care is specific (category and code, with an Omvang), aspecific (a category only) or generic (no
product, with a Budget) (IV075). The rules of one meaning that bear another number per message are built
from one function.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ijw.messages.document import Document
from ijw.rules.care import CARE_MESSAGES, Care, care, care_with_product
from ijw.rules.registry import Place, rule

_OLD_RULES_END = date(2020, 12, 31)
"""Care that ended by then falls under the rules before 2021."""
_PER_WEEK = "2"
_UNITS_WITH_FREQUENCY = frozenset(("14", "16", "83", "84"))
_RECURRING_OR_TOTAL = frozenset(("2", "4", "6"))
"""Per week, per month, in total: the frequencies that may still be used."""


@rule("CD079", messages=CARE_MESSAGES)
def cd079(document: Document[Any]) -> Iterator[Place]:
    """Without a Budget there is a Product."""
    for one in care_with_product(document):
        if one.node.value.Budget is None and one.node.value.Product is None:
            yield Place(one.node, "Product")


@rule("CD075", messages=CARE_MESSAGES)
def cd075(document: Document[Any]) -> Iterator[Place]:
    """A Budget has an end date."""
    for one in care(document):
        if one.node.value.Budget is not None and one.end is None:
            yield Place(one.node, one.klasse.end)


@rule("CD076", messages=CARE_MESSAGES)
def cd076(document: Document[Any]) -> Iterator[Place]:
    """An Omvang per week has an end date."""
    for one in care(document):
        omvang = one.node.value.Omvang
        if omvang is not None and omvang.Frequentie == _PER_WEEK and one.end is None:
            yield Place(one.node, one.klasse.end)


@rule("CD041", messages=CARE_MESSAGES)
def cd041(document: Document[Any]) -> Iterator[Place]:
    """A product code has an Omvang."""
    for one in care_with_product(document):
        if _has_code(one) and one.node.value.Omvang is None:
            yield Place(one.node, "Omvang")


@rule("CD077", messages=CARE_MESSAGES)
def cd077(document: Document[Any]) -> Iterator[Place]:
    """With a Budget there is no Omvang."""
    for one in care(document):
        if one.node.value.Budget is not None and one.node.value.Omvang is not None:
            yield Place(one.node, "Omvang")


@rule("CD078", messages=CARE_MESSAGES)
def cd078(document: Document[Any]) -> Iterator[Place]:
    """With an Omvang there is no Budget."""
    for one in care(document):
        if one.node.value.Omvang is not None and one.node.value.Budget is not None:
            yield Place(one.node, "Budget")


@rule("CD080", messages=["JW301"])
def cd080(document: Document[Any]) -> Iterator[Place]:
    """Assigned care without a product code has no Omvang, unless it ended before 2021."""
    return _omvang_without_code(document)


@rule("CD095", messages=["JW315"])
def cd095(document: Document[Any]) -> Iterator[Place]:
    """Requested care without a product code has no Omvang, unless it ended before 2021."""
    return _omvang_without_code(document)


@rule("CD096", messages=["JW317"])
def cd096(document: Document[Any]) -> Iterator[Place]:
    """New care without a product code has no Omvang, unless it ended before 2021."""
    return _omvang_without_code(document)


def _omvang_without_code(document: Document[Any]) -> Iterator[Place]:
    for one in care_with_product(document):
        if one.node.value.Omvang is not None and not _has_code(one) and _is_current(one):
            yield Place(one.node, "Omvang")


@rule("CS338", messages=["JW301", "JW317"])
def cs338(document: Document[Any]) -> Iterator[Place]:
    """Units that are counted per period have a Frequentie per week, per month or in total."""
    return _unit_without_frequency(document)


@rule("CS343", messages=["JW315"])
def cs343(document: Document[Any]) -> Iterator[Place]:
    """Units that are counted per period have a Frequentie per week, per month or in total, in a request."""
    return _unit_without_frequency(document)


def _unit_without_frequency(document: Document[Any]) -> Iterator[Place]:
    for one in care(document):
        omvang = one.node.value.Omvang
        if omvang is None or omvang.Eenheid not in _UNITS_WITH_FREQUENCY or not _is_current(one):
            continue
        if omvang.Frequentie not in _RECURRING_OR_TOTAL:
            yield Place(one.node, "Omvang")


def _has_code(one: Care) -> bool:
    product = one.node.value.Product
    return product is not None and product.Code is not None


def _is_current(one: Care) -> bool:
    return one.end is None or one.end > _OLD_RULES_END
