"""`ijw doctor`: is everything there that is needed?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from ijw.cli.checks import Check, Result, check_contracts, check_disk, check_embedded, check_settings
from ijw.cli.checks_servers import check_servers
from ijw.cli.failure import Failure
from ijw.cli.printing import Format, console, print_json
from ijw.cli.reach import STACK_FILE, find_settings, run_command
from ijw.settings import ConfigurationError

_COLOURS: dict[Result, str] = {"ok": "green", "note": "cyan", "wrong": "red", "skipped": "yellow"}
_SERVER_CHECKS = ("broker", "topics", "database", "schema", "locks", "clock")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    state: Annotated[
        Path, typer.Option(help="State folder of `ijw up`, whose disk is looked at.")
    ] = STACK_FILE.parent,
    format: Format = "table",
) -> None:
    """Check settings, contracts, broker, database, clocks and disk, one by one, with a fix for each fault.

    Exit 0 when all is well, 1 when something is wrong. Changes nothing.

    Example: ijw doctor --format json
    """
    found = _checks(state)
    _print(found, format)
    wrong = sum(one.result == "wrong" for one in found)
    if wrong:
        raise Failure(f"{wrong} of {len(found)} checks found something wrong", code=1)


def _checks(state: Path) -> list[Check]:
    settings = find_settings()
    found = [check_settings(settings), check_contracts()]
    if isinstance(settings, ConfigurationError):
        found += [Check(name, "skipped", "no settings") for name in _SERVER_CHECKS]
    else:
        found += run_command(check_servers(settings))
    return [*found, check_disk(state), check_embedded()]


def _print(found: list[Check], form: str) -> None:
    if form == "json":
        for one in found:
            print_json(asdict(one))
        return
    table = Table("check", "", "found", "what to do", box=box.SIMPLE_HEAD)
    for one in found:
        colour = _COLOURS[one.result]
        table.add_row(one.check, f"[{colour}]{one.result}[/{colour}]", one.found, one.fix)
    console().print(table)
