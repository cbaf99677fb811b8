"""JW305 in, committed state, JW306 out: messages a second beside a plain pass-through on the same broker.

Every start is of another child: within a second or two nobody has two messages about one child. Run by
`make bench`, or as `python -m benchmarks.start_stop [MESSAGES]` from the folder tests.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.consumer import Bench
from benchmarks.served import MUNICIPALITIES
from ijw.store.database import copy_rows
from ijw.store.tables import assignments
from support.factories import TODAY, bsn, jw305, start_product, to_bytes

AGB = "01234567"
BSNS = 9_000


def main(count: int) -> int:
    """Measure one copy and two, and print."""

    async def known(connection: AsyncConnection) -> None:
        await copy_rows(connection, assignments, [_assignment(n) for n in range(count)])

    messages = [_start(n) for n in range(count)]
    bench = Bench("JW305 in, JW306 out", "start-stop", ["out.jw306"], known, messages)
    return max(replace(bench, copies=copies).run() for copies in (1, 2))


def _client(n: int) -> tuple[str, str]:
    """Municipality and BSN; there are so many synthetic BSNs."""
    return MUNICIPALITIES[n // BSNS % len(MUNICIPALITIES)], bsn(n % BSNS + 1)


def _start(n: int) -> tuple[bytes, bytes]:
    municipality, client = _client(n)
    product = start_product(ToewijzingNummer=n + 1)
    message = jw305([product], bsn=client, municipality=municipality, sender=AGB)
    return f"{n:016x}".encode(), to_bytes(message)


def _assignment(n: int) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(column.name for column in assignments.columns)
    municipality, client = _client(n)
    row |= {"municipality": municipality, "number": n + 1, "bsn": client, "agb": AGB}
    return row | {"category": "45", "product": "45A04", "start": TODAY.replace(year=2025), "version": 1}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
