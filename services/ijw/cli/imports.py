"""`ijw import`: reference files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from ijw.cli.failure import Failure
from ijw.cli.files import read_file
from ijw.cli.printing import Format, console, print_json
from ijw.cli.reach import database_or_fail, run_command, settings_here
from ijw.settings import Settings
from ijw.store import imports
from ijw.store.database import transaction
from ijw.store.import_layouts import ASSIGNMENTS, CONTRACTS, PERSONS, SPLITS
from ijw.store.import_parsing import BadFile, Layout, Row, parse
from ijw.store.imports import Imported

WHO = "ijw import"

_WHAT = {
    ASSIGNMENTS.name: "Assignments; each gets a next version when it changes.",
    PERSONS.name: "Persons, with their responsible municipality and family system.",
    CONTRACTS.name: "Contracts: tariffs in euro cents, with the period in which they hold.",
    SPLITS.name: "Requests to split a family system, and the decision on them.",
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        no_args_is_help=True,
        help="Import reference data from CSV (UTF-8, header line). One bad line refuses the whole file.",
    )
    for layout in (ASSIGNMENTS, PERSONS, CONTRACTS, SPLITS):
        group.command(layout.name, help=_help(layout))(_command(layout))
    app.add_typer(group, name="import")


def _help(layout: Layout) -> str:
    columns = ", ".join(layout.header)
    return (
        f"{_WHAT[layout.name]} A line that is known is updated; nothing is removed.\n\n"
        f"Columns: {columns}. Dates are written 2026-02-28, money in euro cents.\n\n"
        f"Example: ijw import {layout.name} {layout.name}.csv"
    )


def _command(layout: Layout) -> Callable[[Path, Format], None]:
    def command(
        file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV file, or - for standard input.")],
        format: Format = "table",
    ) -> None:
        raw = read_file(str(file))
        settings = settings_here()
        rows = read_rows(raw, layout, str(file))
        outcome = run_command(_save(settings, layout, rows))
        _print(layout, rows, outcome, format)

    return command


def read_rows(raw: bytes, layout: Layout, source: str) -> list[Row]:
    """The rows of a file, with progress on a terminal. Raises Failure with the first bad line."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("lines")
    screen = console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task(f"reading {layout.name}", total=raw.count(b"\n"))
        rows = parse(raw, layout, lambda lines: progress.update(task, completed=lines))
    if isinstance(rows, BadFile):
        raise Failure(f"{source}: {rows}; nothing was imported", code=1)
    return rows


async def _save(settings: Settings, layout: Layout, rows: list[Row]) -> Imported:
    async with database_or_fail(settings) as engine:
        with console(stderr=True).status(f"saving {len(rows)} {layout.name}"):
            async with transaction(engine) as connection:
                return await imports.save(connection, layout, rows, now=datetime.now(UTC), who=WHO)


def _print(layout: Layout, rows: list[Row], outcome: Imported, form: str) -> None:
    counts = {"new": outcome.new, "changed": outcome.changed, "unchanged": outcome.unchanged}
    if form == "json":
        print_json({"file": layout.name, "lines": len(rows), **counts})
    else:
        said = ", ".join(f"{count} {what}" for what, count in counts.items())
        console().print(f"{len(rows)} {layout.name}: {said}")
