"""JW315 in, committed state, JW316 and JW301 out: messages a second beside a plain pass-through.

Every request is for GIGM1 by another child: judged under the protocol of its region and assigned. Run by
`make bench`, or as `python -m benchmarks.requests [MESSAGES]` from the folder tests.
"""

from __future__ import annotations

import sys
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.consumer import Bench
from ijw.store.database import copy_rows
from ijw.store.tables import persons
from support.factories import aangevraagd_product, bsn, jw315, omvang, product, to_bytes

CHILDREN = 9000
"""So many synthetic BSNs there are; a child asks at another provider each time."""


def main(count: int) -> int:
    """Measure and print."""

    async def known(connection: AsyncConnection) -> None:
        await copy_rows(connection, persons, [_person(n) for n in range(min(count, CHILDREN))])

    messages = [_request(n) for n in range(count)]
    title = "JW315 in, JW316 and JW301 out"
    return Bench(title, "requests", ["out.jw316", "out.jw301"], known, messages).run()


def _request(n: int) -> tuple[bytes, bytes]:
    year = n // CHILDREN
    asked = aangevraagd_product(
        ReferentieAanbieder=f"R{n}",
        Product=product("48", "GIGM1"),
        # The next request of a child is for another year: a family has one GIGM1 at a time (GI-1-a).
        ToewijzingIngangsdatum=date(2026 + year, 4, 1),
        ToewijzingEinddatum=date(2027 + year, 3, 31),
        Omvang=omvang(1, "82", "4"),
        Verwijzer={"Type": "08"},
    )
    agb = f"{99_000_000 + year}"
    return f"{n:016x}".encode(), to_bytes(jw315([asked], bsn=bsn(n % CHILDREN + 1), sender=agb))


def _person(n: int) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(column.name for column in persons.columns)
    row |= {"municipality": "0363", "bsn": bsn(n + 1), "birth_date": date(2015, 6, 1), "sex": "2"}
    row |= {"surname": "Proefpersoon", "name_use": "1", "street": "Proefstraat", "house_number": 1}
    return row | {"postcode": "1011AB", "city": "Amsterdam", "responsible_municipality": "0363"}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9_000))
