"""Reaching broker and database from a command: quickly, and with one clear line when they are not there."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from aiokafka.errors import KafkaError
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from ijw.broker.connection import kafka_arguments
from ijw.broker.reachable import check_broker
from ijw.cli.failure import Failure
from ijw.cli.serve import run_async
from ijw.settings import ConfigurationError, Settings, load_settings
from ijw.store.database import connect, is_away
from ijw.store.migrate import revisions

T = TypeVar("T")

PATIENCE = 8.0
"""Seconds that a broker or database may take to answer a command."""

STACK_FILE = Path(".ijw") / "stack.json"
"""Where `ijw up` tells where its servers are."""

_VARIABLES = {"kafka": "kafka_bootstrap", "database": "database_url"}


def settings_here() -> Settings:
    """The settings of a command. Raises Failure with one line that names the wrong variable."""
    found = find_settings()
    if isinstance(found, ConfigurationError):
        raise Failure(str(found))
    return found


def find_settings() -> Settings | ConfigurationError:
    """The settings; where the environment names no broker or database, those that `ijw up` runs here.

    So `ijw up` in one terminal and `ijw send` in another, in the same folder, find each other.
    """
    missing = {name: field for name, field in _VARIABLES.items() if f"IJW_{field.upper()}" not in os.environ}
    running = _running_stack() if missing else {}
    try:
        return load_settings(**{field: running[name] for name, field in missing.items() if running.get(name)})
    except ConfigurationError as error:
        return error


def _running_stack() -> dict[str, Any]:
    try:
        found = json.loads(STACK_FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def run_command(work: Coroutine[Any, Any, T]) -> T:
    """Run the work of a command; a broker or database that goes away meanwhile is one line."""
    # The client logs every attempt to connect; what a command says at its end is enough.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        return run_async(work)
    except KafkaError as error:
        raise Failure(f"the broker failed: {type(error).__name__}") from None
    except Exception as error:
        if is_away(error):
            raise Failure(f"the connection was lost: {type(error).__name__}") from None
        raise


async def broker_or_fail(settings: Settings) -> dict[str, Any]:
    """Arguments for a client of a broker that answers."""
    try:
        connection = kafka_arguments(settings)
        await check_broker(connection, seconds=PATIENCE)
    except OSError as error:  # also a certificate that is not there, and a ConnectionError
        raise Failure(str(error)) from None
    return connection


@asynccontextmanager
async def database_or_fail(settings: Settings) -> AsyncIterator[AsyncEngine]:
    """A pool on a database that answers and has the newest schema."""
    await answer_of_database(settings.database_url)
    current, newest = await revisions(settings.database_url)
    if current != newest:
        raise Failure(f"the database is at revision {current}, not {newest}: run `ijw db upgrade` first")
    engine = connect(settings.database_url)
    try:
        yield engine
    finally:
        await engine.dispose()


async def answer_of_database(url: str) -> str:
    """The version of the database, such as `18.4`. Raises Failure when it does not answer."""
    where = address(url)
    try:
        async with asyncio.timeout(PATIENCE):
            connection = await asyncpg.connect(_plain(url))
            try:
                return str(await connection.fetchval("SHOW server_version"))
            finally:
                await connection.close()
    except (OSError, asyncpg.InterfaceError) as error:  # a timeout is an OSError
        raise Failure(f"no database answers at {where} ({type(error).__name__})") from None
    except asyncpg.PostgresError as error:
        raise Failure(f"the database at {where} refuses: {error}") from None


def address(url: str) -> str:
    """Where a database is, without user and password."""
    parsed = make_url(url)
    return f"{parsed.host or 'localhost'}:{parsed.port or 5432}/{parsed.database or ''}"


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
