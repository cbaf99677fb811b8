"""`ijw stop-list`: clients about whom no message goes out (OP003)."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ijw.cli.failure import Failure
from ijw.cli.printing import Format, print_json, print_rows
from ijw.cli.reach import database_or_fail, run_command, settings_here
from ijw.cli.who import Bsn, Place, Who, bsn_or_fail, place_or_fail, who_or_fail
from ijw.ops.clock import today
from ijw.requests import stop_list, views
from ijw.requests.acting import key_of
from ijw.requests.asked import Client, Subject
from ijw.settings import Settings
from ijw.store.database import transaction

_COLUMNS = ("municipality", "client_key", "since", "who")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Clients without message traffic (OP003).")
    group.command()(add)
    group.command()(remove)
    group.command("list")(list_)
    app.add_typer(group, name="stop-list")


def add(municipality: Place, bsn: Bsn = None, who: Who = None, format: Format = "table") -> None:
    """Send nothing about a child any more: a professional judges it unsafe. Requests then wait for a person.

    Example: ijw stop-list add --municipality 0363 < bsn.txt
    """
    settings, name = settings_here(), who_or_fail(who)
    client = _client(settings, municipality, bsn)
    key = run_command(_add(settings, client, name))
    if key is None:
        raise Failure("this child is on the stop list already", code=1)
    _tell("on the stop list", client, key, format)


def remove(municipality: Place, bsn: Bsn = None, format: Format = "table") -> None:
    """Take up the message traffic about a child again. What waited stays with a person: `ijw cases list`.

    Example: ijw stop-list remove --municipality 0363 < bsn.txt
    """
    settings = settings_here()
    client = _client(settings, municipality, bsn)
    key = run_command(_remove(settings, client))
    if key is None:
        raise Failure("this child is not on the stop list", code=1)
    _tell("off the stop list", client, key, format)


def list_(
    municipality: Annotated[str | None, typer.Option(help="Only of this municipality (CBS code).")] = None,
    person: Annotated[bool, typer.Option("--person", help="Tell the BSN too.")] = False,
    format: Format = "table",
) -> None:
    """List the children without message traffic, by client key: as in the logs and on the broker.

    Example: ijw stop-list list --municipality 0363 --format json
    """
    settings = settings_here()
    place = place_or_fail(municipality) if municipality else None
    rows = run_command(_rows(settings, place))
    columns = (*_COLUMNS, "bsn") if person else _COLUMNS
    print_rows([{name: row[name] for name in columns} for row in rows], columns, format)


def _client(settings: Settings, municipality: str, bsn: str | None) -> Client:
    return Client(place_or_fail(municipality, settings), bsn_or_fail(bsn))


def _tell(what: str, client: Client, key: str, form: str) -> None:
    if form == "json":
        print_json({"municipality": client.municipality, "client_key": key, "now": what})
    else:
        typer.echo(f"client {key} of {client.municipality} is now {what}")


async def _add(settings: Settings, client: Client, who: str) -> str | None:
    async with database_or_fail(settings) as engine, transaction(engine) as connection:
        added = await stop_list.stop(connection, client, since=today(settings), who=who)
        return await key_of(connection, settings, Subject(client, "")) if added else None


async def _remove(settings: Settings, client: Client) -> str | None:
    async with database_or_fail(settings) as engine, transaction(engine) as connection:
        gone = await stop_list.resume(connection, client)
        return await key_of(connection, settings, Subject(client, "")) if gone else None


async def _rows(settings: Settings, municipality: str | None) -> list[dict[str, Any]]:
    async with database_or_fail(settings) as engine, transaction(engine) as connection:
        return [
            {
                "municipality": one.client.municipality,
                "client_key": await key_of(connection, settings, Subject(one.client, "")),
                "since": one.since,
                "who": one.who,
                "bsn": one.client.bsn,
            }
            for one in await views.stopped(connection, municipality)
        ]
