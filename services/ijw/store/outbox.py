"""What goes out: saved with what brings it about, sent after that, and noted as sent.

Messages are saved and noted a batch at a time, so that noting costs one row however many messages there are.
A batch that nobody noted may be on the broker or not; who wants to find out holds it while looking, so that
two never send the same one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Select, Uuid, any_, bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.store.database import copy_rows
from ijw.store.tables import outbox, unsent

_AT_ONCE = 20
"""Batches that are looked up in one go, so that a long list is not one long transaction."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A message of ours as it was saved."""

    message_id: UUID
    topic: str
    key: bytes | None
    headers: Mapping[str, str]
    value: bytes
    made_at: datetime
    batch: int
    sent: bool


_BATCHES = bindparam("batches", type_=ARRAY(BigInteger))
_IDS = bindparam("ids", type_=ARRAY(Uuid))
_o = outbox.c
_STORED = select(
    _o.message_id,
    _o.topic,
    _o.key,
    _o.headers,
    _o.value,
    _o.made_at,
    _o.batch,
    unsent.c.batch.is_(None),
    _o.in_reply_to,
).select_from(outbox.outerjoin(unsent, unsent.c.batch == _o.batch))
_OPEN = insert(unsent).returning(unsent.c.batch)
_REPLIES = _STORED.where(_o.in_reply_to == any_(_IDS)).order_by(_o.seq)
_OF_BATCHES = _STORED.where(_o.batch == any_(_BATCHES)).order_by(_o.seq)
_HOLD = select(unsent.c.batch).where(unsent.c.batch == any_(_BATCHES)).order_by(unsent.c.batch)
_HOLD_OLD = select(unsent.c.batch).where(unsent.c.made_at < bindparam("before")).order_by(unsent.c.batch)
_NOTE = delete(unsent).where(unsent.c.batch == any_(_BATCHES))
_BATCHES_OF = select(_o.batch).where(_o.message_id == any_(_IDS)).distinct()


async def save(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> int | None:
    """Save messages of one moment, to be sent, as one batch; gives its number, None when there are none."""
    if not rows:
        return None
    batch: int = (await connection.execute(_OPEN, {"made_at": rows[0]["made_at"]})).scalar_one()
    await copy_rows(connection, outbox, [row | {"batch": batch} for row in rows])
    return batch


async def replies(connection: AsyncConnection, ids: Collection[UUID]) -> dict[UUID, list[Stored]]:
    """What was answered to messages that were processed before, in the order in which it was answered."""
    found: dict[UUID, list[Stored]] = {}
    if ids:
        for *stored, in_reply_to in await connection.execute(_REPLIES, {"ids": list(ids)}):
            found.setdefault(in_reply_to, []).append(Stored(*stored))
    return found


async def held(connection: AsyncConnection, batches: Collection[int]) -> list[Stored]:
    """The messages of those of these batches that nobody noted; waits for who else holds them."""
    return await _held(connection, _HOLD.with_for_update(), {"batches": list(batches)})


async def held_from_before(connection: AsyncConnection, before: datetime) -> list[Stored]:
    """The messages of some batches from before then that nobody noted, and nobody else holds."""
    hold = _HOLD_OLD.limit(_AT_ONCE).with_for_update(skip_locked=True)
    return await _held(connection, hold, {"before": before})


async def _held(
    connection: AsyncConnection, hold: Select[tuple[int]], parameters: Mapping[str, Any]
) -> list[Stored]:
    batches = list((await connection.execute(hold, parameters)).scalars())
    rows = await connection.execute(_OF_BATCHES, {"batches": batches}) if batches else ()
    return [Stored(*stored) for *stored, _ in rows]


async def note_sent(connection: AsyncConnection, batches: Collection[int]) -> None:
    """Note that the broker has acknowledged all messages of these batches."""
    await connection.execute(_NOTE, {"batches": list(batches)})


async def batches_of(connection: AsyncConnection, ids: Collection[UUID]) -> list[int]:
    """The batches that these messages were saved in."""
    return list((await connection.execute(_BATCHES_OF, {"ids": list(ids)})).scalars())
