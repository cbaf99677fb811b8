"""A server process that ends with its parent, and is found again when it did not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import psutil

from ijw.stack import launch
from ijw.stack.errors import StackError

LOG_LIMIT = 20_000_000
"""Bytes; a longer log is begun anew at the next start."""


class ChildProcess:
    """One server of a state folder, with a record of who it is.

    The record (`process.json`: pid and start time) is what lets the next start on the same folder stop a
    server that a killed parent left behind, and never a stranger that was given the same pid.
    """

    def __init__(self, name: str, folder: Path, *, log: Path, stop_signals: Sequence[signal.Signals]) -> None:
        self.name = name
        self.log = log
        self._record = folder / "process.json"
        self._stop_signals = stop_signals
        self._process: subprocess.Popen[bytes] | None = None

    def start(
        self, command: Sequence[str], *, user: str = "", environment: Mapping[str, str] | None = None
    ) -> None:
        """Start `command` (first word an absolute path), as `user` when given, its output to the log."""
        with open_log(self.log) as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own command line, no shell
                dying_with_us(command, self._stop_signals[0], user),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(environment) if environment is not None else None,
                start_new_session=True,  # Ctrl-C in the terminal is for the parent, which stops us in order
            )
        self._remember(self._process.pid)

    @property
    def running(self) -> bool:
        """Whether the process was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process is not None and self.running else None

    def ask_to_stop(self) -> None:
        """Send the first stop signal and do not wait; `stop` does."""
        if self._process is not None and self.running:
            self._process.send_signal(self._stop_signals[0])

    def stop(self, *, patience: float = 20.0) -> None:
        """Stop the process: each stop signal in turn, `patience` seconds in all, then SIGKILL. Idempotent."""
        process, self._process = self._process, None
        if process is not None:
            if process.poll() is None:
                _end(psutil.Process(process.pid), self._stop_signals, patience)
            process.wait()
        self._record.unlink(missing_ok=True)

    def stop_left_behind(self, mark: str, *, patience: float = 20.0) -> bool:
        """Stop a server of this folder that outlived its parent; tell whether there was one.

        `mark` is an argument that only a server of this folder has on its command line.
        """
        survivor = self._survivor(mark)
        if survivor is not None:
            _end(survivor, self._stop_signals, patience)
        self._record.unlink(missing_ok=True)
        return survivor is not None

    def failure(self) -> StackError:
        """What to tell when the process ended or does not answer: the place of the log and its last error."""
        return StackError(f"{self.name} did not start: {last_error(self.log)} (see {self.log})")

    def _remember(self, pid: int) -> None:
        record = {"pid": pid, "started": psutil.Process(pid).create_time()}
        self._record.write_text(json.dumps(record), encoding="utf-8")

    def _survivor(self, mark: str) -> psutil.Process | None:
        try:
            record = json.loads(self._record.read_text(encoding="utf-8"))
            process = psutil.Process(int(record["pid"]))
            ours = process.create_time() == record["started"] and mark in process.cmdline()
        except (OSError, ValueError, KeyError, TypeError, psutil.Error):
            return None
        return process if ours and process.status() != psutil.STATUS_ZOMBIE else None


def dying_with_us(command: Sequence[str], death_signal: signal.Signals, user: str = "") -> list[str]:
    """The command line that runs `command` so that it gets `death_signal` when this thread ends."""
    launcher = [sys.executable, "-I", "-S", launch.__file__]
    return [*launcher, str(os.getpid()), str(int(death_signal)), user, *command]


def run_to_end(
    command: Sequence[str], *, log: Path, user: str = "", environment: Mapping[str, str] | None = None
) -> None:
    """Run a program to its end, its output to the log; StackError with its last error when it fails."""
    with open_log(log) as output:
        done = subprocess.run(  # noqa: S603 - our own command line, no shell
            dying_with_us(command, signal.SIGKILL, user),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment) if environment is not None else None,
            start_new_session=True,
            check=False,
        )
    if done.returncode != 0:
        raise StackError(f"{Path(command[0]).name} failed: {last_error(log)} (see {log})")


def open_log(path: Path) -> IO[bytes]:
    """Open a log file to append to; a file past the limit begins anew."""
    long = path.exists() and path.stat().st_size > LOG_LIMIT
    return path.open("wb" if long else "ab")


def last_error(log: Path) -> str:
    """The last line of a log that tells of an error, else its last line; at most 300 characters."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-400:]
    except OSError:
        lines = []
    lines = [line.strip() for line in lines if line.strip()]
    errors = [
        line for line in lines if any(word in line for word in ("ERROR", "FATAL", "Exception", "error:"))
    ]
    return (errors or lines or ["no output"])[-1][:300]


def _end(process: psutil.Process, signals: Sequence[signal.Signals], patience: float) -> None:
    for number in signals:
        if _gone_after(process, number, patience / len(signals)):
            return
    _gone_after(process, signal.SIGKILL, patience)


def _gone_after(process: psutil.Process, number: signal.Signals, seconds: float) -> bool:
    try:
        process.send_signal(number)
        process.wait(seconds)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return False
    return True
