"""What came in and what went out: the memory behind 'exactly one answer'."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    RowMapping,
    Text,
    Uuid,
    any_,
    bindparam,
    delete,
    func,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.store.database import copy_rows
from ijw.store.tables import audit, inbox, outbox

Identificatie = tuple[str, str, str]
"""Sender, message type and Identificatie."""
Position = tuple[str, int, int]
"""Topic, partition and offset."""

DEAD = "dead"
"""Verdict of a message that the system could not process; it may be processed again."""


class Known(NamedTuple):
    """A message that was processed before."""

    digest: bytes
    position: Position
    verdict: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A message of ours as it was saved."""

    message_id: UUID
    topic: str
    key: bytes | None
    headers: Mapping[str, str]
    value: bytes
    made_at: datetime
    sent: bool


_IDS = bindparam("ids", type_=ARRAY(Uuid))
_KNOWN = select(
    inbox.c.message_id, inbox.c.digest, inbox.c.topic, inbox.c.partition, inbox.c.offset, inbox.c.verdict
).where(inbox.c.message_id == any_(_IDS))
_REPLIES = select(outbox).where(outbox.c.in_reply_to == any_(_IDS)).order_by(outbox.c.seq)
_wanted = (
    func.unnest(
        bindparam("senders", type_=ARRAY(Text)),
        bindparam("types", type_=ARRAY(Text)),
        bindparam("numbers", type_=ARRAY(Text)),
    )
    .table_valued("sender", "type", "number")
    .render_derived()
)
_USED = select(inbox.c.sender, inbox.c.type, inbox.c.identificatie).where(
    inbox.c.owns_identificatie,
    tuple_(inbox.c.sender, inbox.c.type, inbox.c.identificatie).in_(
        select(_wanted.c.sender, _wanted.c.type, _wanted.c.number)
    ),
)
_UNSENT = (
    select(outbox)
    .where(outbox.c.sent_at.is_(None), outbox.c.made_at < bindparam("before"))
    .order_by(outbox.c.seq)
    .limit(500)
    .with_for_update(skip_locked=True)
)
_SENT = (
    update(outbox)
    .where(outbox.c.message_id == any_(_IDS), outbox.c.sent_at.is_(None))
    .values(sent_at=bindparam("now"))
)
_FORGET = delete(inbox).where(inbox.c.message_id == any_(_IDS), inbox.c.verdict == DEAD)


async def known(connection: AsyncConnection, ids: Collection[UUID]) -> dict[UUID, Known]:
    """The messages of these that were processed before."""
    rows = await connection.execute(_KNOWN, {"ids": list(ids)})
    return {row[0]: Known(row[1], (row[2], row[3], row[4]), row[5]) for row in rows}


async def used(connection: AsyncConnection, identificaties: Collection[Identificatie]) -> set[Identificatie]:
    """The Identificaties of these that a sender used before (TR056)."""
    if not identificaties:
        return set()
    senders, types, numbers = zip(*identificaties, strict=True)
    rows = await connection.execute(
        _USED, {"senders": list(senders), "types": list(types), "numbers": list(numbers)}
    )
    return {(row[0], row[1], row[2]) for row in rows}


async def replies(connection: AsyncConnection, ids: Collection[UUID]) -> dict[UUID, list[Stored]]:
    """What was answered to messages that were processed before, in the order in which it was answered."""
    found: dict[UUID, list[Stored]] = {}
    if not ids:
        return found
    for row in (await connection.execute(_REPLIES, {"ids": list(ids)})).mappings():
        found.setdefault(row["in_reply_to"], []).append(_stored(row))
    return found


async def unsent(connection: AsyncConnection, before: datetime) -> list[Stored]:
    """Messages of ours from before then that are not noted as sent; held until the transaction ends."""
    return [_stored(row) for row in (await connection.execute(_UNSENT, {"before": before})).mappings()]


def _stored(row: RowMapping) -> Stored:
    return Stored(
        row["message_id"],
        row["topic"],
        row["key"],
        row["headers"],
        row["value"],
        row["made_at"],
        row["sent_at"] is not None,
    )


async def save(
    connection: AsyncConnection,
    *,
    received: Sequence[dict[str, Any]],
    sent: Sequence[dict[str, Any]],
    decisions: Sequence[dict[str, Any]],
    revived: Collection[UUID],
) -> None:
    """Add what came in, what goes out and why. `revived` are dead letters that are processed again."""
    if revived:
        await connection.execute(_FORGET, {"ids": list(revived)})
    await copy_rows(connection, inbox, received)
    await copy_rows(connection, outbox, sent)
    await copy_rows(connection, audit, decisions)


async def mark_sent(connection: AsyncConnection, ids: Collection[UUID], now: datetime) -> None:
    """Note that the broker has acknowledged these messages of ours."""
    await connection.execute(_SENT, {"ids": list(ids), "now": now})


async def secret(connection: AsyncConnection, proposed: str) -> str:
    """The deployment's secret of the client key: the one kept before, or the proposed one, now kept."""
    await connection.execute(
        text("INSERT INTO deployment VALUES ('client-key-secret', :value) ON CONFLICT DO NOTHING"),
        {"value": proposed},
    )
    found = await connection.execute(text("SELECT value FROM deployment WHERE name = 'client-key-secret'"))
    return str(found.scalar_one())
