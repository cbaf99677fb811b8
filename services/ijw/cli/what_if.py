"""`ijw what-if`: what another protocol file would decide on the requests that came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from ijw.cli.failure import Failure
from ijw.cli.files import read_file
from ijw.cli.printing import Format, print_rows
from ijw.cli.reach import database_or_fail, run_command, settings_here
from ijw.cli.wording import dutch_time
from ijw.contracts.codelists import municipalities
from ijw.policy.protocols import ProtocolSet, with_protocol
from ijw.policy.what_if import Difference, described
from ijw.requests import history
from ijw.requests.history import StoredDecision
from ijw.requests.protocols import protocols
from ijw.settings import ConfigurationError, Settings

_COLUMNS = ("reference", "municipality", "provider", "decided_on", "before", "after")


@dataclass(frozen=True)
class Compared:
    """A stored decision, and what would be decided otherwise."""

    stored: StoredDecision
    difference: Difference | None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("what-if")(what_if)


def what_if(
    protocol: Annotated[Path, typer.Option(metavar="FILE", help="A protocol file (TOML).")],
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only what was decided from this day on.")
    ] = None,
    format: Format = "table",
) -> None:
    """Decide on stored requests again under another protocol file, and show what differs.

    The file takes the place of the protocol with the same id, or comes beside the others. Every request is
    decided on with the facts of its own day. Nothing changes: the database is only read. What a person
    decided is left alone.

    Example: ijw what-if --protocol gi-2026.toml --since 2026-01-01
    """
    settings = settings_here()
    rules = _protocols(settings, str(protocol))
    compared = run_command(_compared(settings, rules, since))
    different = [one for one in compared if one.difference]
    print_rows(map(_row, different), _COLUMNS, format)
    typer.echo(f"{len(compared)} decisions made again, {len(different)} would be another", err=True)


def _protocols(settings: Settings, file: str) -> ProtocolSet:
    try:
        text = read_file(file).decode("utf-8")
        found = with_protocol(protocols(settings), text, file, municipalities())
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise Failure(f"{file}:{line}: not UTF-8") from None
    except ConfigurationError as error:
        raise Failure(str(error)) from None
    if isinstance(found, ProtocolSet):
        return found
    raise Failure("; ".join(map(str, found)))


async def _compared(settings: Settings, rules: ProtocolSet, since: datetime | None) -> Sequence[Compared]:
    async with database_or_fail(settings) as engine, engine.connect() as connection:
        await connection.execution_options(postgresql_readonly=True)
        stored = await history.by_the_system(connection)
    chosen = [one for one in stored if since is None or dutch_time(one.at).date() >= since.date()]
    return [Compared(one, history.what_if(one, rules)) for one in chosen]


def _row(one: Compared) -> dict[str, Any]:
    stored, difference = one.stored, one.difference
    assert difference is not None
    return {
        "reference": stored.reference,
        "municipality": stored.municipality,
        "provider": stored.agb,
        "decided_on": dutch_time(stored.at).date(),
        "before": described(difference.before),
        "after": described(difference.after),
    }
