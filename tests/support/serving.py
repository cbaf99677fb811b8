"""Consumers in processes of their own, for tests that kill them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.street import Street


@contextmanager
def serving(street: Street, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A consumer in a process of its own, stopped by pid."""
    process = start_serving(street, log)
    try:
        yield process
    finally:
        stop_serving(process)


def start_serving(street: Street, log: Path) -> subprocess.Popen[bytes]:
    """Start a consumer; what it logs is added to the file."""
    command = [sys.executable, "-m", "ijw", "serve", street.name]
    with log.open("ab") as output:
        return subprocess.Popen(command, env=os.environ | street.environment, stderr=output)


def stop_serving(process: subprocess.Popen[bytes]) -> None:
    """Ask a consumer to stop, and wait until it has."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    process.wait(60)
