"""The connection to PostgreSQL: one pool a process, one transaction a batch."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from operator import itemgetter
from typing import Any

import asyncpg
from sqlalchemy import Table, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.types import BigInteger

_LOCK = text("""
    SELECT count(pg_advisory_xact_lock(key))
    FROM (SELECT DISTINCT unnest(:keys) AS key ORDER BY key) AS wanted
""").bindparams(bindparam("keys", type_=ARRAY(BigInteger)))


def connect(url: str, *, pool_size: int = 5) -> AsyncEngine:
    """A pool on the database at a `postgresql://` URL; connects at first use."""
    return create_async_engine(async_url(url), pool_size=pool_size, pool_pre_ping=True)


def async_url(url: str) -> str:
    """The same URL with the driver we use named in it."""
    return make_url(url).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One transaction: committed at the end of the block, undone when the block raises."""
    async with engine.begin() as connection:
        yield connection


async def lock(connection: AsyncConnection, keys: Iterable[int]) -> None:
    """Wait until no other process holds any of these keys; held until the transaction ends.

    Always taken in ascending order, so that two batches that share clients cannot block each other.
    """
    await connection.execute(_LOCK, {"keys": sorted(set(keys))})


async def copy_rows(connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Add many rows with COPY, which costs a fraction of inserting them. Every row has the same columns."""
    if not rows:
        return
    columns = list(rows[0])
    raw = await connection.get_raw_connection()
    driver = raw.driver_connection
    assert isinstance(driver, asyncpg.Connection)
    records = map(itemgetter(*columns), rows)
    await driver.copy_records_to_table(table.name, columns=columns, records=records)


def is_away(error: BaseException) -> bool:
    """Whether the error says that the database is away or busy, rather than that our code is wrong."""
    return isinstance(_cause(error), _AWAY)


def _cause(error: BaseException) -> BaseException:
    """The driver's own error under the wrapping of SQLAlchemy."""
    if not isinstance(error, DBAPIError):
        return error
    if error.connection_invalidated or error.orig is None:
        return ConnectionError()
    return error.orig.__cause__ or error.orig


_AWAY = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # shutdown, crash recovery, cannot connect now
    asyncpg.InsufficientResourcesError,  # disk full, out of memory, too many connections
    asyncpg.TransactionRollbackError,  # deadlock, serialisation
    asyncpg.LockNotAvailableError,
)
