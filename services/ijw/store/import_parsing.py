"""Reading a reference file: bytes in, typed rows out, or the one line that refuses the whole file. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ijw.store.import_values import Reader, Wrong

Row = dict[str, Any]
"""The values of one line by column, ready for the table of the layout."""

REPORT_EVERY = 2_000
"""Lines between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file; an empty cell is `empty` (by default nothing) unless the column is required."""

    name: str
    read: Reader
    required: bool = True
    empty: object = None


@dataclass(frozen=True, slots=True)
class WrongLine:
    """What is wrong with a line as a whole, at the column that shows it best."""

    column: str
    reason: str


@dataclass(frozen=True)
class Layout:
    """A kind of reference file."""

    name: str
    """As in `ijw import NAME`; also the name of its table."""
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that together identify a row: once in a file, and what a later file updates by."""
    check: Callable[[Row], WrongLine | None]
    """What a line must satisfy across its columns."""

    @property
    def header(self) -> list[str]:
        """The header line."""
        return [column.name for column in self.columns]


@dataclass(frozen=True, slots=True)
class BadFile:
    """Why a file is refused. Holds no values of the file: they may be personal data."""

    line: int
    """Counted from 1, the header line."""
    reason: str
    column: str | None = None

    def __str__(self) -> str:
        place = f"line {self.line}, column {self.column}" if self.column else f"line {self.line}"
        return f"{place}: {self.reason}"


def parse(
    raw: bytes, layout: Layout, report: Callable[[int], object] = lambda _lines: None
) -> list[Row] | BadFile:
    """The rows of a file, or what is wrong with its first bad line; `report` gets the lines read so far."""
    decoded = _decode(raw)
    if isinstance(decoded, BadFile):
        return decoded
    records = _records(decoded)
    header = next(records, None)
    wrong = _header(header, layout)
    return wrong or _rows(records, layout, report)


def _decode(raw: bytes) -> str | BadFile:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return BadFile(line, "is not in UTF-8; save the file as CSV UTF-8")


def _records(decoded: str) -> Iterator[tuple[int, list[str]] | BadFile]:
    """The records with the number of their first line; blank lines are passed over."""
    reader = csv.reader(io.StringIO(decoded, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield BadFile(line, "is not CSV: a quotation mark is missing or out of place")
            return
        if cells:
            yield line, cells


def _header(record: tuple[int, list[str]] | BadFile | None, layout: Layout) -> BadFile | None:
    wanted = ",".join(layout.header)
    if record is None:
        return BadFile(1, f"is empty; the header line must be {wanted}")
    if isinstance(record, BadFile):
        return record
    line, found = record
    for number, name in enumerate(layout.header, start=1):
        if number > len(found) or found[number - 1].strip() != name:
            return BadFile(line, f"column {number} must be called {name}; the header line must be {wanted}")
    if len(found) > len(layout.columns):
        return BadFile(line, f"there are {len(found)} columns; the header line must be {wanted}")
    return None


def _rows(
    records: Iterator[tuple[int, list[str]] | BadFile], layout: Layout, report: Callable[[int], object]
) -> list[Row] | BadFile:
    rows: list[Row] = []
    lines: dict[tuple[object, ...], int] = {}
    for record in records:
        if isinstance(record, BadFile):
            return record
        line, cells = record
        row = _row(line, cells, layout)
        if isinstance(row, BadFile):
            return row
        earlier = lines.setdefault(tuple(row[name] for name in layout.key), line)
        if earlier != line:
            return BadFile(line, f"is about the same {', '.join(layout.key)} as line {earlier}")
        rows.append(row)
        if len(rows) % REPORT_EVERY == 0:
            report(line)
    return rows


def _row(line: int, cells: Sequence[str], layout: Layout) -> Row | BadFile:
    if len(cells) != len(layout.columns):
        return BadFile(line, f"has {len(cells)} columns, not {len(layout.columns)}")
    row: Row = {}
    for column, cell in zip(layout.columns, cells, strict=True):
        value = _cell(column, cell.strip())
        if isinstance(value, Wrong):
            return BadFile(line, value.reason, column.name)
        row[column.name] = value
    wrong = layout.check(row)
    return BadFile(line, wrong.reason, wrong.column) if wrong else row


def _cell(column: Column, cell: str) -> object:
    if cell:
        return column.read(cell)
    return Wrong("must be filled") if column.required else column.empty
