"""`ijw explain`: what a rule or a retourcode says, where it applies, and which code checks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, assert_never

import typer
from rich.table import Table
from rich.text import Text

from ijw.cli.failure import Failure
from ijw.cli.printing import Format, console, print_json
from ijw.cli.validate import LanguageOption
from ijw.contracts.codelists import Language
from ijw.validation.codes import (
    FileMeaning,
    Meaning,
    RetourMeaning,
    RuleMeaning,
    UnknownCode,
    look_up,
    meaning,
)

_LEVELS = {
    0: "0, the file",
    1: "1, the schema",
    2: "2, within one message",
    3: "3, across messages",
    4: "4, against outside sources",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(explain)


def explain(
    codes: Annotated[
        list[str],
        typer.Argument(metavar="CODE…", help="A rule (TR382), a retourcode (9069) or a finding (pattern)."),
    ],
    lang: LanguageOption = "en",
    format: Format = "table",
) -> None:
    """Say what a code means, where it applies, its retourcode, and which function checks it.

    Example: ijw explain TR382 9069 --lang nl
    """
    found = [_known(code, lang) for code in codes]
    for one in found:
        if format == "json":
            print_json(asdict(one))
        else:
            _print(one, lang)


def _known(code: str, language: Language) -> Meaning:
    found = look_up(code, language)
    if isinstance(found, UnknownCode):
        near = f"; did you mean {', '.join(found.nearest)}?" if found.nearest else ""
        raise Failure(f"there is no rule, retourcode or finding {code}{near}", code=1)
    return found


def _print(found: Meaning, language: Language) -> None:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column()
    for label, text in _lines(found, language):
        if text:
            grid.add_row(label, text)
    screen = console()
    screen.print(Text(found.code, "bold yellow"), Text(found.says))
    screen.print(grid)
    screen.print()


def _lines(found: Meaning, language: Language) -> Iterator[tuple[str, str]]:
    match found:
        case RuleMeaning():
            yield "level", _LEVELS[found.level]
            yield "messages", ", ".join(found.messages)
            yield "classes", ", ".join(found.classes)
            yield "retourcode", _retourcode(found, language)
            yield "checked by", found.function or "nothing yet"
            yield "which says", found.checks or ""
        case RetourMeaning():
            yield "messages", ", ".join(found.messages)
            for number, rule in enumerate(found.rules):
                yield "" if number else "rules", f"{rule}  {meaning(rule, language)}"
        case FileMeaning():
            yield "level", _LEVELS[found.level]
            yield "checked by", found.function
        case _:
            assert_never(found)


def _retourcode(found: RuleMeaning, language: Language) -> str:
    if found.retourcode is None:
        return "none: the standard gives no code for this rule"
    known = look_up(found.retourcode, language)
    return f"{found.retourcode}  {known.says}" if isinstance(known, RetourMeaning) else found.retourcode
