"""`ijw cases`: the requests that wait for a person."""

from __future__ import annotations

import sys
from datetime import datetime
from functools import partial
from typing import Annotated, Literal

import typer

from ijw.cli.carrying_out import carry_out
from ijw.cli.case_choice import choice_or_fail, other_period
from ijw.cli.case_shown import Shown, print_shown, shown_fields
from ijw.cli.case_words import row
from ijw.cli.failure import Failure
from ijw.cli.printing import Format, print_json, print_rows
from ijw.cli.reach import database_or_fail, run_command, settings_here
from ijw.cli.who import DryRun, Who, place_or_fail, who_or_fail
from ijw.cli.wording import moment_words
from ijw.ops.clock import today
from ijw.requests import cases as stored
from ijw.requests import desk, history, views
from ijw.requests.cases import Case
from ijw.settings import Settings

Id = Annotated[int, typer.Argument(metavar="ID", help="Number of the case.")]
Filter = Annotated[str | None, typer.Option("--municipality", help="Only of this municipality (CBS code).")]

_COLUMNS = (
    "id",
    "municipality",
    "kind",
    "provider",
    "reference",
    "asked",
    "findings",
    "deadline",
    "days_left",
    "state",
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Requests that wait for a person.")
    group.command("list")(list_)
    group.command()(show)
    group.command()(decide)
    app.add_typer(group, name="cases")


def list_(
    open_only: Annotated[
        bool, typer.Option("--open/--all", help="Those that wait, or also those that were decided.")
    ] = True,
    municipality: Filter = None,
    format: Format = "table",
) -> None:
    """List cases, the most urgent first; `days_left` counts working days, below zero when it is late.

    Example: ijw cases list --municipality 0363
    """
    settings = settings_here()
    place = place_or_fail(municipality) if municipality else None
    day = today(settings)
    found = run_command(_cases(settings, place, open_only=open_only))
    print_rows([row(one, day) for one in found], _COLUMNS, format)


def show(
    id: Id,
    person: Annotated[
        bool | None,
        typer.Option(
            "--person/--no-person",
            help="Tell who the child is (BSN, name, birth date); without it only on a terminal.",
        ),
    ] = None,
    format: Format = "table",
) -> None:
    """Show a case: the whole request, what was found, the facts, the deadline, and what can be chosen.

    Example: ijw cases show 12
    """
    settings = settings_here()
    told = sys.stdout.isatty() if person is None else person
    found = run_command(_shown(settings, id))
    if format == "json":
        print_json(shown_fields(found, today(settings), person=told))
    else:
        print_shown(found, today(settings), person=told)


def decide(
    id: Id,
    what: Annotated[
        Literal["assign", "refuse", "outside"],
        typer.Argument(
            metavar="assign|refuse|outside",
            help="Outside: dealt with without a message, for a child on the stop list.",
        ),
    ],
    *,
    first: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="Assign from this day, not as asked."),
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option("--to", formats=["%Y-%m-%d"], help="Assign until this day, not as asked."),
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why it is refused: RedenAfwijzingVerzoek.")] = None,
    municipality: Annotated[
        str | None, typer.Option("--municipality", help="For reason 8: which one is responsible.")
    ] = None,
    who: Who = None,
    dry_run: DryRun = False,
    format: Format = "table",
) -> int:
    """Decide a case, and send the assignment or the refusal. A request is answered once.

    Example: ijw cases decide 12 refuse --reason 8 --municipality 0405
    """
    settings, name = settings_here(), who_or_fail(who)
    waiting = run_command(_waiting(settings, id))
    period = other_period(waiting, first, last)
    choice = choice_or_fail(what, period, reason, municipality)
    told = {"done": f"case {id} decided by {name}: {what}", "case": id, "who": name, "decided": what}
    if choice is None:
        act = partial(desk.settle_outside, settings=settings, case_id=id, who=name)
    else:
        act = partial(desk.settle, settings=settings, case_id=id, choice=choice, who=name)
    return carry_out(settings, act, dry_run=dry_run, form=format, told=told)


async def _cases(settings: Settings, municipality: str | None, *, open_only: bool) -> list[Case]:
    wanted = stored.open_cases if open_only else stored.all_cases
    async with database_or_fail(settings) as engine, engine.connect() as connection:
        return await wanted(connection, municipality)


async def _shown(settings: Settings, id: int) -> Shown:
    async with database_or_fail(settings) as engine, engine.connect() as connection:
        found = await stored.case(connection, id)
        if found is None:
            raise Failure(f"there is no case {id}", code=1)
        client = found.asked.subject.client
        decisions = await history.on_reference(connection, found.reference, found.agb)
        return Shown(found, decisions, await views.person(connection, client))


async def _waiting(settings: Settings, id: int) -> Case:
    """A case that can still be decided; two who decide at once are told apart later, under the lock."""
    async with database_or_fail(settings) as engine, engine.connect() as connection:
        found = await stored.case(connection, id)
    if found is None:
        raise Failure(f"there is no case {id}", code=1)
    if not found.open:
        moment = moment_words(found.decided_at) if found.decided_at else ""
        raise Failure(f"case {id} was decided by {found.decided_by} on {moment}", code=1)
    return found
