"""`ijw validate`: levels 0 to 2 of files, folders, ZIP files and standard input, without any server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import IO, Annotated, Literal

import typer

from ijw.cli.failure import Failure
from ijw.cli.verdicts import print_verdicts, write_json
from ijw.contracts.location import contracts_dir
from ijw.validation.batch import judge_all
from ijw.validation.report import html_report
from ijw.validation.sources import MAX_ARCHIVE, STDIN, Source, sources_in, sources_in_bytes
from ijw.validation.summary import Summary
from ijw.validation.verdict import Outcome

LanguageOption = Annotated[Literal["en", "nl"], typer.Option("--lang", help="Language of the sentences.")]
"""The language of everything that is said about a message."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(validate)


def validate(
    names: Annotated[
        list[str],
        typer.Argument(metavar="FILE|DIR|-…", help="Messages, folders, ZIP files, or - for standard input."),
    ],
    format: Annotated[
        Literal["table", "json", "html"],
        typer.Option(
            "--format", help="table for people, json (one message a line) for programs, html to mail."
        ),
    ] = "table",
    lang: LanguageOption = "en",
    output: Annotated[Path | None, typer.Option(help="Write to this file, not to standard output.")] = None,
) -> int:
    """Check messages as a municipality does before it looks into its own records.

    Level 0 is the file, level 1 the schema, level 2 the rules within one message. Every finding is told, with
    its rule and its place, and never with a value of the message. Exit code 0: all accepted, 1: some refused,
    2: something could not be read.

    Example: ijw validate messages/ --format html --lang nl --output report.html
    """
    _check_contracts()
    summary = Summary()
    sources = _sources(names)
    with _destination(output) as stream:
        outcomes = judge_all(sources, lang)
        lines_on_screen = format == "json" and stream.isatty()
        if len(sources) > 1 and sys.stderr.isatty() and not lines_on_screen:
            outcomes = _with_progress(outcomes, len(sources))
        verdicts = summary.watch(outcomes)
        match format:
            case "json":
                write_json(verdicts, stream)
            case "html":
                judged = list(verdicts)
                stream.writelines(html_report(judged, summary, lang, datetime.now().astimezone().date()))
            case "table":
                print_verdicts(list(verdicts), summary, lang, stream)
    for unread in summary.unread:
        sys.stderr.write(f"ijw: {unread.file} {unread.reason}\n")
    return 2 if summary.unread else int(summary.refused.total() > 0)


def _check_contracts() -> None:
    try:
        contracts_dir()
    except FileNotFoundError as error:
        raise Failure(str(error)) from None


def _sources(names: list[str]) -> list[Source]:
    found: list[Source] = []
    for name in names:
        here = _from_stdin() if name == STDIN else list(sources_in(name))
        if not here:
            raise Failure(f"there is no file with a name that ends in .xml or .zip in {name}")
        found += here
    return found


def _from_stdin() -> list[Source]:
    return list(sources_in_bytes(sys.stdin.buffer.read(MAX_ARCHIVE + 1)))


def _destination(output: Path | None) -> AbstractContextManager[IO[str]]:
    if output is None:
        return nullcontext(sys.stdout)
    try:
        return output.open("w", encoding="utf-8")
    except OSError as error:
        raise Failure(f"{output} cannot be written: {error.strerror}") from None


def _with_progress(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    """Show a bar on stderr while the outcomes pass; it is gone when the last one has."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        for outcome in outcomes:
            bar.advance(task)
            yield outcome
