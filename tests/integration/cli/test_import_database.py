"""Reference files in the database: what is added, what is updated, and that a bad file changes nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from ijw.store import imports
from ijw.store.database import connect, transaction
from ijw.store.import_layouts import ASSIGNMENTS, CONTRACTS, PERSONS, SPLITS
from ijw.store.import_parsing import Layout, parse
from ijw.store.imports import Imported
from ijw.store.tables import assignment_versions, assignments, contracts, persons, splits
from support import factories as make
from support.cli import ijw

pytestmark = pytest.mark.servers

HEADER = {layout.name: ",".join(layout.header) for layout in (ASSIGNMENTS, CONTRACTS, PERSONS, SPLITS)}


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """A pool on the database of this test."""
    made = connect(database_url)
    yield made
    await made.dispose()


def assignment(number: int, *, end: str = "", reason: str = "") -> str:
    client = make.bsn(number % 9000 + 1)
    return f"0363,{number},{client},01234567,45,45A04,2026-02-01,{end},4,04,2,,02,{reason}"


def file(layout: Layout, *lines: str) -> bytes:
    return "\n".join([HEADER[layout.name], *lines, ""]).encode()


async def save(engine: AsyncEngine, layout: Layout, *lines: str) -> Imported:
    rows = parse(file(layout, *lines), layout)
    assert isinstance(rows, list), str(rows)
    async with transaction(engine) as connection:
        return await imports.save(connection, layout, rows, now=datetime.now(UTC), who="test")


async def fetch(engine: AsyncEngine, *columns: Any) -> Sequence[tuple[Any, ...]]:
    async with engine.connect() as connection:
        rows = await connection.execute(select(*columns).order_by(*columns))
        return [tuple(row) for row in rows]


async def test_importing_again_changes_nothing(engine: AsyncEngine) -> None:
    """The same file twice is the same state, and no new version."""
    assert Imported(2, 0, 0) == await save(engine, ASSIGNMENTS, assignment(1), assignment(2))
    assert Imported(0, 0, 2) == await save(engine, ASSIGNMENTS, assignment(1), assignment(2))
    versions = await fetch(engine, assignment_versions.c.number, assignment_versions.c.version)
    assert versions == [(1, 1), (2, 1)]


async def test_a_change_is_a_next_version_and_the_earlier_one_is_kept(engine: AsyncEngine) -> None:
    """Every version that ever was can be looked up."""
    await save(engine, ASSIGNMENTS, assignment(1), assignment(2))
    ended = assignment(1, end="2026-06-30", reason="05")
    assert Imported(1, 1, 1) == await save(engine, ASSIGNMENTS, ended, assignment(2), assignment(3))
    now = await fetch(engine, assignments.c.number, assignments.c.version, assignments.c.end)
    assert [(1, 2, date(2026, 6, 30)), (2, 1, None), (3, 1, None)] == now
    kept = await fetch(
        engine,
        assignment_versions.c.number,
        assignment_versions.c.version,
        assignment_versions.c.who,
        assignment_versions.c.content["end"].as_string(),
    )
    assert kept == [
        (1, 1, "test", None),
        (1, 2, "test", "2026-06-30"),
        (2, 1, "test", None),
        (3, 1, "test", None),
    ]


async def test_two_imports_at_once_wait_for_each_other(engine: AsyncEngine) -> None:
    """Neither fails, whatever the order of the lines, and no version is lost."""
    lines = [assignment(number) for number in range(300)]
    ended = [assignment(number, end="2026-06-30") for number in reversed(range(300))]
    done = await asyncio.gather(save(engine, ASSIGNMENTS, *lines), save(engine, ASSIGNMENTS, *ended))
    assert {Imported(300, 0, 0), Imported(0, 300, 0)} == set(done)
    assert len(await fetch(engine, assignment_versions.c.number, assignment_versions.c.version)) == 600


async def test_a_contract_for_the_whole_category_is_updated_too(engine: AsyncEngine) -> None:
    """Its empty product is part of the key."""
    whole, product = "0363,01234567,45,,04,{},2026-01-01,", "0363,01234567,45,45A04,04,{},2026-01-01,"
    assert Imported(2, 0, 0) == await save(engine, CONTRACTS, whole.format(8750), product.format(9000))
    assert Imported(0, 1, 1) == await save(engine, CONTRACTS, whole.format(8800), product.format(9000))
    assert await fetch(engine, contracts.c.tariff, contracts.c.product) == [(8800, None), (9000, "45A04")]


async def test_persons_and_splits_are_updated_by_their_key(engine: AsyncEngine) -> None:
    """A person moves; a request is decided."""
    person = f"0363,{make.bsn()},2012-05-14,2,Proefpersoon,,,PP,1,,,,,,{{}},0363,F1,"
    split = "0363,F1,2026-01-05,{},{}"
    assert Imported(1, 0, 0) == await save(engine, PERSONS, person.format("Hier"))
    assert Imported(0, 1, 0) == await save(engine, PERSONS, person.format("Daar"))
    assert await fetch(engine, persons.c.city) == [("Daar",)]
    assert Imported(1, 0, 0) == await save(engine, SPLITS, split.format("", ""))
    assert Imported(0, 1, 0) == await save(engine, SPLITS, split.format("2026-01-12", "approved"))
    assert await fetch(engine, splits.c.decision) == [("approved",)]


async def test_a_hundred_thousand_lines_take_seconds(engine: AsyncEngine) -> None:
    """COPY and one statement: about two seconds on two cores, and at most twenty on a busy machine."""
    began = time.monotonic()
    done = await save(engine, ASSIGNMENTS, *(assignment(number) for number in range(100_000)))
    assert Imported(100_000, 0, 0) == done
    assert time.monotonic() - began < 20


async def test_the_command_imports_and_a_bad_line_changes_nothing(
    engine: AsyncEngine, database_url: str, tmp_path: Path
) -> None:
    """One bad line refuses the whole file; what was there before stays as it was."""
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_bytes(file(ASSIGNMENTS, assignment(1)))
    bad.write_bytes(file(ASSIGNMENTS, assignment(1, end="2026-06-30"), assignment(2, end="2025-01-01")))
    settings = {"database_url": database_url}
    ended = await asyncio.to_thread(ijw, "import", "assignments", good, settings=settings)
    assert (ended.code, ended.out, ended.err) == (0, "1 assignments: 1 new, 0 changed, 0 unchanged\n", "")
    ended = await asyncio.to_thread(ijw, "import", "assignments", bad, settings=settings)
    assert ended.code == 1
    assert "bad.csv: line 3, column end: is before start; nothing was imported" in ended.complaint
    found = await fetch(engine, assignments.c.number, assignments.c.version, assignments.c.end)
    assert found == [(1, 1, None)]


async def test_an_import_into_a_database_without_tables_says_what_to_do(
    database_server_url: str, tmp_path: Path
) -> None:
    """The migrations come first."""
    split = tmp_path / "splits.csv"
    split.write_bytes(file(SPLITS))
    ended = await asyncio.to_thread(
        ijw, "import", "splits", split, settings={"database_url": database_server_url}
    )
    assert ended.code == 2
    assert "run `ijw db upgrade` first" in ended.complaint
