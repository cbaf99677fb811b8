"""Assignments: the latest version of each, and every version kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import ARRAY, Text, bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.store.database import copy_rows
from ijw.store.tables import assignment_versions, assignments

Row = Mapping[str, Any]
"""The columns of `assignments`, with the moment, the person and the decision of the version beside them."""

_KEY = ("municipality", "number")
_CONTENT = [str(column.name) for column in assignments.columns if column.name not in _KEY]
_VERSION = ("at", "who", "decision")
_UPDATE = text(f"""
    UPDATE assignments SET {", ".join(f'"{name}" = after."{name}"' for name in _CONTENT)}
    FROM jsonb_populate_recordset(NULL::assignments, cast(:rows AS jsonb)) AS after
    WHERE assignments.municipality = after.municipality AND assignments.number = after.number
""")  # noqa: S608  (the names of our own columns)
_FREE = text("""
    SELECT number FROM (
        SELECT nextval('assignment_numbers') AS number FROM generate_series(1, :wanted)
    ) AS next
    WHERE NOT EXISTS (
        SELECT FROM assignments
        WHERE assignments.municipality = ANY(:municipalities) AND assignments.number = next.number
    )
    ORDER BY number
""").bindparams(bindparam("municipalities", type_=ARRAY(Text)))


async def save(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Add assignments and next versions of them, in the order in which they were decided.

    A number that somebody else gave out at the same moment, or a version that an import made meanwhile, is a
    violation of a key: the batch is undone and decided again on what is there then.
    """
    latest = {(row["municipality"], row["number"]): _assignment(row) for row in rows}
    new = {(row["municipality"], row["number"]) for row in rows if row["version"] == 1}
    await copy_rows(connection, assignments, [row for key, row in latest.items() if key in new])
    changed = [row for key, row in latest.items() if key not in new]
    if changed:
        await connection.execute(_UPDATE, {"rows": orjson.dumps(changed).decode()})
    await copy_rows(connection, assignment_versions, [_version(row) for row in rows])


async def free_numbers(
    connection: AsyncConnection, municipalities: Collection[str], wanted: int
) -> tuple[int, ...]:
    """So many ToewijzingNummers that none of these municipalities uses; what is not used is lost (OP275)."""
    found: list[int] = []
    while len(found) < wanted:
        values = {"wanted": wanted - len(found), "municipalities": sorted(municipalities)}
        found += (await connection.execute(_FREE, values)).scalars()
    return tuple(found)


def _assignment(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in (*_KEY, *_CONTENT)}


def _version(row: Row) -> dict[str, Any]:
    content = {name: value for name, value in _assignment(row).items() if name != "version"}
    own = {name: row[name] for name in (*_KEY, "version", *_VERSION)}
    return {**own, "content": orjson.dumps(content).decode()}
