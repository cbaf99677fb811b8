"""Starting again what died, with longer and longer pauses."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ijw.stack.errors import StackError

SHORTEST, LONGEST = 1.0, 30.0
"""Seconds of pause before the first and at most before a later start."""
STEADY = 60.0
"""Seconds after which a process counts as steady, so that its next death is a first one again."""


class Restartable(Protocol):
    """A server or service."""

    @property
    def running(self) -> bool:
        """Whether it lives."""

    def start(self) -> object:
        """Start it again, where it was."""


@dataclass
class Watched:
    """What is known of one process."""

    name: str
    process: Restartable
    deaths: int = 0
    started: float = field(default_factory=time.monotonic)
    start_at: float | None = None


def watch(watched: Sequence[Watched], say: Callable[[str], None], *, pause: float = 0.2) -> None:
    """Watch for ever; ends only by an exception, such as the one of a signal."""
    while True:
        for process in watched:
            look_after(process, say, now=time.monotonic())
        time.sleep(pause)


def look_after(watched: Watched, say: Callable[[str], None], *, now: float) -> None:
    """Look at one process: note its death, or start it again when its pause is over."""
    if watched.process.running:
        return
    if watched.start_at is None:
        _note_death(watched, say, now)
    elif now >= watched.start_at:
        _start_again(watched, say, now)


def _note_death(watched: Watched, say: Callable[[str], None], now: float) -> None:
    watched.deaths = 1 if now - watched.started > STEADY else watched.deaths + 1
    pause = min(SHORTEST * 2 ** (watched.deaths - 1), LONGEST)
    watched.start_at = now + pause
    say(f"{watched.name} stopped by itself; starting it again in {pause:.0f} s")


def _start_again(watched: Watched, say: Callable[[str], None], now: float) -> None:
    watched.start_at, watched.started = None, now
    try:
        watched.process.start()
        say(f"{watched.name} runs again")
    except StackError as error:
        say(str(error))
