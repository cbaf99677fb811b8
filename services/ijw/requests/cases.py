"""The cases that wait for a person, or waited: what is asked, what was found, and until when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import RowMapping, Select, Text, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.policy.decisions import Deadline, Finding
from ijw.policy.records import Request, vot_from_json, vow_from_json
from ijw.requests.asked import Asked, Client, Subject
from ijw.store.tables import cases, inbox, requests


@dataclass(frozen=True, slots=True)
class Case:
    """A request that was left to a person; a product of a VOT, or a whole VOW."""

    id: int
    reference: str
    kind: Literal["VOT", "VOW"]
    findings: tuple[Finding, ...]
    deadline: Deadline
    opened_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    choice: dict[str, Any] | None
    asked: Asked = field(repr=False)
    """The whole request; names the client, so it is shown to nobody but the person who decides."""
    client_key: str
    correlation_id: str
    traceparent: str | None

    @property
    def municipality(self) -> str:
        """The CBS code of the municipality that decides."""
        return self.asked.subject.client.municipality

    @property
    def agb(self) -> str:
        """The provider that asks."""
        return self.asked.subject.agb

    @property
    def open(self) -> bool:
        """Whether it still waits."""
        return self.decided_at is None

    def overdue(self, today: date) -> bool:
        """Whether its deadline has passed while it waits."""
        return self.open and self.deadline.due < today


_c, _r = cases.c, requests.c
_QUERY: Select[Any] = (
    select(
        cases,
        _r.bsn,
        _r.kind,
        _r.message_id,
        _r.content,
        _r.guardian_known,
        inbox.c.client_key,
        inbox.c.correlation_id,
        inbox.c.headers["traceparent"].astext.label("traceparent"),
    )
    .join(requests, and_(_r.agb == _c.agb, _r.reference == _c.reference))
    .join(inbox, inbox.c.message_id == _r.message_id)
)
_municipality = bindparam("municipality", type_=Text)
_OPEN = _QUERY.where(
    _c.decided_at.is_(None), or_(_municipality.is_(None), _c.municipality == _municipality)
).order_by(_c.deadline, _c.id)
_ALL = _QUERY.where(or_(_municipality.is_(None), _c.municipality == _municipality)).order_by(_c.id)
_ONE = _QUERY.where(_c.id == bindparam("id"))


async def open_cases(connection: AsyncConnection, municipality: str | None = None) -> list[Case]:
    """The cases that wait, the most urgent first; of one municipality, or of all."""
    return [
        _case(row) for row in (await connection.execute(_OPEN, {"municipality": municipality})).mappings()
    ]


async def all_cases(connection: AsyncConnection, municipality: str | None = None) -> list[Case]:
    """Every case, also those that were decided, the oldest first; of one municipality, or of all."""
    return [_case(row) for row in (await connection.execute(_ALL, {"municipality": municipality})).mappings()]


async def case(connection: AsyncConnection, id: int) -> Case | None:  # noqa: A002  (its name in the output)
    """The case with that number, decided or not; None when there is none."""
    row = (await connection.execute(_ONE, {"id": id})).mappings().one_or_none()
    return _case(row) if row else None


def _case(row: RowMapping) -> Case:
    return Case(
        row["id"],
        row["reference"],
        row["kind"],
        tuple(Finding(**found) for found in row["findings"]),
        Deadline(row["deadline_rule"], row["deadline"]),
        row["opened_at"],
        row["decided_at"],
        row["decided_by"],
        row["choice"],
        _asked(row),
        row["client_key"],
        row["correlation_id"],
        row["traceparent"],
    )


def _asked(row: RowMapping) -> Asked:
    content: dict[str, Any] = row["content"]
    verzoek: Request = vot_from_json(content) if row["kind"] == "VOT" else vow_from_json(content)
    message_id: UUID = row["message_id"]
    subject = Subject(Client(row["municipality"], row["bsn"]), row["agb"])
    return Asked(message_id, subject, verzoek, row["guardian_known"])
