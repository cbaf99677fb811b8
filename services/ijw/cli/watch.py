"""`ijw watch`: follow what goes out."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from ijw.cli.failure import Failure
from ijw.cli.following import follower, next_records, outgoing_topics
from ijw.cli.observed import Observed, observe
from ijw.cli.posting import topics_or_fail
from ijw.cli.printing import Format, print_json
from ijw.cli.reach import broker_or_fail, run_command, settings_here
from ijw.settings import Settings

_LINE = "{:<24}  {:<20}  {:<5}  {:<36}  {:<8}  {:<14}  {}"
_LONGEST = 120
"""Characters of an error in the table; JSON has all of it."""
_HEADING = _LINE.format("time", "topic", "type", "in reply to", "verdict", "codes", "error")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(watch)


def watch(
    from_start: Annotated[
        bool, typer.Option("--from-start", help="Begin with the oldest message kept, not with the next one.")
    ] = False,
    count: Annotated[int | None, typer.Option(min=1, help="End after so many messages.")] = None,
    timeout: Annotated[
        float | None,
        typer.Option(min=0, help="End after so many seconds; with --count exit 1 when fewer came."),
    ] = None,
    format: Format = "table",
) -> None:
    """Follow outbound messages, rejected messages and dead letters until Ctrl-C.

    Shows what a message is, what it answers and its verdict; never a BSN or a name.

    Example: ijw watch --from-start --count 10 --timeout 30 --format json
    """
    settings = settings_here()
    seen = run_command(_watch(settings, from_start, count, timeout, format))
    if count is not None and seen < count:
        raise Failure(f"{seen} of {count} messages came within {timeout:g} seconds", code=1)


async def _watch(
    settings: Settings, from_start: bool, count: int | None, seconds: float | None, form: str
) -> int:
    names = outgoing_topics(settings)
    connection = await broker_or_fail(settings)
    await topics_or_fail(connection, names)
    ends = None if seconds is None else time.monotonic() + seconds
    seen = 0
    async with follower(connection, names, from_start=from_start) as consumer:
        typer.echo(f"watching {len(names)} topics on {settings.kafka_bootstrap}; Ctrl-C ends", err=True)
        if form == "table":
            typer.echo(_HEADING)
        while ends is None or time.monotonic() < ends:
            for record in await next_records(consumer):
                _print(observe(record, settings.topic_prefix), form)
                seen += 1
                if seen == count:
                    return seen
    return seen


def _print(one: Observed, form: str) -> None:
    fields = one.fields()
    if form == "json":
        print_json(fields)
        return
    error = " ".join(filter(None, (one.error, one.detail)))[:_LONGEST]
    line = _LINE.format(
        fields["time"],
        one.topic,
        one.type or "?",
        one.in_reply_to or "",
        one.verdict,
        " ".join(one.codes),
        error,
    )
    typer.echo(line.rstrip())
