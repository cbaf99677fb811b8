"""Working through a batch in turns with the event loop, so that heartbeats never wait.

Most messages take a tenth of a millisecond, and handing them to a thread costs as much again: two threads
that want the interpreter pass it to and fro at every call into libxml2, several times a message. So small
messages are dealt with where we are, two milliseconds at a time; a large one leaves the event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from time import perf_counter
from typing import TypeVar

TURN = 0.002
"""Seconds after which everybody else gets a turn."""

LARGE = 32 * 1024
"""Bytes from which a message leaves the event loop; one of this size takes three milliseconds at most."""


A = TypeVar("A")
T = TypeVar("T")


async def in_turns(
    work: Callable[[A], T],
    items: Sequence[A],
    size: Callable[[A], int],
    beside: Executor,
    give_way: asyncio.Lock | None = None,
) -> list[T]:
    """Do this with each item, in order; the large ones in the executor.

    After every turn it gives way to whoever holds the lock, which has more urgent work to do.
    """
    done: list[T] = []
    end = perf_counter() + TURN
    for item in items:
        if size(item) >= LARGE:
            done.append(await asyncio.get_running_loop().run_in_executor(beside, work, item))
        else:
            done.append(work(item))
        if perf_counter() > end:
            await asyncio.sleep(0)
            if give_way is not None:
                async with give_way:
                    pass
            end = perf_counter() + TURN
    return done
