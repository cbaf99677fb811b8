"""The migrations and the tables are one schema."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from ijw.store.database import connect
from ijw.store.migrate import revisions, upgrade
from ijw.store.tables import metadata

pytestmark = pytest.mark.servers


async def test_the_migrations_make_the_tables(database_url: str) -> None:
    """A database brought up by the migrations has exactly what store.tables declares."""

    def compare(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    engine = connect(database_url)
    async with engine.connect() as connection:
        found = await connection.run_sync(compare)
    await engine.dispose()
    assert found == []


async def test_upgrading_twice_changes_nothing(database_url: str) -> None:
    """A database with the newest schema stays as it is."""
    await upgrade(database_url)
    current, newest = await revisions(database_url)
    assert newest == current
