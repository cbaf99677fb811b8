"""Databases of a test run: one migrated template, a fresh copy of it for every test."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import asyncpg

Result = TypeVar("Result")


def with_database(url: str, database: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def apart(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine in a thread with an event loop of its own, whatever loop the caller is in."""
    outcome: list[Result] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(asyncio.run(work))
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=run, name="apart")
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return outcome[0]


def server_version(url: str) -> str:
    """Such as `PostgreSQL 18.4`, asked of the server itself."""
    return f"PostgreSQL {apart(_fetch(url, 'SHOW server_version')).split()[0]}"


def create_database(server_url: str, name: str, *, template: str | None = None) -> str:
    """Make a database, a copy of the template when one is named; gives its URL."""
    copy = f' TEMPLATE "{template}"' if template else ""
    apart(_execute(server_url, f'CREATE DATABASE "{name}"{copy}'))
    return with_database(server_url, name)


def drop_database(server_url: str, name: str) -> None:
    """Drop a database and end the connections that a test left open."""
    apart(_execute(server_url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


def create_template(server_url: str, name: str) -> None:
    """Make the database with the newest schema that the others are copied from."""
    from ijw.store.migrate import upgrade

    apart(upgrade(create_database(server_url, name)))


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _fetch(url: str, query: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        return str(await connection.fetchval(query))
    finally:
        await connection.close()
