"""What a municipality contracted itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import ARRAY, Text, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.store.tables import contracts

_c = contracts.c
_CONTRACTED = select(_c.municipality, _c.category, _c.product).where(
    _c.municipality == func.any(bindparam("municipalities", type_=ARRAY(Text))),
    _c.product == func.any(bindparam("codes", type_=ARRAY(Text))),
)


async def contracted(
    connection: AsyncConnection, municipalities: Collection[str], codes: Collection[str]
) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Category and code of the contracted products among these codes, by municipality.

    Asks nothing when there are no codes, which is the rule: only codes that no list has are looked up here.
    """
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    if codes:
        values = {"municipalities": sorted(municipalities), "codes": sorted(codes)}
        for municipality, category, code in await connection.execute(_CONTRACTED, values):
            found[municipality].add((category, code))
    return {municipality: frozenset(products) for municipality, products in found.items()}
