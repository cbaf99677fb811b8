"""Printing verdicts: lines of JSON for programs, a table and a summary for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import IO

from rich import box
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from ijw.cli.printing import WIDTH
from ijw.contracts.codelists import Language
from ijw.validation.codes import meaning
from ijw.validation.summary import Summary
from ijw.validation.verdict import Problem, Verdict

MOST_MESSAGES = 50
"""Messages in the table; with more of them the accepted ones are left out first."""

MOST_FINDINGS = 20
"""Findings of one message in the table."""

_FREQUENT = 10


def write_json(verdicts: Iterable[Verdict], stream: IO[str]) -> None:
    """Write every verdict as a JSON object on a line of its own, as soon as it is there."""
    for verdict in verdicts:
        stream.write(json.dumps(verdict.as_json(), ensure_ascii=False) + "\n")
        if stream is sys.stdout:
            stream.flush()


def print_verdicts(
    verdicts: Sequence[Verdict], summary: Summary, language: Language, stream: IO[str]
) -> None:
    """Print the findings, and counts when there is more than one message."""
    console = Console(file=stream, width=None if stream.isatty() else WIDTH, highlight=False)
    shown = verdicts if len(verdicts) <= MOST_MESSAGES else [one for one in verdicts if one.level is not None]
    for verdict in shown[:MOST_MESSAGES]:
        _print_verdict(verdict, console)
    if len(shown) > MOST_MESSAGES:
        left = len(shown) - MOST_MESSAGES
        console.print(f"… and {left} more refused; --format json or html shows all of them.\n")
    if summary.total > 1:
        _print_summary(summary, language, console)


def _print_verdict(verdict: Verdict, console: Console) -> None:
    style, word = ("green", "accepted") if verdict.level is None else ("bold red", "refused")
    level = "" if verdict.level is None else f" at level {verdict.level}"
    head = (_printable(verdict.file), "  ", f"{verdict.type or ''}  ".lstrip(), (f"{word}{level}", style))
    console.print(Text.assemble(*head), soft_wrap=True)
    if verdict.problems:
        console.print(_findings(verdict.problems))


def _findings(problems: Sequence[Problem]) -> Table:
    table = Table.grid("", "", "", padding=(0, 2), expand=False)
    for problem in problems[:MOST_FINDINGS]:
        table.add_row("", Text(problem.rule, "yellow"), _finding(problem))
    left = len(problems) - MOST_FINDINGS
    if left > 0:
        table.add_row("", "", f"… and {left} more; --format json shows all of them.")
    return table


def _finding(problem: Problem) -> Text:
    return Text.assemble((problem.path, "cyan"), "\n", problem.message, overflow="fold")


def _print_summary(summary: Summary, language: Language, console: Console) -> None:
    table = Table("type", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("accepted", "refused"):
        table.add_column(column, justify="right")
    for type_ in summary.types():
        table.add_row(type_, str(summary.accepted[type_]), str(summary.refused[type_]))
    console.print(table)
    if summary.rules:
        console.print(_rules(summary, language))
    levels = ", ".join(f"{count} at level {level}" for level, count in sorted(summary.levels.items()))
    refused = f"{summary.refused.total()} refused{f' ({levels})' if levels else ''}"
    console.print(f"{summary.total} messages: {summary.accepted.total()} accepted, {refused}.")


def _rules(summary: Summary, language: Language) -> Table:
    table = Table(
        "rule", Column("messages", justify="right"), "what it says", box=box.SIMPLE_HEAD, pad_edge=False
    )
    for code, count in summary.frequent_rules(_FREQUENT):
        table.add_row(Text(code, "yellow"), str(count), meaning(code, language))
    return table


def _printable(name: str) -> str:
    """Give a name without what would steer the terminal."""
    return "".join(sign if sign.isprintable() else "�" for sign in name)
