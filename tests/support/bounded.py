"""Runs `ijw` in a process with a limit on its memory, and tells how much it used."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024
PATIENCE = 30
"""Seconds after which a command hangs; the limit is generous, for the machine may be busy."""


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended."""

    code: int
    out: str
    err: str
    peak: int
    """Bytes of memory at most, those of Python and its libraries included."""


def ijw(*arguments: str | Path, given: Path | None = None, memory: int = 1_500 * MEGABYTE) -> Run:
    """Run a command that may have so many bytes of address space; `given` is its standard input."""
    with (given or Path(os.devnull)).open("rb") as stdin:
        process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(memory), *map(str, arguments)],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            out, err = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
            process.wait()
    told, _, peak = err.rpartition("peak:")
    return Run(process.returncode, out, told, int(peak or 0))


_PROGRAM = """
import atexit, resource, sys
memory = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
def tell():
    # Not ru_maxrss: that begins with the memory of the process that started this one.
    lines = open("/proc/self/status").read().splitlines()
    peak = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
    print(f"peak:{peak}", end="", file=sys.stderr)
atexit.register(tell)
from ijw.cli.main import run
run(sys.argv[1:])
"""
