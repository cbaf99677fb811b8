"""`make bench`: every benchmark, each a process of its own so that one does not warm up another."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
YARDSTICKS = {"consumer", "measure", "passthrough", "served"}
"""What the benchmarks share."""


def main(wanted: list[str]) -> int:
    """Run the benchmarks of these names, or all; the exit code is 1 when one of them failed."""
    names = wanted or sorted(path.stem for path in HERE.glob("[a-z]*.py") if path.stem not in YARDSTICKS)
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    codes = [
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], env=environment, check=False).returncode
        for name in names
    ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
