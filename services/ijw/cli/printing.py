"""Printing for people and for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

import typer
from rich import box
from rich.console import Console
from rich.table import Table

Format = Annotated[
    Literal["table", "json"],
    typer.Option("--format", help="table for people, json for programs: one object a line."),
]

WIDTH = 160
"""Columns of a table that does not go to a terminal."""


def console(*, stderr: bool = False) -> Console:
    """A console as wide as the terminal, and wide enough when there is none."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else WIDTH, highlight=False)


def print_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], form: str) -> None:
    """Print rows as a table of these columns, or every row as a JSON object on a line of its own."""
    if form == "json":
        for row in rows:
            print_json(row)
        return
    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(_cell(row[column]) for column in columns))
    console().print(table)


def print_json(row: Mapping[str, Any]) -> None:
    """Print one JSON object on a line of its own, at once."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case list() | tuple():
            return " ".join(map(str, value))
        case _:
            return str(value)
