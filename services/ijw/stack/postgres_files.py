"""What PostgreSQL writes in its data folder about the server that runs on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil

_PORT_LINE, _STATUS_LINE = 3, 7


def postmaster_ready(data: Path, pid: int | None) -> bool:
    """Whether the server with this pid says in `postmaster.pid` that it takes connections."""
    lines = _lines(data / "postmaster.pid")
    return len(lines) > _STATUS_LINE and lines[0] == str(pid) and lines[_STATUS_LINE].strip() == "ready"


def postmaster_port(data: Path) -> int | None:
    """The port of the last start, from `postmaster.opts`."""
    for line in _lines(data / "postmaster.opts"):
        for word in line.split('"'):
            if word.startswith("port=") and word[5:].isdecimal():
                return int(word[5:])
    return None


def remove_stale_postmaster(data: Path) -> None:
    """Remove a `postmaster.pid` whose pid now belongs to a stranger.

    PostgreSQL removes the file itself when no process has the pid; when some other program has it, it
    refuses to start for ever. The file is left alone while any process of a server still works in the
    folder, because a second server there would destroy the data.
    """
    file = data / "postmaster.pid"
    lines = _lines(file)
    if lines and lines[0].isdecimal() and not any(_processes_in(data)):
        file.unlink(missing_ok=True)


def _processes_in(data: Path) -> Iterator[psutil.Process]:
    for process in psutil.process_iter(["name", "cwd"]):
        if process.info["name"] == "postgres" and process.info["cwd"] == str(data.resolve()):
            yield process


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
