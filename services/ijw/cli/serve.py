"""`ijw serve`: run consumers."""

from __future__ import annotations

import asyncio
import gc
import secrets
from collections.abc import Callable, Coroutine, Mapping
from typing import Annotated, Any, TypeVar

import typer
import uvicorn
from sqlalchemy.ext.asyncio import AsyncEngine
from tenacity import AsyncRetrying, retry_if_exception, stop_after_delay, wait_exponential

from ijw.broker.app import Process
from ijw.broker.connection import kafka_arguments
from ijw.broker.consumer import Consumer
from ijw.broker.reachable import check_broker
from ijw.broker.relay import keep_relaying
from ijw.cli.failure import Failure
from ijw.ops import health
from ijw.ops.events import configure_logging, log
from ijw.requests.consumer import Requests
from ijw.requests.protocols import protocols
from ijw.settings import ConfigurationError, Settings, load_settings
from ijw.start_stop.consumer import StartStop
from ijw.store import inbox
from ijw.store.database import connect, is_away, transaction
from ijw.store.migrate import revisions

T = TypeVar("T")

CONSUMERS: Mapping[str, Callable[[Settings], Consumer[Any, Any]]] = {
    "start-stop": lambda _settings: StartStop(),
    "requests": lambda settings: Requests(protocols(settings)),
}
"""How to make each consumer; what it reads from files is read once, at start."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)


def serve(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME…", help="Consumers to run, such as start-stop.")
    ],
) -> None:
    """Run one or more consumers until they are told to stop; start as many copies as you like.

    Example: IJW_KAFKA_BOOTSTRAP=127.0.0.1:9092 ijw serve start-stop
    """
    unknown = [name for name in names if name not in CONSUMERS]
    if unknown:
        raise Failure(f"there is no consumer {unknown[0]}; there are: {', '.join(CONSUMERS)}")
    settings = settings_or_fail()
    configure_logging(settings)
    calm_collector()
    run_async(_serve(names, settings))


def calm_collector() -> None:
    """Let the garbage collector look less often.

    A batch holds thousands of small objects that are all freed by reference counting when it ends; looking
    for cycles among them at every 700th cost a third of the time of reading and deciding.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)


def consumer_or_fail(name: str, settings: Settings) -> Consumer[Any, Any]:
    """The consumer, or one line that says what is wrong with a file that it reads."""
    try:
        return CONSUMERS[name](settings)
    except ConfigurationError as error:
        raise Failure(str(error)) from None


def settings_or_fail(**overrides: object) -> Settings:
    """The settings, or one line that names the wrong variable."""
    try:
        return load_settings(**overrides)
    except ConfigurationError as error:
        raise Failure(str(error)) from None


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on the fastest event loop that is installed."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    result: T = uvloop.run(work)
    return result


async def _serve(names: list[str], settings: Settings) -> None:
    engine = connect(settings.database_url)
    try:
        consumers = [consumer_or_fail(name, settings) for name in names]
        secret = await _ready(settings, engine)
        processes = [Process(consumer, settings, engine, secret) for consumer in consumers]
        for process in processes:
            log.info("serving", consumer=process.consumer.name, municipalities=len(settings.municipalities))
        async with asyncio.TaskGroup() as group:
            answering = _answer_health(group, processes, settings)
            relaying = _relay(group, processes[0], settings)
            await asyncio.gather(*(process.run() for process in processes))
            relaying.cancel()
            if answering is not None:
                answering.should_exit = True
    except* Failure as failures:
        raise failures.exceptions[0] from None
    except* Exception as errors:
        raise Failure(f"stopped by {type(errors.exceptions[0]).__name__}", code=1) from errors
    finally:
        await engine.dispose()


def _relay(group: asyncio.TaskGroup, process: Process, settings: Settings) -> asyncio.Task[None]:
    """Beside the consumers: send what a person's decision, or an operator's mistake, left unsent."""
    relaying = keep_relaying(process.engine, process.broker, kafka_arguments(settings))
    return group.create_task(relaying, name="relay")


def _answer_health(
    group: asyncio.TaskGroup, processes: list[Process], settings: Settings
) -> uvicorn.Server | None:
    if settings.health_port is None:
        return None

    async def live() -> bool:
        return all([await process.live() for process in processes])

    async def ready() -> bool:
        return all([await process.ready() for process in processes])

    port = settings.health_port
    answering = health.server({"/live": live, "/ready": ready}, host=settings.health_host, port=port)
    group.create_task(answering.serve())
    return answering


async def _ready(settings: Settings, engine: AsyncEngine) -> bytes:
    """Wait until broker and database answer, and give the secret of the client key."""
    try:
        async for attempt in AsyncRetrying(
            retry=retry_if_exception(lambda error: is_away(error) or isinstance(error, ConnectionError)),
            wait=wait_exponential(multiplier=0.2, max=3),
            stop=stop_after_delay(settings.start_timeout),
            reraise=True,
        ):
            with attempt:
                await check_broker(kafka_arguments(settings))
                return await _secret(settings, engine)
    except Exception as error:
        if not is_away(error):
            raise
        raise Failure(str(error) or f"the database does not answer ({type(error).__name__})") from None
    raise AssertionError("unreachable: the retrying ends only by a result or an error")


async def _secret(settings: Settings, engine: AsyncEngine) -> bytes:
    current, newest = await revisions(settings.database_url)
    if current != newest:
        raise Failure(f"the database is at revision {current}, not {newest}: run `ijw db upgrade` first")
    if settings.client_key_secret is not None:
        return settings.client_key_secret.get_secret_value().encode()
    async with transaction(engine) as connection:
        return (await inbox.secret(connection, secrets.token_hex(32))).encode()
