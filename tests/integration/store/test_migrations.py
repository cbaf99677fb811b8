"""The migrations and the tables are one schema."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from ijw.store import migrate, outbox
from ijw.store.database import connect, transaction
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


def _back_to(connection: Connection, revision: str) -> None:
    config = migrate._config()
    config.attributes["connection"] = connection
    command.downgrade(config, revision)


async def test_what_was_unsent_stays_unsent(database_url: str) -> None:
    """0003: sent answers become a batch that was sent, the others one that the relay sends; and back."""
    engine = connect(database_url)
    unsent, sent = UUID(int=1), UUID(int=2)
    async with transaction(engine) as connection:
        await connection.run_sync(_back_to, "0002")
        for identity, when in ((unsent, None), (sent, datetime.now(UTC))):
            await connection.execute(
                text("""
                    INSERT INTO outbox (message_id, in_reply_to, topic, headers, value, made_at, sent_at)
                    VALUES (:id, :id, 'out.jw306', '{}', '', now(), :sent)
                """),
                {"id": identity, "sent": when},
            )
    await upgrade(database_url)
    async with transaction(engine) as connection:
        waiting = await outbox.held_from_before(connection, datetime.now(UTC) + timedelta(minutes=1))
        assert [one.message_id for one in waiting] == [unsent]
        assert [one.sent for one in (await outbox.replies(connection, [sent]))[sent]] == [True]
    async with transaction(engine) as connection:
        await connection.run_sync(_back_to, "0002")
        again = await connection.execute(text("SELECT message_id FROM outbox WHERE sent_at IS NULL"))
        assert list(again.scalars()) == [unsent]
    await engine.dispose()
