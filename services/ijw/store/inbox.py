"""What came in: with the outbox, the memory behind 'exactly one answer'."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Text,
    Uuid,
    any_,
    bindparam,
    delete,
    func,
    select,
    text,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.store import outbox
from ijw.store.database import copy_rows
from ijw.store.tables import audit, inbox

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


_IDS = bindparam("ids", type_=ARRAY(Uuid))
_KNOWN = select(
    inbox.c.message_id, inbox.c.digest, inbox.c.topic, inbox.c.partition, inbox.c.offset, inbox.c.verdict
).where(inbox.c.message_id == any_(_IDS))
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


async def save(
    connection: AsyncConnection,
    *,
    received: Sequence[dict[str, Any]],
    sent: Sequence[dict[str, Any]],
    decisions: Sequence[dict[str, Any]],
    revived: Collection[UUID],
) -> int | None:
    """Add what came in, what goes out and why; gives the batch of what goes out, None when that is nothing.

    `revived` are dead letters that are processed again.
    """
    if revived:
        await connection.execute(_FORGET, {"ids": list(revived)})
    await copy_rows(connection, inbox, received)
    await copy_rows(connection, audit, decisions)
    return await outbox.save(connection, sent)


async def secret(connection: AsyncConnection, proposed: str) -> str:
    """The deployment's secret of the client key: the one kept before, or the proposed one, now kept."""
    await connection.execute(
        text("INSERT INTO deployment VALUES ('client-key-secret', :value) ON CONFLICT DO NOTHING"),
        {"value": proposed},
    )
    found = await connection.execute(text("SELECT value FROM deployment WHERE name = 'client-key-secret'"))
    return str(found.scalar_one())
