"""Products against the product list in use (level 4)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol

from ijw.contracts.codelists import products
from ijw.messages import cdt
from ijw.messages.document import Document
from ijw.rules.registry import rule

_DELETE = "3"


class HasProduct(Protocol):
    """A class of a message that names a product."""

    @property
    def Product(self) -> cdt.Product | None:  # noqa: N802  (the element's name)
        """The product, absent where any product is meant (IV075)."""


class ProductFacts(Protocol):
    """What is known of products beside the national and regional lists."""

    @property
    def contracted(self) -> Collection[tuple[str, str]]:
        """Category and code of the products that the municipality contracted itself."""


_MESSAGES = ("JW305", "JW307", "JW315", "JW317")
_CLASSES = ("StartProduct", "StopProduct", "AangevraagdProduct", "NieuwProduct")


@rule("TR381", level=4, retourcode="S329", messages=_MESSAGES, at=_CLASSES)
def tr381(klasse: HasProduct, facts: ProductFacts) -> bool:
    """The product code fits the category, by the list or by a contract; what is taken back is not judged."""
    product = klasse.Product
    if product is None or _is_listed(product) or getattr(klasse, "StatusAanlevering", None) == _DELETE:
        return False
    return (product.Categorie, product.Code) not in facts.contracted


def unlisted_codes(document: Document[Any]) -> set[str]:
    """The product codes of a message that no list has in their category: only a contract can explain them."""
    named = [node.value.Product for name in _CLASSES for node in document.nodes(name)]
    return {product.Code for product in named if product is not None and not _is_listed(product)}


def _is_listed(product: cdt.Product) -> bool:
    """Whether a list has the code in that category; a category alone needs no list."""
    if product.Code is None:
        return True
    listed = products().get(product.Code)
    return listed is not None and listed.category == product.Categorie
