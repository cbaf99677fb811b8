"""Alembic's entry: it always gets a connection from `ijw.store.migrate`."""

from __future__ import annotations

from alembic import context

from ijw.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
