"""What there is to show to a person, beside cases and decisions. Reads only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ARRAY, RowMapping, Text, Uuid, any_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.policy.working_days import is_working_day
from ijw.requests import rows
from ijw.requests.asked import Client
from ijw.requests.register import Registered
from ijw.store.tables import assignment_versions, persons, stop_list


@dataclass(frozen=True, slots=True)
class Version:
    """An assignment as it was from some moment on."""

    municipality: str
    number: int
    version: int
    at: datetime
    who: str
    product: str | None
    first: date
    last: date | None
    reason: str | None
    decision: UUID | None
    """None: it was imported."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """A client without message traffic (OP003)."""

    client: Client
    since: date
    who: str


_p, _v, _s = persons.c, assignment_versions.c, stop_list.c
_municipality = bindparam("municipality", type_=Text)
_PERSON = select(persons).where(_p.municipality == _municipality, _p.bsn == bindparam("bsn"))
_VERSIONS = (
    select(assignment_versions)
    .where(_v.number == bindparam("number"), or_(_municipality.is_(None), _v.municipality == _municipality))
    .order_by(_v.municipality, _v.version)
)
_MADE = (
    select(assignment_versions)
    .where(_v.decision == any_(bindparam("ids", type_=ARRAY(Uuid))))
    .order_by(_v.municipality, _v.number, _v.version)
)
_STOPPED = (
    select(stop_list)
    .where(or_(_municipality.is_(None), _s.municipality == _municipality))
    .order_by(_s.municipality, _s.since, _s.bsn)
)


async def person(connection: AsyncConnection, client: Client) -> Registered | None:
    """A client as the register knows it; None when it does not."""
    found = await connection.execute(_PERSON, client._asdict())
    row = found.mappings().one_or_none()
    return rows.registered(row) if row else None


async def versions(
    connection: AsyncConnection, number: int, municipality: str | None = None
) -> list[Version]:
    """Every version of an assignment, the oldest first; a number may be in use in several municipalities."""
    values = {"number": number, "municipality": municipality}
    return [_version(row) for row in (await connection.execute(_VERSIONS, values)).mappings()]


async def versions_by(connection: AsyncConnection, decisions: Collection[UUID]) -> list[Version]:
    """Every version of an assignment that these decisions made."""
    found = await connection.execute(_MADE, {"ids": list(decisions)})
    return [_version(row) for row in found.mappings()]


async def stopped(connection: AsyncConnection, municipality: str | None = None) -> list[Stopped]:
    """The clients on the stop list."""
    found = await connection.execute(_STOPPED, {"municipality": municipality})
    return [Stopped(Client(row.municipality, row.bsn), row.since, row.who) for row in found]


def working_days_left(today: date, due: date) -> int:
    """How many working days are left until and with that day; below zero when it has passed."""
    first, last = min(today, due), max(today, due)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    count = sum(map(is_working_day, days))
    return count if due >= today else -count


def _version(row: RowMapping) -> Version:
    content = row["content"]
    return Version(
        row["municipality"],
        row["number"],
        row["version"],
        row["at"],
        row["who"],
        content["product"],
        date.fromisoformat(content["start"]),
        date.fromisoformat(content["end"]) if content["end"] else None,
        content["reason"],
        row["decision"],
    )
