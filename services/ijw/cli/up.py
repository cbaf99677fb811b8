"""`ijw up`: the whole street on this machine, with one command."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from ijw.cli.failure import Failure
from ijw.settings import ConfigurationError, Settings, load_settings
from ijw.stack import Addresses, EmbeddedKafka, EmbeddedPostgres, StackError, StateFolder
from ijw.stack.fetch import shown_progress
from ijw.stack.services import Service, start_all
from ijw.stack.signals import StopRequested, ignore_further, stopping_on_signals
from ijw.stack.state import held_state_folder
from ijw.stack.supervisor import Watched, watch

SERVERS = ("broker", "database")
SERVICES = ("start-stop", "requests")
"""The consumers that `ijw up` runs; each is an `ijw serve NAME`."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class RunningStack:
    """A stack that is ready: its addresses are also in `stack.json`."""

    addresses: Addresses
    folder: StateFolder
    watched: tuple[Watched, ...]
    say: Say

    def supervise(self) -> NoReturn:
        """Start again what dies; ends only by StopRequested."""
        watch(self.watched, self.say)
        raise AssertionError("unreachable: watching ends only by an exception")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(up)


def up(
    state: Annotated[Path, typer.Option(help="Folder for data, logs and stack.json.")] = Path(".ijw"),
    only: Annotated[
        str | None, typer.Option(help=f"Start just these, with commas: {', '.join((*SERVERS, *SERVICES))}.")
    ] = None,
    kafka_port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port of the broker; else a free one.")
    ] = None,
    database_port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port of the database; else a free one.")
    ] = None,
) -> None:
    """Start the broker, the database and all services here; Ctrl-C or SIGTERM stops everything.

    Needs no Java and no Docker: Apache Kafka and PostgreSQL come in wheels. Data stays in the state folder.

    Example: ijw up --state .ijw
    """
    try:
        with running_stack(
            state, only=parts(only), kafka_port=kafka_port, database_port=database_port
        ) as stack:
            stack.supervise()
    except StopRequested:
        _print("everything is stopped")


def parts(only: str | None) -> frozenset[str]:
    """What to start: all, or what the option names. Raises Failure for a name that does not exist."""
    known = frozenset((*SERVERS, *SERVICES))
    wanted = (
        frozenset(name.strip() for name in only.split(",") if name.strip()) if only is not None else known
    )
    if not wanted or wanted - known:
        name = min(wanted - known, default="")
        raise Failure(f"--only: there is no {name!r}; there are: {', '.join((*SERVERS, *SERVICES))}")
    if wanted & set(SERVICES) and not wanted >= set(SERVERS):
        name = min(wanted & set(SERVICES))
        raise Failure(
            f"--only: {name} needs broker and database; with servers elsewhere use `ijw serve {name}`"
        )
    return wanted


@contextmanager
def running_stack(
    state_dir: Path,
    *,
    only: Collection[str] = (*SERVERS, *SERVICES),
    kafka_port: int | None = None,
    database_port: int | None = None,
    say: Say | None = None,
) -> Iterator[RunningStack]:
    """A stack in `state_dir` for as long as the block lasts; Failure when it cannot be started.

    The servers get their topics and newest schema. SIGINT and SIGTERM raise StopRequested in the block. Call
    it from the main thread, and not from a running event loop.
    """
    say = say or _print
    with ExitStack() as closing:
        try:
            yield _start(closing, state_dir, only, (kafka_port, database_port), say)
        except StackError as error:
            raise Failure(str(error), code=1) from None


def _start(
    closing: ExitStack,
    state_dir: Path,
    only: Collection[str],
    ports: tuple[int | None, int | None],
    say: Say,
) -> RunningStack:
    closing.enter_context(stopping_on_signals())
    folder = closing.enter_context(held_state_folder(state_dir))
    settings, began = _settings(), time.monotonic()
    services = _services(folder, only)
    addresses, watched = _servers(closing, folder, only, ports, say)
    from ijw.stack.prepare import prepare

    asyncio.run(prepare(addresses, settings))
    for stop in [service.stop for service in services] + [service.ask_to_stop for service in services]:
        _stop_at_the_end(closing, stop)
    _stop_at_the_end(closing, folder.withdraw)
    start_all(services, addresses, settings.group_prefix)
    for service in services:
        say(f"{service.name}: running, log in {service.log}")
    folder.publish(addresses)
    say(f"ready in {time.monotonic() - began:.1f} s; addresses in {folder.stack_file}")
    watched += [Watched(service.name, service) for service in services]
    return RunningStack(addresses, folder, tuple(watched), say)


def _settings() -> Settings:
    try:
        return load_settings()
    except ConfigurationError as error:
        raise Failure(str(error)) from None


def _services(folder: StateFolder, only: Collection[str]) -> list[Service]:
    """The services to start, and the end of those that a killed `ijw up` left behind."""
    services = [Service(name, folder) for name in SERVICES]
    for service in services:
        service.stop_left_behind()
    return [service for service in services if service.name in only]


def _servers(
    closing: ExitStack,
    folder: StateFolder,
    only: Collection[str],
    ports: tuple[int | None, int | None],
    say: Say,
) -> tuple[Addresses, list[Watched]]:
    bootstrap = database = None
    watched: list[Watched] = []
    if "broker" in only:
        kafka = EmbeddedKafka(folder.path / "kafka", log=folder.log("kafka"), port=ports[0])
        _stop_at_the_end(closing, kafka.stop)
        watched.append(Watched("broker", kafka))
        with shown_progress() as report:
            bootstrap = kafka.start(report)
        say(f"broker: {bootstrap} ({kafka.version})")
    if "database" in only:
        postgres = EmbeddedPostgres(folder.path / "postgres", log=folder.log("postgres"), port=ports[1])
        _stop_at_the_end(closing, postgres.stop)
        watched.append(Watched("database", postgres))
        database = postgres.start()
        say(f"database: {database} ({postgres.version})")
    return Addresses(kafka=bootstrap, database=database), watched


def _stop_at_the_end(closing: ExitStack, stop: Callable[[], None]) -> None:
    """Have `stop` called on the way out, from which moment no signal can interrupt it."""
    closing.callback(stop)
    closing.callback(ignore_further)


def _print(text: str) -> None:
    print(text, flush=True)
