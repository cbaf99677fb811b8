"""Which processes work in a folder, and running `ijw up` as a user would."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

PATIENCE = 60.0


def processes_of(folder: Path) -> list[psutil.Process]:
    """Every process, other than our own line, that has the folder on its command line or works in it."""
    return [process for process in psutil.process_iter() if _works_in(process, str(folder))]


def _works_in(process: psutil.Process, folder: str) -> bool:
    try:
        words = process.cmdline()
        return any(folder in word for word in words) or process.cwd().startswith(folder)
    except psutil.Error:
        return False


def wait_until_none(folder: Path, *, seconds: float = 15.0) -> list[psutil.Process]:
    """The processes of the folder that are still there after so many seconds; normally none."""
    deadline = time.monotonic() + seconds
    while (left := processes_of(folder)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


class Up:
    """An `ijw up` on a state folder, a process of its own."""

    def __init__(self, state: Path, *options: str, environment: Mapping[str, str] | None = None) -> None:
        self.state = state
        command = [sys.executable, "-P", "-m", "ijw", "up", "--state", str(state), *options]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **(environment or {})},
        )

    def wait_until_ready(self) -> dict[str, str | None]:
        """The content of stack.json once it is there."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            if (self.state / "stack.json").exists():
                content: dict[str, str | None] = json.loads((self.state / "stack.json").read_text())
                return content
            time.sleep(0.02)
        raise AssertionError(f"not ready: {self.end(signal.SIGTERM)}")

    def end(self, number: signal.Signals) -> tuple[int, str, str]:
        """Send a signal; exit code, stdout and stderr."""
        self.process.send_signal(number)
        return self.outcome()

    def outcome(self) -> tuple[int, str, str]:
        """Exit code, stdout and stderr once it has ended; closes its pipes."""
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err


@contextmanager
def ijw_up(state: Path, *options: str) -> Iterator[Up]:
    """An `ijw up` that ends with the block, and nothing of it is left."""
    up = Up(state, *options)
    try:
        yield up
    finally:
        if up.process.poll() is None:
            up.end(signal.SIGTERM)
        for process in processes_of(state):
            process.kill()


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder below the system's own for temporary files.

    Not pytest's `tmp_path`: every start of pytest closes the folder above it to other users, and the database
    server of root runs as another user.
    """
    with TemporaryDirectory(prefix="ijw-stack-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
