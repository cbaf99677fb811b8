"""The state folder of `ijw up`: data, logs, the lock that keeps a second `up` out, and `stack.json`."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ijw.stack import guard
from ijw.stack.errors import StackError


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the stack can be reached; the content of `stack.json`."""

    kafka: str | None
    database: str | None
    console: str | None = None


@dataclass(slots=True)
class StateFolder:
    """A state folder that this process holds the lock of."""

    path: Path
    _guard: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def stack_file(self) -> Path:
        """`stack.json`, there while all is ready."""
        return self.path / "stack.json"

    def log(self, name: str) -> Path:
        """The log file of a server or service."""
        return self.path / "logs" / f"{name}.log"

    def publish(self, addresses: Addresses) -> None:
        """Write `stack.json` in one go: a reader sees all or nothing. It goes when this process ends."""
        aside = self.stack_file.with_suffix(".new")
        aside.write_text(json.dumps(asdict(addresses), indent=2) + "\n", encoding="utf-8")
        self._guard = _guarding(self.stack_file, aside.stat().st_ino)
        aside.replace(self.stack_file)

    def withdraw(self) -> None:
        """Remove `stack.json`. Idempotent."""
        self.stack_file.unlink(missing_ok=True)
        process, self._guard = self._guard, None
        if process is not None:
            process.communicate()


def _guarding(file: Path, inode: int) -> subprocess.Popen[bytes]:
    """A process that is on its guard: it removes the file when we end."""
    process = subprocess.Popen(  # noqa: S603 - our own command line, no shell
        [sys.executable, "-I", "-S", guard.__file__, str(file), str(inode)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdout is not None
    process.stdout.read(1)
    return process


@contextmanager
def held_state_folder(path: Path) -> Iterator[StateFolder]:
    """Make the folder if need be and hold its lock; StackError when it cannot be used or another holds it."""
    folder = StateFolder(path.absolute())
    try:
        (folder.path / "logs").mkdir(parents=True, exist_ok=True)
        lock = (folder.path / "lock").open("a+")
    except OSError as error:
        raise StackError(f"cannot use {folder.path} as state folder: {error.strerror}") from None
    with lock:
        _take(lock.fileno(), folder.path)
        folder.withdraw()
        try:
            yield folder
        finally:
            folder.withdraw()


def _take(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(lock, 20, 0).decode().strip() or "unknown"
        raise StackError(f"`ijw up` already runs on {folder} (process {holder})") from None
    os.ftruncate(lock, 0)
    os.write(lock, f"{os.getpid()}\n".encode())
