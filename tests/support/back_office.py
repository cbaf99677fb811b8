"""A municipality with requests that wait, and the commands of its back office."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text

from ijw.store.tables import metadata
from support.cli import Ended, ijw
from support.factories import aangevraagd_product, bsn, jw315, jw317, omvang, product, to_bytes
from support.parts import AGB, TODAY
from support.town import AMSTERDAM, Row, Town

NEW_YOUNGEST = "nieuw jongste kind met maatregel"
"""The remark that always leaves a request to a person (GI-3.3)."""
CHILD = bsn()
FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)


def person(child: str = CHILD, **columns: object) -> Row:
    """A child of ten with an address."""
    own = {
        "municipality": AMSTERDAM,
        "bsn": child,
        "birth_date": "2015-06-01",
        "sex": "2",
        "surname": "Proefpersoon",
        "initials": "P.P.",
        "street": "Proefstraat",
        "house_number": 1,
        "postcode": "1011AB",
        "city": "Proefstad",
        "responsible_municipality": columns.get("municipality", AMSTERDAM),
    }
    return {**own, **columns}


def assignment(number: int, child: str = CHILD, **columns: object) -> Row:
    """A judicial GIGM1 from September to the end of June."""
    own = {
        "municipality": AMSTERDAM,
        "number": number,
        "bsn": child,
        "agb": AGB,
        "category": "48",
        "product": "GIGM1",
        "start": "2025-09-01",
        "end": "2026-06-30",
        "volume": 1,
        "unit": "82",
        "frequency": "4",
        "referrer": "08",
    }
    return {**own, **columns}


def vot(reference: str = "R1", child: str = CHILD, remark: str | None = None, **kop: Any) -> bytes:
    """A judicial request for GIGM1, from April for a year."""
    asked = aangevraagd_product(
        ReferentieAanbieder=reference,
        Product=product("48", "GIGM1"),
        ToewijzingIngangsdatum=FIRST,
        ToewijzingEinddatum=LAST,
        Omvang=omvang(1, "82", "4"),
        Verwijzer={"Type": "08"},
        Commentaar=remark,
    )
    return to_bytes(jw315([asked], bsn=child, **kop))


def vow(reference: str, changed: Sequence[Any], child: str = CHILD, **kop: Any) -> bytes:
    """A request for a change of assignments."""
    return to_bytes(jw317(changed=changed, bsn=child, verzoek={"ReferentieAanbieder": reference}, **kop))


@dataclass
class BackOffice:
    """A deployment, and `ijw` as somebody there runs it."""

    town: Town

    @property
    def settings(self) -> dict[str, str]:
        """The settings of a command."""
        return {name.removeprefix("IJW_"): value for name, value in self.town.environment.items()}

    async def given(self, *messages: bytes, **files: Sequence[Row]) -> None:
        """Import reference data, and let the consumer decide on messages, in this order."""
        await self.town.register(**files)
        if not messages:
            return
        async with self.town.consumer():
            before = await self.town.committed()
            await self.town.send(*messages, partition=0)
            await self.town.handled(before + len(messages))

    async def run(self, *arguments: str | int, given: bytes = b"", who: str = "a.tester") -> Ended:
        """Run a command."""
        words = map(str, arguments)
        return await asyncio.to_thread(ijw, *words, settings={**self.settings, "who": who}, given=given)

    async def told(self, *arguments: str | int) -> list[dict[str, Any]]:
        """The objects that a command prints; it must end well."""
        ended = await self.run(*arguments, "--format", "json")
        assert ended.code == 0, ended.err
        return [json.loads(line) for line in ended.out.splitlines()]

    async def state(self) -> Mapping[str, list[tuple[str, ...]]]:
        """Every row of every table, with the transaction that wrote it."""
        found = {}
        async with self.town.database() as engine, engine.connect() as connection:
            for table in metadata.sorted_tables:
                query = text(f"SELECT xmin::text, ctid::text, t::text FROM {table.name} t ORDER BY 1, 2")
                found[table.name] = [tuple(row) for row in await connection.execute(query)]
        return found


def today_plus(days: int) -> str:
    """A day of the tests, as an option."""
    return date.fromordinal(TODAY.toordinal() + days).isoformat()
