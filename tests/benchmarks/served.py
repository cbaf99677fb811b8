"""Copies of a consumer at work on a topic that is full, and what their logs tell."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil

from support.factories import TODAY

MUNICIPALITIES = ("0363", "0344", "0518")


@contextmanager
def serving(consumer: str, bootstrap: str, database: str, prefix: str, log: Path) -> Iterator[int]:
    """Run one copy, with its log in that file; gives its pid."""
    environment = os.environ | {
        "IJW_KAFKA_BOOTSTRAP": bootstrap,
        "IJW_DATABASE_URL": database,
        "IJW_TOPIC_PREFIX": prefix,
        "IJW_GROUP_PREFIX": prefix,
        "IJW_TODAY": TODAY.isoformat(),
        "IJW_MUNICIPALITIES": ",".join(MUNICIPALITIES),
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "ijw", "serve", consumer], env=environment, stderr=output
        )
        try:
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def processor_time(pids: Sequence[int]) -> float:
    """The seconds that these processes kept a processor busy, their start included."""
    return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in pids)


@dataclass(frozen=True)
class Told:
    """What the logs of all copies tell."""

    accepted: int
    all_at_work: datetime
    """When the last of the copies had done its first batch: what came before is start-up."""
    steps: Mapping[str, float]
    """Microseconds a message, by step."""


def told(logs: Sequence[Path]) -> Told:
    """Read the logs. A copy that had nothing to do is a copy less, and no measurement."""
    batches = [[entry for line in log.read_text().splitlines() if (entry := _batch(line))] for log in logs]
    assert all(batches), "a copy did nothing: give it more messages"
    later = [batch for of_copy in batches for batch in of_copy[1:]]
    totals: defaultdict[str, float] = defaultdict(float)
    for batch in later:
        for step, spent in batch["us_a_message"].items():
            totals[step] += spent * batch["messages"]
    messages = sum(batch["messages"] for batch in later) or 1
    return Told(
        sum(batch["accepted"] for of_copy in batches for batch in of_copy),
        max(datetime.fromisoformat(of_copy[0]["timestamp"]) for of_copy in batches),
        {step: spent / messages for step, spent in totals.items()},
    )


def _batch(line: str) -> dict[str, Any] | None:
    try:
        entry: dict[str, Any] = json.loads(line)
    except ValueError:
        return None
    return entry if entry.get("event") == "batch" else None
