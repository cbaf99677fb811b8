"""The checks of `ijw doctor` on the broker and the database."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from ijw.broker.connection import kafka_arguments
from ijw.broker.reachable import check_broker
from ijw.broker.topics import all_topics
from ijw.cli.broker_version import kafka_release
from ijw.cli.checks import Check
from ijw.cli.failure import Failure
from ijw.cli.reach import PATIENCE, answer_of_database
from ijw.settings import Settings
from ijw.store.database import connect
from ijw.store.migrate import revisions

OLDEST_POSTGRES = 15
"""The first with unique indexes in which two empty values are the same."""
FEWEST_LOCKS = 20_000
"""A batch locks two keys a message; several processes share the locks of the server."""
CLOCK_MARGIN = timedelta(seconds=5)

_SETTINGS = text("""
    SELECT current_setting('max_locks_per_transaction')::int
         * (current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int),
           clock_timestamp()
""")


async def check_servers(settings: Settings) -> list[Check]:
    """Every check on the two servers; those behind one that does not answer are skipped."""
    return [*await _broker(settings), *await _database(settings)]


async def _broker(settings: Settings) -> list[Check]:
    try:
        connection = kafka_arguments(settings)
        brokers = await check_broker(connection, seconds=PATIENCE)
    except OSError as error:
        fix = "start the broker (`ijw up`, here) or set IJW_KAFKA_BOOTSTRAP"
        return [Check("broker", "wrong", str(error), fix), Check("topics", "skipped", "no broker")]
    release = await kafka_release(connection)
    kind = f"Kafka {release}" if release else "release unknown"
    found = f"{settings.kafka_bootstrap}: {kind}, {brokers} broker{'s' if brokers > 1 else ''}"
    return [Check("broker", "ok", found), await _topics(connection, settings)]


async def _topics(connection: Mapping[str, Any], settings: Settings) -> Check:
    wanted = [settings.topic(name) for name in all_topics()]
    try:
        described = await _described(connection, wanted)
    except KafkaError as error:
        return Check("topics", "wrong", type(error).__name__, "let this user describe the topics")
    missing = [name for name in wanted if not described.get(name)]
    if missing:
        return Check("topics", "wrong", f"missing: {', '.join(missing)}", "run `ijw topics create`")
    other = {count for count in described.values() if count != settings.partitions}
    if other:
        found = f"{len(wanted)} topics, some with {min(other)} partitions, not {settings.partitions}"
        return Check("topics", "note", found, "set IJW_PARTITIONS to what the topics have")
    return Check("topics", "ok", f"{len(wanted)} topics of {settings.partitions} partitions")


async def _described(connection: Mapping[str, Any], names: list[str]) -> dict[str, int]:
    """The number of partitions of every topic that is there."""
    admin = AIOKafkaAdminClient(**connection)
    await admin.start()
    try:
        there = set(await admin.list_topics())
        described = await admin.describe_topics([name for name in names if name in there])
    finally:
        await admin.close()
    return {topic["topic"]: len(topic["partitions"]) for topic in described}


async def _database(settings: Settings) -> list[Check]:
    later = ("schema", "locks", "clock")
    try:
        found = await answer_of_database(settings.database_url)
        current, newest = await revisions(settings.database_url)
        locks, clock = await _asked(settings)
    except (Failure, OSError, SQLAlchemyError) as error:
        fix = "start the database (`ijw up`, here) or set IJW_DATABASE_URL"
        reason = str(error) if isinstance(error, Failure) else type(error).__name__
        skipped = [Check(name, "skipped", "no database") for name in later]
        return [Check("database", "wrong", reason, fix), *skipped]
    return [_version(found), _schema(current, newest), _locks(locks), clock]


async def _asked(settings: Settings) -> tuple[int, Check]:
    engine = connect(settings.database_url)
    try:
        async with asyncio.timeout(PATIENCE), engine.connect() as connection:
            before = datetime.now(UTC)
            row: Any = (await connection.execute(_SETTINGS)).one()
            after = datetime.now(UTC)
    finally:
        await engine.dispose()
    return row[0], _clock(before, row[1], after)


def _version(found: str) -> Check:
    if int(found.split(".", maxsplit=1)[0]) < OLDEST_POSTGRES:
        return Check("database", "wrong", f"PostgreSQL {found}", f"use PostgreSQL {OLDEST_POSTGRES} or newer")
    return Check("database", "ok", f"PostgreSQL {found}")


def _schema(current: str | None, newest: str | None) -> Check:
    if current != newest:
        found = f"revision {current or 'none'}, the newest is {newest}"
        return Check("schema", "wrong", found, "run `ijw db upgrade`")
    return Check("schema", "ok", f"revision {current}")


def _locks(locks: int) -> Check:
    if locks < FEWEST_LOCKS:
        fix = f"raise max_locks_per_transaction until times max_connections it is {FEWEST_LOCKS} or more"
        return Check("locks", "wrong", f"room for {locks} locks", fix)
    return Check("locks", "ok", f"room for {locks} locks")


def _clock(before: datetime, theirs: datetime, after: datetime) -> Check:
    """Compare with the middle of the question: how long the answer took does not count."""
    ours = before + (after - before) / 2
    difference = abs(theirs - ours)
    found = f"{difference.total_seconds():.1f} s between this machine and the database"
    if difference > CLOCK_MARGIN:
        return Check("clock", "wrong", found, "synchronise the clocks of both machines (NTP)")
    return Check("clock", "ok", found)
