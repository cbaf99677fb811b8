"""`python -m ijw`: the command line without the script that installing makes."""

from __future__ import annotations

from ijw.cli.main import run

if __name__ == "__main__":
    run()
