"""TR381 with the contracts of the database: a municipality's own product codes."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import insert

from ijw.store.database import transaction
from ijw.store.tables import contracts
from support.factories import AGB, jw305, start_product, to_bytes
from support.street import Street

pytestmark = pytest.mark.servers

OWN = {"Categorie": "45", "Code": "XXXXX"}


@pytest.mark.parametrize(("municipality", "accepted"), [("0363", True), ("0361", False)])
async def test_tr381_takes_a_code_that_this_municipality_contracted(
    street: Street, municipality: str, accepted: bool
) -> None:
    """A code that no list has is right when the receiver contracted it, not when another municipality did."""
    terms = {"category": "45", "product": "XXXXX", "unit": "04", "tariff": 1, "valid_from": date(2026, 1, 1)}
    async with street.database() as engine, transaction(engine) as connection:
        await connection.execute(insert(contracts).values(municipality=municipality, agb=AGB, **terms))
    async with street.consumer():
        await street.send(to_bytes(jw305([start_product(Product=OWN)])))
        (reply,) = await street.replies(1)
    assert accepted == (b"S329" not in reply.value)
