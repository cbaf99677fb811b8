"""`ijw status`: what is waiting, and what has been done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import typer
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from ijw.cli.lag import Lag, lags
from ijw.cli.printing import Format, print_json, print_rows
from ijw.cli.reach import broker_or_fail, database_or_fail, run_command, settings_here
from ijw.settings import Settings
from ijw.store.inbox import DEAD
from ijw.store.tables import inbox, outbox, unsent


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the street."""

    lag: Sequence[Lag]
    processed: Sequence[tuple[str | None, str, int]]
    """Type, verdict, and how many."""
    unsent: int
    """Messages of ours that are saved and of which it is not noted that they went out."""

    @property
    def dead_letters(self) -> int:
        """Messages that the system could not process."""
        return sum(count for _type, verdict, count in self.processed if verdict == DEAD)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(status)


def status(format: Format = "table") -> None:
    """Show how far the consumers are behind, what was processed, what is unsent and the dead letters.

    Example: ijw status --format json
    """
    settings = settings_here()
    found = run_command(_status(settings))
    if format == "json":
        print_json(_fields(found))
    else:
        _print(found)


async def _status(settings: Settings) -> Status:
    connection = await broker_or_fail(settings)
    async with database_or_fail(settings) as engine:
        processed, unsent = await _counts(engine)
    return Status(await lags(connection, settings), processed, unsent)


async def _counts(engine: AsyncEngine) -> tuple[list[tuple[str | None, str, int]], int]:
    by_verdict = (
        select(inbox.c.type, inbox.c.verdict, func.count())
        .group_by(inbox.c.type, inbox.c.verdict)
        .order_by(inbox.c.type, inbox.c.verdict)
    )
    waiting = select(func.count()).select_from(outbox.join(unsent, unsent.c.batch == outbox.c.batch))
    async with engine.connect() as connection:
        rows = await connection.execute(by_verdict)
        processed = [(row[0], row[1], row[2]) for row in rows]
        return processed, int((await connection.execute(waiting)).scalar_one())


def _fields(found: Status) -> dict[str, Any]:
    return {
        "lag": [asdict(one) for one in found.lag],
        "behind": sum(one.behind for one in found.lag),
        "processed": _processed(found),
        "unsent": found.unsent,
        "dead_letters": found.dead_letters,
    }


def _processed(found: Status) -> list[dict[str, Any]]:
    return [{"type": kind, "verdict": verdict, "messages": n} for kind, verdict, n in found.processed]


def _print(found: Status) -> None:
    columns = ("group", "topic", "partition", "committed", "end", "behind")
    used = [one for one in found.lag if one.end > 0]
    print_rows(map(asdict, used), columns, "table")
    print_rows(_processed(found), ("type", "verdict", "messages"), "table")
    behind = sum(one.behind for one in found.lag)
    typer.echo(f"behind: {behind}; unsent: {found.unsent}; dead letters: {found.dead_letters}")
