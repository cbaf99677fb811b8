"""Levels 0 to 2 beside plain lxml parse and validate, the memory of the largest claim, and 10,000 files.

Run by `make bench`, or as `python -m benchmarks.validate` from the folder tests. Both sides of a ratio are
measured in turns, and the quickest round of each counts, for what else the machine does only ever adds to
it; the garbage collector waits for both, as it does in `ijw validate`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from lxml import etree
from rich.console import Console
from rich.table import Table

from ijw.contracts.catalog import by_type, schema_path
from ijw.contracts.safe_xml import MAX_BYTES
from ijw.validation.batch import collector_waits, judge_all
from ijw.validation.judge import judge
from ijw.validation.sources import sources_in
from ijw.validation.verdict import Verdict
from support import factories as make
from support.bounded import MEGABYTE, ijw

SECONDS = 5.0
"""How long the two sides of a ratio take turns."""
FILES = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table."""

    what: str
    measured: str
    aim: str
    met: bool | None


def start() -> bytes:
    """A JW305 of 2 KB: four products."""
    return make.to_bytes(
        make.jw305([make.start_product(Begindatum=date(2026, 2, day)) for day in range(2, 6)])
    )


def claim(clients: int, *, each: int = 3, indent: bool = False) -> bytes:
    """A JW323 with `each` lines for a client: 1,000 clients make 1.7 MB with three, indented with two."""
    lines = [
        make.claim_client(
            [make.prestatie(f"P{n}-{line}", ToewijzingNummer=n * 10 + line) for line in range(each)],
            bsn=make.bsn(n + 1),
        )
        for n in range(clients)
    ]
    raw = make.to_bytes(make.jw323(lines))
    if not indent:
        return raw
    root = etree.fromstring(raw)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def ratio(raw: bytes, repeat: int, aim: float, what: str) -> Line:
    """How often plain parse and validate fit into levels 0 to 2, each in its quickest round."""
    type_ = judge("it", raw).type
    assert type_ is not None
    assert judge("it", raw).level is None
    schema = etree.XMLSchema(etree.parse(str(schema_path(by_type(type_)))))
    sides = (lambda: schema.validate(etree.fromstring(raw)), lambda: judge("it", raw))
    end = perf_counter() + SECONDS
    rounds: list[list[float]] = []
    with collector_waits():
        while perf_counter() < end:
            rounds.append([_seconds(side, repeat) for side in sides])
    plain, whole = (min(times) / repeat * 1e6 for times in zip(*rounds, strict=True))
    found = whole / plain
    measured = f"{found:.2f} x ({whole:,.0f} µs, plain {plain:,.0f} µs)"
    return Line(f"{what}, {len(raw):,} bytes", measured, f"<= {aim} x", found <= aim)


def _seconds(work: Callable[[], object], repeat: int) -> float:
    begin = perf_counter()
    for _ in range(repeat):
        work()
    return perf_counter() - begin


def memory(folder: Path) -> Line:
    """The peak of a process of its own that checks a claim of nearly 25 MB."""
    each = 6
    clients = 1_000 * (MAX_BYTES - 400_000) // len(claim(1_000, each=each))
    path = folder / "claim.xml"
    path.write_bytes(claim(clients, each=each))
    run = ijw("validate", path, "--format", "json", memory=4_000 * MEGABYTE)
    assert run.code == 0, run.out[:500] + run.err
    size = path.stat().st_size
    measured = f"{run.peak / MEGABYTE:.0f} MB"
    return Line(f"memory, JW323, {size:,} bytes", measured, "< 400 MB", run.peak < 400 * MEGABYTE)


def folder_of_files(folder: Path) -> Line:
    """All cores on many small messages, start of the processes included."""
    raw = start()
    for number in range(FILES):
        (folder / f"{number:05}.xml").write_bytes(raw)
    begin = perf_counter()
    outcomes = list(judge_all(list(sources_in(str(folder)))))
    seconds = perf_counter() - begin
    assert {type(one) for one in outcomes} == {Verdict}, outcomes[0]
    return Line(f"folder, {FILES:,} JW305", f"{seconds:.1f} s, {FILES / seconds:,.0f} a second", "", None)


def start_up() -> Line:
    """One small message, from the start of the command to its end."""
    command = [sys.executable, "-m", "ijw", "validate", "-", "--format", "json"]
    begin = perf_counter()
    subprocess.run(command, input=start(), stdout=subprocess.DEVNULL, check=True)
    return Line("the whole command, one JW305", f"{perf_counter() - begin:.2f} s", "", None)


def main() -> int:
    """Measure and print."""
    lines = [
        ratio(start(), 20, 2.5, "JW305"),
        ratio(claim(1_000), 1, 4.0, "JW323, 1,000 clients"),
        ratio(claim(1_000, each=2, indent=True), 1, 4.0, "JW323, 1,000 clients, indented"),
    ]
    with tempfile.TemporaryDirectory() as folder:
        lines.append(memory(Path(folder)))
    with tempfile.TemporaryDirectory() as folder:
        lines.append(folder_of_files(Path(folder)))
    lines.append(start_up())
    table = Table("ijw validate", "measured", "aim", "met")
    for line in lines:
        table.add_row(line.what, line.measured, line.aim, {True: "yes", False: "no", None: ""}[line.met])
    Console(width=120).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
