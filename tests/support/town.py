"""The consumer of requests at work in a deployment of its own, with reference data that tests import."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import RowMapping, func, select

from ijw.broker import topics
from ijw.broker.consumer import Consumer
from ijw.requests.consumer import Requests
from ijw.requests.protocols import protocols
from ijw.store import imports
from ijw.store.database import transaction
from ijw.store.import_layouts import LAYOUTS
from ijw.store.import_parsing import BadFile, parse
from ijw.store.tables import cases, decisions, outbox
from support.street import Reply, Street

AMSTERDAM, HOORN, ZAANSTAD, GOES, ROTTERDAM = "0363", "0405", "0479", "0664", "0599"
SECRET = b"secret of the tests"

Row = Mapping[str, object]


@dataclass(frozen=True)
class Sent:
    """A message of ours, as it was saved."""

    message_id: UUID
    type: str
    value: bytes


@dataclass
class Town(Street):
    """A deployment that serves every municipality."""

    more: Mapping[str, Any] = field(default_factory=lambda: {"municipalities": ""})

    name: ClassVar[str] = "requests"
    answers: ClassVar[Sequence[str]] = (
        "out.jw316",
        "out.jw318",
        "out.jw301",
        "out.jw319",
        topics.REJECTED,
        topics.DEAD_LETTER,
    )

    def make_consumer(self) -> Consumer[Any, Any]:
        """The consumer of requests, with the shipped protocols."""
        return Requests(protocols(self.settings))

    async def register(self, **files: Sequence[Row]) -> None:
        """Import reference files, each given as rows: `persons`, `contracts`, `assignments`, `splits`."""
        async with self.database() as engine, transaction(engine) as connection:
            for name, rows in files.items():
                layout = LAYOUTS[name]
                parsed = parse(_csv(layout.header, rows), layout)
                assert not isinstance(parsed, BadFile), parsed
                await imports.save(connection, layout, parsed, now=datetime.now(UTC), who="test")

    async def handled(self, count: int, *, seconds: float = 60) -> None:
        """Wait until so many messages were handled: answered, and their offsets committed."""
        async with asyncio.timeout(seconds):
            while await self.committed() < count:  # noqa: ASYNC110  (offsets have no event)
                await asyncio.sleep(0.1)

    async def outcomes(self, count: int) -> list[Reply]:
        """Everything on the outbound topics, once so many messages were handled."""
        await self.handled(count)
        async with self.database() as engine, engine.connect() as connection:
            saved = (await connection.execute(select(func.count()).select_from(outbox))).scalar_one()
        return await self.replies(saved)

    async def decided(self, agb: str) -> list[str]:
        """Every decision on a provider's requests and assignments, a line each, and what cases it opened."""
        cases_of = select(cases).where(cases.c.agb == agb).order_by(cases.c.id)
        taken = select(decisions).where(decisions.c.agb == agb).order_by(decisions.c.seq)
        async with self.database() as engine, engine.connect() as connection:
            opened = {row["reference"]: row for row in (await connection.execute(cases_of)).mappings()}
            rows = (await connection.execute(taken)).mappings()
            return [_decision(row, opened.get(row["reference"])) for row in rows]

    async def answered(self, message_id: str) -> list[Sent]:
        """What was saved as answers to a message, in order."""
        query = select(outbox).where(outbox.c.in_reply_to == UUID(message_id)).order_by(outbox.c.seq)
        async with self.database() as engine, engine.connect() as connection:
            rows = (await connection.execute(query)).mappings()
            return [Sent(row["message_id"], row["headers"]["ijw-type"], row["value"]) for row in rows]


def _decision(row: RowMapping, case: RowMapping | None) -> str:
    under = f" under {row['protocol']}" if row["protocol"] else ""
    line = f"{row['reference'] or 'own initiative'}: {row['outcome']}{under} by {row['who']}: "
    line += " ".join(row["rules"])
    if row["outcome"] not in {"to_person", "hold_back"} or case is None:
        return line
    found = "; ".join(f"{one['rule']}, {one['explanation']}" for one in case["findings"])
    return f"{line}\n  case until {case['deadline']} ({case['deadline_rule']}): {found}"


def _csv(header: Sequence[str], rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, header)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
