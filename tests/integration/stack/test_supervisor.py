"""Starting again what died."""

from __future__ import annotations

from dataclasses import dataclass

from ijw.stack import StackError
from ijw.stack.supervisor import LONGEST, STEADY, Watched, look_after


@dataclass
class Mortal:
    """A process that dies when told, and may refuse to start."""

    running: bool = True
    refuses: bool = False
    starts: int = 0

    def start(self) -> None:
        """Live again, or not."""
        self.starts += 1
        if self.refuses:
            raise StackError("it does not start")
        self.running = True


def _pauses(watched: Watched, process: Mortal, deaths: int) -> list[float]:
    """The pauses between so many deaths, each right after a start."""
    now, found = 0.0, []
    for _ in range(deaths):
        process.running = False
        look_after(watched, lambda _: None, now=now)
        assert watched.start_at is not None
        found.append(watched.start_at - now)
        now = watched.start_at
        look_after(watched, lambda _: None, now=now)
    return found


def test_the_pauses_double_up_to_a_limit() -> None:
    """A process that keeps dying does not keep the machine busy."""
    process = Mortal()
    watched = Watched("x", process, started=0.0)
    assert _pauses(watched, process, 7) == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert process.starts == 7
    assert LONGEST == 30.0


def test_a_process_that_was_steady_is_started_again_at_once() -> None:
    """After a minute of life a death is a first one again."""
    process = Mortal(running=False)
    watched = Watched("x", process, deaths=6, started=0.0)
    look_after(watched, lambda _: None, now=STEADY + 1)
    assert watched.start_at == STEADY + 2


def test_a_living_process_is_left_alone() -> None:
    """Nothing is said or done."""
    process, said = Mortal(), list[str]()
    look_after(Watched("x", process), said.append, now=0.0)
    assert (process.starts, said) == (0, [])


def test_a_start_that_fails_is_told_and_tried_again() -> None:
    """The reason reaches the user, and the next try comes after a longer pause."""
    process, said = Mortal(running=False, refuses=True), list[str]()
    watched = Watched("x", process, started=0.0)
    for now in (0.0, 1.0, 1.0, 3.0):
        look_after(watched, said.append, now=now)
    died = "x stopped by itself; starting it again in {} s"
    assert [died.format(1), "it does not start", died.format(2), "it does not start"] == said
