"""`ijw demo`: the whole system on this machine, playing a story."""

from __future__ import annotations

import os
import secrets
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.live import Live
from rich.table import Table

from ijw.cli.demo_requests import print_requests
from ijw.cli.failure import Failure
from ijw.cli.imports import read_rows
from ijw.cli.interrupting import run_interruptible
from ijw.cli.playing import Played, play
from ijw.cli.playing_requests import play_requests
from ijw.cli.printing import Format, console, print_json
from ijw.cli.serve import settings_or_fail
from ijw.cli.up import running_stack
from ijw.contracts.codelists import retourcodes
from ijw.demo import families, reference
from ijw.demo.people import children
from ijw.demo.request_stories import Requests
from ijw.demo.story import Step, Teller
from ijw.ops.clock import today
from ijw.settings import Settings
from ijw.stack.signals import StopRequested, ignore_further, stopping_on_signals
from ijw.store import imports
from ijw.store.database import connect, transaction
from ijw.store.import_layouts import LAYOUTS

FROZEN = date(2026, 3, 2)
"""The date of the story unless IJW_TODAY says otherwise."""
CASTS = 150
"""How many times a story can be told on one state folder with other children."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    state: Annotated[
        Path | None, typer.Option(help="Keep data and logs in this folder; else they are removed at the end.")
    ] = None,
    format: Format = "table",
) -> None:
    """Start everything here, play a story of real messages, show what came back, and stop everything.

    Exit 0 when every answer is what the standard says, else 1.

    Example: ijw demo --state /tmp/demo
    """
    try:
        with stopping_on_signals(), _folder(state) as folder, _environment():
            good = _in(folder, 0 if state is None else secrets.randbelow(CASTS), format)
    except StopRequested:
        raise Failure("interrupted; everything is stopped", code=130) from None
    other = good.count(False)
    if other:
        raise Failure(f"{other} of {len(good)} answers were not as the story says", code=1)


def _in(folder: Path, cast: int, form: str) -> list[bool]:
    with running_stack(folder, say=_say) as stack:
        kafka, database = stack.addresses.kafka, stack.addresses.database
        settings = settings_or_fail(kafka_bootstrap=kafka, database_url=database)
        return run_interruptible(_tell(settings, cast, form))


@contextmanager
def _folder(state: Path | None) -> Iterator[Path]:
    if state is not None:
        yield state
        return
    with tempfile.TemporaryDirectory(prefix="ijw-demo-", ignore_cleanup_errors=True) as folder:
        try:
            yield Path(folder)
        finally:
            ignore_further()


@contextmanager
def _environment() -> Iterator[None]:
    """The settings of the services of the story, which get them from the environment."""
    story = {
        "IJW_TODAY": os.environ.get("IJW_TODAY") or FROZEN.isoformat(),
        "IJW_MUNICIPALITIES": ",".join(families.SERVED),
        "IJW_CLIENT_KEY_SECRET": secrets.token_hex(16),
    }
    before = {name: os.environ.get(name) for name in story}
    os.environ.update(story)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


async def _tell(settings: Settings, cast: int, form: str) -> list[bool]:
    began, run = time.monotonic(), f"{datetime.now(UTC):%d%H%M%S}"
    care = await _tell_of_care(settings, cast, run, form)
    good = care + await _tell_of_requests(settings, cast, run, form)
    _say(f"{good.count(True)} of {len(good)} as the story says, in {time.monotonic() - began:.1f} s")
    return good


async def _tell_of_care(settings: Settings, cast: int, run: str, form: str) -> list[bool]:
    day, told = today(settings), children(cast)
    await _import(settings, reference.files(told, day))
    steps = Teller(day, run).story(told)
    played = await (_as_json if form == "json" else _as_table)(settings, steps)
    return [one.as_expected for one in played]


async def _tell_of_requests(settings: Settings, cast: int, run: str, form: str) -> list[bool]:
    day, told = today(settings), families.families(cast)
    await _import(settings, families.files(told, day))
    story = Requests(told, day, run).stories()
    return await print_requests(play_requests(settings, story), form)


async def _import(settings: Settings, known: Mapping[str, bytes]) -> None:
    engine = connect(settings.database_url)
    try:
        for name, raw in known.items():
            rows = read_rows(raw, LAYOUTS[name], f"{name}.csv")
            async with transaction(engine) as connection:
                await imports.save(connection, LAYOUTS[name], rows, now=datetime.now(UTC), who="ijw demo")
            _say(f"{name}: {len(rows)} imported")
    finally:
        await engine.dispose()


async def _as_table(settings: Settings, steps: Sequence[Step]) -> list[Played]:
    screen = console()
    screen.print("Start and stop of care")
    table = Table("", "message in", "what it says", "verdict", "receipt out", "codes", box=box.SIMPLE_HEAD)
    played = []
    with Live(table, console=screen, auto_refresh=False) as live:
        async for one in play(settings, steps):
            played.append(one)
            table.add_row(str(len(played)), *_cells(one))
            live.refresh()
    screen.print()
    return played


async def _as_json(settings: Settings, steps: Sequence[Step]) -> list[Played]:
    played = []
    async for one in play(settings, steps):
        played.append(one)
        answer = one.answer
        print_json(
            {
                "type": one.step.type,
                "says": one.step.says,
                "verdict": answer.verdict if answer else None,
                "receipt": answer.type if answer else None,
                "codes": sorted(one.codes),
                "as_expected": one.as_expected,
            }
        )
    return played


def _cells(one: Played) -> tuple[str, ...]:
    if one.answer is None:
        return one.step.type, one.step.says, "[red]no answer[/red]", "", ""
    colour = {"accepted": "green", "refused": "yellow", "rejected": "magenta"}.get(one.answer.verdict, "red")
    verdict = f"[{colour}]{one.answer.verdict}[/{colour}]"
    if not one.as_expected:
        verdict += f" [red]not {one.step.expected.verdict}[/red]"
    receipt = "none" if one.answer.verdict in ("rejected", "dead") else one.answer.type or ""
    return one.step.type, one.step.says, verdict, receipt, "; ".join(map(_meaning, sorted(one.codes)))


def _meaning(code: str) -> str:
    known = retourcodes().get(code)
    return f"{code} {known.name_en}" if known else code


def _say(text: str) -> None:
    console(stderr=True).print(text)
