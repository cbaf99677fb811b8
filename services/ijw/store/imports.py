"""Saving a reference file: COPY into a temporary table, then one statement that adds and updates.

Importing the same file again changes nothing. A line that is known by its key is updated when it says
something else; what the file does not mention stays. An assignment gets a next version at every change, and
every version is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    MetaData,
    Select,
    Table,
    func,
    literal,
    literal_column,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.store.database import copy_rows
from ijw.store.import_layouts import LAYOUTS
from ijw.store.import_parsing import Layout, Row
from ijw.store.tables import assignment_versions, assignments, metadata

_IMPORTS_LOCK = 301_000
"""Imports of one kind wait for each other; the kinds follow this number."""
_IS_NEW: ColumnElement[bool] = literal_column("xmax = 0")
"""True for a row that the statement added, false for one it updated."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brought about, in lines."""

    new: int
    changed: int
    unchanged: int


async def save(
    connection: AsyncConnection, layout: Layout, rows: Sequence[Row], *, now: datetime, who: str
) -> Imported:
    """Add and update these rows, all within the transaction of the connection."""
    table = metadata.tables[layout.name]
    await connection.execute(select(func.pg_advisory_xact_lock(_lock_number(layout))))
    arrived = await _arrived(connection, layout)
    await copy_rows(connection, arrived, rows)
    merged = _merge(table, arrived, layout)
    if table is assignments:
        added = await _save_versions(connection, merged, now, who)
    else:
        added = list((await connection.execute(merged.returning(_IS_NEW))).scalars())
    new = sum(added)
    return Imported(new, len(added) - new, len(rows) - len(added))


def _lock_number(layout: Layout) -> int:
    return _IMPORTS_LOCK + list(LAYOUTS).index(layout.name)


async def _arrived(connection: AsyncConnection, layout: Layout) -> Table:
    """A temporary table with the columns of the file; it goes when the transaction ends."""
    source = metadata.tables[layout.name]
    columns: list[Column[Any]] = [Column(name, source.c[name].type) for name in layout.header]
    table = Table(f"arrived_{layout.name}", MetaData(), *columns, prefixes=["TEMPORARY"])
    await connection.execute(text(f"DROP TABLE IF EXISTS pg_temp.{table.name}"))
    await connection.run_sync(table.create)
    return table


def _merge(table: Table, arrived: Table, layout: Layout) -> Insert:
    """One INSERT … ON CONFLICT that touches only the rows that say something else."""
    content = [name for name in layout.header if name not in layout.key]
    wanted: Select[Any] = select(arrived).order_by(*(arrived.c[name] for name in layout.key))
    names, values = list(layout.header), {}
    if table is assignments:
        wanted, names = wanted.add_columns(literal(1)), [*names, "version"]
        values = {"version": assignments.c.version + 1}
    statement = insert(table).from_select(names, wanted)
    update = {name: statement.excluded[name] for name in content}
    differs = tuple_(*(table.c[name] for name in content)).is_distinct_from(
        tuple_(*(statement.excluded[name] for name in content))
    )
    return statement.on_conflict_do_update(
        index_elements=[table.c[name] for name in layout.key], set_={**update, **values}, where=differs
    )


async def _save_versions(connection: AsyncConnection, merged: Insert, now: datetime, who: str) -> list[bool]:
    """Merge assignments and keep what each became; for every row touched, whether it is new."""
    touched = merged.returning(assignments).cte("touched")
    row = func.to_jsonb(literal_column("touched"))
    version = select(
        touched.c.municipality,
        touched.c.number,
        touched.c.version,
        literal(now),
        literal(who),
        row.op("-")("version"),
    )
    columns = [column.name for column in assignment_versions.columns if column.name != "decision"]
    statement = insert(assignment_versions).from_select(columns, version)
    result = await connection.execute(statement.returning(assignment_versions.c.version == 1))
    return list(result.scalars())
