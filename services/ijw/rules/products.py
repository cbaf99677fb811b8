"""Products against the product list in use (level 4)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from ijw.contracts.codelists import products
from ijw.messages import cdt
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
    if product is None or product.Code is None or getattr(klasse, "StatusAanlevering", None) == _DELETE:
        return False
    listed = products().get(product.Code)
    if listed is not None and listed.category == product.Categorie:
        return False
    return (product.Categorie, product.Code) not in facts.contracted
