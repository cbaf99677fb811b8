"""Measuring one consumer beside a plain pass-through, on an embedded broker and database of its own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.measure import Rate, fill, make_topics, rate, wait_until
from ijw.broker.topics import create_topics, inbound
from ijw.stack.kafka import EmbeddedKafka
from ijw.stack.kafka_settings import LOAD
from ijw.stack.postgres import EmbeddedPostgres
from ijw.store.database import connect, transaction
from ijw.store.migrate import upgrade
from support.factories import TODAY

PREFIX = "bench."

Messages = Sequence[tuple[bytes, bytes]]
"""Keys and values."""


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
        """Measure and print. Exit code 1 when an answer is missing or a message was not accepted."""
        count = len(self.messages)
        with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
            kafka = EmbeddedKafka(Path(folder) / "kafka", profile=LOAD)
            stack.callback(kafka.stop)
            postgres = EmbeddedPostgres(Path(folder) / "postgres")
            stack.callback(postgres.stop)
            bootstrap, database = kafka.start(), postgres.start()
            asyncio.run(self._prepare(bootstrap, database))
            before = _pass_through(bootstrap, count, "before")
            logs = [Path(folder) / f"{n}.log" for n in range(self.copies)]
            with ExitStack() as serving:
                pids = [serving.enter_context(self._serving(bootstrap, database, log)) for log in logs]
                for topic in self.replies:
                    asyncio.run(wait_until(bootstrap, f"{PREFIX}{topic}", count))
                spent = sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in pids)
            rates = [asyncio.run(rate(bootstrap, f"{PREFIX}{topic}", count)) for topic in self.replies]
            accepted, steps = _read_logs(logs)
            # A shared machine changes its mood: the yardstick is held on both sides of what it measures.
            after = _pass_through(bootstrap, count, "after")
        yardstick = Rate(before.messages + after.messages, before.seconds + after.seconds)
        slowest = min(rates, key=lambda one: one.per_second)
        title = f"{self.title}, copies of the consumer: {self.copies}"
        _print(title, yardstick, slowest, steps, spent / count * 1e6)
        return 0 if accepted == count == slowest.messages else 1

    async def _prepare(self, bootstrap: str, database: str) -> None:
        passing = [f"{PREFIX}pass.{part}" for part in ("before", "after", "out.before", "out.after")]
        await make_topics(bootstrap, [*(f"{PREFIX}{topic}" for topic in self.replies), *passing])
        await create_topics(bootstrap, PREFIX, 6)
        await upgrade(database)
        engine = connect(database)
        async with transaction(engine) as connection:
            await self.known(connection)
        await engine.dispose()
        for topic in (*passing[:2], f"{PREFIX}{inbound(self.consumer)}"):
            await fill(bootstrap, topic, self.messages)

    @contextmanager
    def _serving(self, bootstrap: str, database: str, log: Path) -> Iterator[int]:
        environment = os.environ | {
            "IJW_KAFKA_BOOTSTRAP": bootstrap,
            "IJW_DATABASE_URL": database,
            "IJW_TOPIC_PREFIX": PREFIX,
            "IJW_GROUP_PREFIX": PREFIX,
            "IJW_TODAY": TODAY.isoformat(),
            "IJW_MUNICIPALITIES": "0363",
        }
        command = [sys.executable, "-m", "ijw", "serve", self.consumer]
        with log.open("wb") as output:
            process = subprocess.Popen(command, env=environment, stderr=output)
            try:
                yield process.pid
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(60)


def _pass_through(bootstrap: str, count: int, when: str) -> Rate:
    source, target = f"{PREFIX}pass.{when}", f"{PREFIX}pass.out.{when}"
    command = [sys.executable, "-m", "benchmarks.passthrough", bootstrap, source, target, str(count)]
    subprocess.run(command, check=True, timeout=300)
    return asyncio.run(rate(bootstrap, target, count))


def _read_logs(logs: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """How many were accepted, and the microseconds a message of every step."""
    lines = [line for log in logs for line in log.read_text().splitlines()]
    batches = [entry for line in lines if (entry := _event(line))["event"] == "batch"]
    totals: defaultdict[str, float] = defaultdict(float)
    for batch in batches[1:]:
        for step, spent in batch["us_a_message"].items():
            totals[step] += spent * batch["messages"]
    messages = sum(batch["messages"] for batch in batches[1:]) or 1
    return sum(batch["accepted"] for batch in batches), {s: t / messages for s, t in totals.items()}


def _event(line: str) -> dict:  # type: ignore[type-arg]
    try:
        return {"event": "", **json.loads(line)}
    except ValueError:
        return {"event": line}


def _print(title: str, yardstick: Rate, street: Rate, steps: dict[str, float], processor: float) -> None:
    console = Console()
    table = Table("what", "messages", "a second", "of pass-through")
    table.add_row("aiokafka pass-through", f"{yardstick.messages:,}", f"{yardstick.per_second:,.0f}", "1")
    ratio = street.per_second / yardstick.per_second
    table.add_row(title, f"{street.messages:,}", f"{street.per_second:,.0f}", f"{ratio:.2f}")
    console.print(table)
    by_step = Table(*steps, title="microseconds a message, by step")
    by_step.add_row(*(f"{spent:.0f}" for spent in steps.values()))
    console.print(by_step)
    console.print(
        f"processor time of all copies, their start included: {processor:.0f} microseconds a message"
    )
