"""`ijw why`: the decisions behind an assignment or a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.cli.failure import Failure
from ijw.cli.printing import Format, console, print_json
from ijw.cli.reach import database_or_fail, run_command, settings_here
from ijw.cli.who import place_or_fail
from ijw.cli.why_words import facts_fields, facts_lines
from ijw.cli.wording import code_name, moment_words, municipality_name, term_words
from ijw.policy.what_if import described
from ijw.requests import history, views
from ijw.requests.history import StoredDecision
from ijw.requests.views import Version
from ijw.settings import Settings

_LONGEST_NUMBER = 9
"""Digits of a ToewijzingNummer."""


@dataclass(frozen=True)
class Behind:
    """What is known of an assignment or a request, in order."""

    versions: Sequence[Version]
    decisions: Sequence[StoredDecision]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(why)


def why(
    what: Annotated[
        str,
        typer.Argument(metavar="ASSIGNMENT|REFERENCE", help="ToewijzingNummer, or ReferentieAanbieder."),
    ],
    municipality: Annotated[str | None, typer.Option(help="Only of this municipality (CBS code).")] = None,
    format: Format = "table",
) -> None:
    """Tell how an assignment came to be, or what was decided on a request: every rule in its order.

    For a request come the assignments that it made or changed. With each decision come the protocol and its
    version, the facts, who decided and when. JSON: an object for each version of the assignment, then one for
    each decision.

    Example: ijw why 100000017 --municipality 0363
    """
    settings = settings_here()
    place = place_or_fail(municipality) if municipality else None
    found = run_command(_behind(settings, what, place))
    if not found.versions and not found.decisions:
        raise Failure(f"nothing is known of an assignment or a request {what}", code=1)
    if format == "json":
        for row in [*map(_version_fields, found.versions), *map(_decision_fields, found.decisions)]:
            print_json(row)
    else:
        _print(found)


async def _behind(settings: Settings, what: str, municipality: str | None) -> Behind:
    async with database_or_fail(settings) as engine, engine.connect() as connection:
        if what.isascii() and what.isdigit() and len(what) <= _LONGEST_NUMBER:
            number = int(what)
            versions = await views.versions(connection, number, municipality)
            decided = await history.on_assignment(connection, number, municipality)
        else:
            versions, decided = [], []
        decided += await history.on_reference(connection, what)
        own = [one for one in decided if municipality in (None, one.municipality)]
        stories = await _whole_stories(connection, own)
        made = await views.versions_by(connection, [one.id for one in stories])
        return Behind(versions or made, stories)


async def _whole_stories(
    connection: AsyncConnection, decided: Sequence[StoredDecision]
) -> list[StoredDecision]:
    """These decisions and every other one on the same requests: a person decides after the system."""
    requests = {(one.reference, one.agb) for one in decided if one.reference is not None}
    found = {one.id: one for one in decided}
    for reference, agb in requests:
        found |= {one.id: one for one in await history.on_reference(connection, str(reference), agb)}
    return sorted(found.values(), key=lambda one: one.at)


def _version_fields(one: Version) -> dict[str, Any]:
    return {"kind": "version", **asdict(one)}


def _decision_fields(one: StoredDecision) -> dict[str, Any]:
    return {
        "kind": "decision",
        "id": one.id,
        "municipality": one.municipality,
        "provider": one.agb,
        "reference": one.reference,
        "at": one.at.isoformat(),
        "who": one.who,
        "outcome": one.decision.kind,
        "decided": described(one.decision),
        "protocol": one.protocol,
        "answer": one.answer,
        "identificatie": one.identificatie,
        "steps": [asdict(step) for step in one.trace],
        "facts": facts_fields(one.facts),
    }


def _print(found: Behind) -> None:
    screen = console()
    for version in found.versions:
        screen.print(escape(_version_line(version)))
    for decision in found.decisions:
        screen.print()
        _print_decision(screen, decision)


def _version_line(one: Version) -> str:
    reason = f", RedenWijziging {code_name('reden_wijziging', one.reason)}" if one.reason else ""
    how = f"{'by the decision below' if one.decision else 'imported'}, {moment_words(one.at)}"
    place = municipality_name(one.municipality)
    what = f"{one.product or 'no code'} {term_words(one.first, one.last)}{reason}"
    return f"assignment {one.number} of {place}, version {one.version} ({how}): {what}"


def _print_decision(screen: Console, one: StoredDecision) -> None:
    on = f"request {one.reference} of provider {one.agb}" if one.reference else "own initiative"
    screen.print(
        f"[bold]{escape(on)}[/bold], {municipality_name(one.municipality)}, "
        f"{moment_words(one.at)} by {escape(one.who)}"
    )
    screen.print(f"  {escape(described(one.decision))}")
    screen.print(f"  protocol: {one.protocol or 'none holds'}; answer: {one.answer or 'none'}")
    table = Table("rule", "outcome", "explanation", box=box.SIMPLE_HEAD, pad_edge=False)
    for step in one.trace:
        table.add_row(step.rule, step.outcome, escape(step.explanation))
    screen.print(table)
    for line in facts_lines(one.facts):
        screen.print(f"  {escape(line)}", soft_wrap=True)
