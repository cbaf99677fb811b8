"""JW305 in, committed state, JW306 out: messages a second beside a plain pass-through on the same broker.

Run by `make bench`, or as `python -m benchmarks.start_stop [MESSAGES]` from the folder tests.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.measure import Rate, fill, make_topics, rate, wait_until
from ijw.broker.topics import create_topics
from ijw.stack.kafka import EmbeddedKafka
from ijw.stack.kafka_settings import LOAD
from ijw.stack.postgres import EmbeddedPostgres
from ijw.store.database import connect, copy_rows, transaction
from ijw.store.migrate import upgrade
from ijw.store.tables import assignments
from support.factories import TODAY, bsn, jw305, start_product, to_bytes

PREFIX = "bench."
REPLIES = f"{PREFIX}out.jw306"
AGB = "01234567"


def main(count: int) -> int:
    """Measure and print. Exit code 1 when an answer is missing or a start was not accepted."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        kafka = EmbeddedKafka(Path(folder) / "kafka", profile=LOAD)
        stack.callback(kafka.stop)
        postgres = EmbeddedPostgres(Path(folder) / "postgres")
        stack.callback(postgres.stop)
        bootstrap, database = kafka.start(), postgres.start()
        asyncio.run(_prepare(bootstrap, database, count))
        before = _pass_through(bootstrap, count, "before")
        log = Path(folder) / "serve.log"
        with _serving(bootstrap, database, log) as pid:
            asyncio.run(wait_until(bootstrap, REPLIES, count))
            spent = psutil.Process(pid).cpu_times()
        street = asyncio.run(rate(bootstrap, REPLIES, count))
        accepted, steps = _read_log(log)
        # A shared machine changes its mood: the yardstick is held on both sides of what it measures.
        after = _pass_through(bootstrap, count, "after")
    yardstick = Rate(before.messages + after.messages, before.seconds + after.seconds)
    _print(yardstick, street, steps, (spent.user + spent.system) / count * 1e6)
    return 0 if accepted == count == street.messages else 1


async def _prepare(bootstrap: str, database: str, count: int) -> None:
    passing = [f"{PREFIX}pass.{part}" for part in ("before", "after", "out.before", "out.after")]
    await make_topics(bootstrap, [REPLIES, *passing])
    await create_topics(bootstrap, PREFIX, 6)
    await upgrade(database)
    engine = connect(database)
    async with transaction(engine) as connection:
        await copy_rows(connection, assignments, [_assignment(n) for n in range(count)])
    await engine.dispose()
    messages = [_start(n) for n in range(count)]
    for source in passing[:2]:
        await fill(bootstrap, source, messages)
    await fill(bootstrap, f"{PREFIX}in.start-stop", messages)


def _client(n: int) -> str:
    return bsn(n % 9000 + 1)


def _start(n: int) -> tuple[bytes, bytes]:
    product = start_product(ToewijzingNummer=n + 1)
    return f"{n:016x}".encode(), to_bytes(jw305([product], bsn=_client(n), sender=AGB))


def _assignment(n: int) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(column.name for column in assignments.columns)
    row |= {"municipality": "0363", "number": n + 1, "bsn": _client(n), "agb": AGB}
    return row | {"category": "45", "product": "45A04", "start": TODAY.replace(year=2025), "version": 1}


def _pass_through(bootstrap: str, count: int, when: str) -> Rate:
    source, target = f"{PREFIX}pass.{when}", f"{PREFIX}pass.out.{when}"
    command = [sys.executable, "-m", "benchmarks.passthrough", bootstrap, source, target, str(count)]
    subprocess.run(command, check=True, timeout=300)
    return asyncio.run(rate(bootstrap, target, count))


@contextmanager
def _serving(bootstrap: str, database: str, log: Path) -> Iterator[int]:
    environment = os.environ | {
        "IJW_KAFKA_BOOTSTRAP": bootstrap,
        "IJW_DATABASE_URL": database,
        "IJW_TOPIC_PREFIX": PREFIX,
        "IJW_GROUP_PREFIX": PREFIX,
        "IJW_TODAY": TODAY.isoformat(),
        "IJW_MUNICIPALITIES": "0363",
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "ijw", "serve", "start-stop"], env=environment, stderr=output
        )
        try:
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def _read_log(log: Path) -> tuple[int, dict[str, float]]:
    """How many were accepted, and the microseconds a message of every step."""
    batches = [entry for line in log.read_text().splitlines() if (entry := _event(line))["event"] == "batch"]
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


def _print(yardstick: Rate, street: Rate, steps: dict[str, float], processor: float) -> None:
    console = Console()
    table = Table("what", "messages", "a second", "of pass-through")
    table.add_row("aiokafka pass-through", f"{yardstick.messages:,}", f"{yardstick.per_second:,.0f}", "1")
    ratio = street.per_second / yardstick.per_second
    table.add_row("JW305 in, JW306 out", f"{street.messages:,}", f"{street.per_second:,.0f}", f"{ratio:.2f}")
    console.print(table)
    by_step = Table(*steps, title="microseconds a message, by step")
    by_step.add_row(*(f"{spent:.0f}" for spent in steps.values()))
    console.print(by_step)
    console.print(
        f"processor time of the consumer, its start included: {processor:.0f} microseconds a message"
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
