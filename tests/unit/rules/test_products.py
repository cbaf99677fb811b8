"""Products against the product list in use (TR381)."""

from __future__ import annotations

import pytest

from ijw.rules.deliveries import DeliveryFacts
from ijw.rules.products import tr381
from support.factories import start_product

NOTHING = DeliveryFacts()


@pytest.mark.parametrize(
    "product",
    [
        {"Categorie": "45", "Code": "45A04"},
        {"Categorie": "48", "Code": "GIGM1"},
        {"Categorie": "50", "Code": "50Z27"},
        {"Categorie": "45"},
        None,
    ],
)
def test_tr381_accepts_listed_products(product: dict[str, str] | None) -> None:
    """National and regional codes in their own category, a category alone, and no product at all."""
    assert not tr381(start_product(Product=product), NOTHING)


@pytest.mark.parametrize("code", ["41A11", "XXXXX"])
def test_tr381_refuses_a_code_of_another_category_and_an_unknown_code(code: str) -> None:
    """A code belongs to one category."""
    assert tr381(start_product(Product={"Categorie": "45", "Code": code}), NOTHING)


def test_tr381_accepts_a_code_that_the_municipality_contracted() -> None:
    """A municipality may use codes of its own (IV075)."""
    facts = DeliveryFacts(contracted=frozenset({("45", "XXXXX")}))
    assert not tr381(start_product(Product={"Categorie": "45", "Code": "XXXXX"}), facts)


def test_tr381_does_not_judge_what_is_taken_back() -> None:
    """A report is taken back on its own key alone."""
    product = {"Categorie": "45", "Code": "XXXXX"}
    assert not tr381(start_product(Product=product, StatusAanlevering="3"), NOTHING)
