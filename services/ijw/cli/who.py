"""Who decides, and on whom: what every command of the back office asks."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated, Any

import typer

from ijw.cli.failure import Failure
from ijw.contracts import codelists
from ijw.settings import Settings
from ijw.store.import_values import Reader, Wrong
from ijw.store.import_values import bsn as read_bsn

Who = Annotated[
    str | None,
    typer.Option("--who", envvar="IJW_WHO", help="Who decides; else the user of this machine. Is kept."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show the messages that would go out; change and send nothing.")
]
Place = Annotated[str, typer.Option("--municipality", help="CBS code of the municipality.")]
Bsn = Annotated[
    str | None,
    typer.Option(
        "--bsn",
        help="BSN of the child. Better left out: then it is asked for, or read from standard input, and "
        "stays out of the history of the shell.",
    ),
]
_LONGEST = 100


def who_or_fail(given: str | None) -> str:
    """The name to write down with a decision."""
    name = (given or _user()).strip()
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise Failure("say who decides: --who NAME, or IJW_WHO in the environment")
    return name


def bsn_or_fail(given: str | None) -> str:
    """The BSN that was given, or asked for on a terminal, or read from standard input."""
    if given is None and sys.stdin.isatty():
        given = str(typer.prompt("BSN of the child", err=True))
    elif given is None:
        given = sys.stdin.readline()
    return str(value_or_fail(read_bsn, given.strip(), "the BSN"))


def value_or_fail(reader: Reader, given: str, name: str) -> Any:
    """A value as the reference files want it. Raises Failure, which never repeats the value."""
    found = reader(given)
    if isinstance(found, Wrong):
        raise Failure(f"{name} {found.reason}")
    return found


def place_or_fail(code: str, settings: Settings | None = None) -> str:
    """A municipality that exists and, where settings are given, is served here."""
    if code not in codelists.municipalities():
        raise Failure(f"{code} is not a CBS municipality code")
    if settings is not None and not settings.serves(code):
        raise Failure(f"municipality {code} is not served here (IJW_MUNICIPALITIES)")
    return code


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, as in a container
        return ""
