"""`ijw topics create` and `ijw db upgrade`: what a broker and a database need before the first message."""

from __future__ import annotations

from typing import Annotated

import typer

from ijw.broker.connection import kafka_arguments
from ijw.broker.topics import TopicError, all_topics, create_topics
from ijw.cli.failure import Failure
from ijw.cli.printing import Format, print_json
from ijw.cli.reach import address, answer_of_database, broker_or_fail, run_command, settings_here
from ijw.settings import Settings
from ijw.store.migrate import revisions, upgrade

topics = typer.Typer(no_args_is_help=True, help="The topics on the broker.")
database = typer.Typer(no_args_is_help=True, help="The schema of the database.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(topics, name="topics")
    app.add_typer(database, name="db")


@topics.callback()
def _topics() -> None:
    """Keep `create` a command of its own."""


@database.callback()
def _database() -> None:
    """Keep `upgrade` a command of its own."""


@topics.command()
def create(
    replicas: Annotated[int, typer.Option(min=1, help="Copies of every partition.")] = 1,
    format: Format = "table",
) -> None:
    """Make the topics that are not there yet; those that are there stay as they are.

    Example: IJW_PARTITIONS=12 ijw topics create --replicas 3
    """
    settings = settings_here()
    made = run_command(_create(settings, replicas))
    if format == "json":
        print_json({"created": made, "existing": len(all_topics()) - len(made)})
        return
    for name in made:
        typer.echo(f"{name}: made, {settings.partitions} partitions")
    typer.echo(f"{len(made)} topics made, {len(all_topics()) - len(made)} were there")


async def _create(settings: Settings, replicas: int) -> list[str]:
    await broker_or_fail(settings)
    connection = kafka_arguments(settings)
    bootstrap = connection.pop("bootstrap_servers")
    try:
        return await create_topics(
            bootstrap, settings.topic_prefix, settings.partitions, replicas=replicas, **connection
        )
    except TopicError as error:
        raise Failure(str(error), code=1) from None


@database.command("upgrade")
def upgrade_database(format: Format = "table") -> None:
    """Bring the database to the newest schema; safe to run twice and from two machines at once.

    Example: IJW_DATABASE_URL=postgresql://ijw@db/ijw ijw db upgrade
    """
    settings = settings_here()
    before, after = run_command(_upgrade(settings))
    if format == "json":
        print_json({"before": before, "after": after})
    elif before == after:
        typer.echo(f"{address(settings.database_url)} was at the newest revision, {after}")
    else:
        typer.echo(f"{address(settings.database_url)} went from {before or 'empty'} to revision {after}")


async def _upgrade(settings: Settings) -> tuple[str | None, str | None]:
    await answer_of_database(settings.database_url)
    before, newest = await revisions(settings.database_url)
    await upgrade(settings.database_url)
    return before, newest
