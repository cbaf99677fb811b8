"""Measuring one consumer beside a plain pass-through, on an embedded broker and database of its own.

A shared machine changes its mood by the minute. So yardstick and consumer take turns, several times, and what
counts is the sum of each.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
from rich.console import Console
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.measure import Rate, fill, make_topics, rate, wait_until
from benchmarks.served import Told, processor_time, serving, told
from ijw.broker.topics import create_topics, inbound
from ijw.stack.kafka import EmbeddedKafka
from ijw.stack.kafka_settings import LOAD
from ijw.stack.postgres import EmbeddedPostgres
from ijw.store.database import connect, transaction
from ijw.store.migrate import upgrade

ROUNDS = 3

Messages = Sequence[tuple[bytes, bytes]]
"""Keys and values."""


@dataclass
class Measured:
    """What the rounds add up to."""

    yardstick: Rate = field(default_factory=lambda: Rate(0, 0.0))
    street: Rate = field(default_factory=lambda: Rate(0, 0.0))
    """Of the topic that was slowest."""
    spent: float = 0.0
    """Seconds of the processor."""
    told: list[Told] = field(default_factory=list)


@dataclass(frozen=True)
class Bench:
    """What is measured."""

    title: str
    consumer: str
    replies: Sequence[str]
    """The topics, without prefix, that each get a message for every message in."""
    known: Callable[[AsyncConnection], Awaitable[object]]
    """Saves what the municipality knows."""
    messages: Messages
    copies: int = 1
    """So many processes share the work."""

    def run(self) -> int:
        """Measure and print. Exit code 1 when a message was not accepted; waits in vain for a lost one."""
        measured = Measured()
        with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
            kafka = EmbeddedKafka(Path(folder) / "kafka", profile=LOAD)
            stack.callback(kafka.stop)
            postgres = EmbeddedPostgres(Path(folder) / "postgres")
            stack.callback(postgres.stop)
            bootstrap, _ = kafka.start(), postgres.start()
            self._pass_through(bootstrap, "warm")  # the broker compiles itself while it runs
            measured.yardstick += self._pass_through(bootstrap, "first")
            for n in range(ROUNDS):
                database = asyncio.run(_new_database(postgres, f"bench{n}"))
                self._round(bootstrap, database, f"bench{n}.", Path(folder), measured)
                measured.yardstick += self._pass_through(bootstrap, f"after{n}")
        _print(f"{self.title}, copies of the consumer: {self.copies}", measured, len(self.messages))
        return 0 if all(one.accepted == len(self.messages) for one in measured.told) else 1

    def _round(self, bootstrap: str, database: str, prefix: str, folder: Path, measured: Measured) -> None:
        count = len(self.messages)
        asyncio.run(self._prepare(bootstrap, database, prefix))
        logs = [folder / f"{prefix}{n}.log" for n in range(self.copies)]
        with ExitStack() as stack:
            pids = [
                stack.enter_context(serving(self.consumer, bootstrap, database, prefix, log)) for log in logs
            ]
            for topic in self.replies:
                asyncio.run(wait_until(bootstrap, f"{prefix}{topic}", count))
            measured.spent += processor_time(pids)
        found = told(logs)
        rates = [
            asyncio.run(rate(bootstrap, f"{prefix}{topic}", count, since=found.all_at_work))
            for topic in self.replies
        ]
        measured.street += min(rates, key=lambda one: one.per_second)
        measured.told.append(found)

    async def _prepare(self, bootstrap: str, database: str, prefix: str) -> None:
        await make_topics(bootstrap, [f"{prefix}{topic}" for topic in self.replies])
        await create_topics(bootstrap, prefix, 6)
        await upgrade(database)
        engine = connect(database)
        async with transaction(engine) as connection:
            await self.known(connection)
        await engine.dispose()
        await fill(bootstrap, f"{prefix}{inbound(self.consumer)}", self.messages)

    def _pass_through(self, bootstrap: str, name: str) -> Rate:
        source, target = f"pass.{name}", f"passed.{name}"
        asyncio.run(make_topics(bootstrap, [source, target]))
        asyncio.run(fill(bootstrap, source, self.messages))
        count = len(self.messages)
        command = [sys.executable, "-m", "benchmarks.passthrough", bootstrap, source, target, str(count)]
        subprocess.run(command, check=True, timeout=300)
        return asyncio.run(rate(bootstrap, target, count))


async def _new_database(postgres: EmbeddedPostgres, name: str) -> str:
    connection = await asyncpg.connect(postgres.url())
    await connection.execute(f'CREATE DATABASE "{name}"')
    await connection.close()
    return postgres.url(name)


def _print(title: str, measured: Measured, count: int) -> None:
    console = Console()
    table = Table("what", "messages", "a second", "of pass-through")
    yardstick, street = measured.yardstick, measured.street
    table.add_row("aiokafka pass-through", f"{yardstick.messages:,}", f"{yardstick.per_second:,.0f}", "1")
    ratio = street.per_second / yardstick.per_second
    table.add_row(title, f"{street.messages:,}", f"{street.per_second:,.0f}", f"{ratio:.2f}")
    console.print(table)
    steps = {step: sum(one.steps[step] for one in measured.told) / ROUNDS for step in measured.told[0].steps}
    by_step = Table(*steps, title="microseconds a message, by step")
    by_step.add_row(*(f"{spent:.0f}" for spent in steps.values()))
    console.print(by_step)
    each = measured.spent / ROUNDS / count * 1e6
    console.print(f"processor time of all copies, their start included: {each:.0f} microseconds a message")
