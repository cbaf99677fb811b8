"""Running asynchronous work that a signal ends in good order."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

from ijw.stack.signals import StopRequested

T = TypeVar("T")

_STOPPING = (signal.SIGINT, signal.SIGTERM)


def run_interruptible(work: Coroutine[Any, Any, T]) -> T:
    """Run work to its end; the first SIGINT or SIGTERM cancels it, closes what it opened, and StopRequested.

    Raising in the middle of the event loop, as a plain signal handler does, leaves connections half closed.
    """
    before = {number: signal.getsignal(number) for number in _STOPPING}
    try:
        return asyncio.run(_cancelled_by_signals(work))
    except asyncio.CancelledError:
        raise StopRequested from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def _cancelled_by_signals(work: Coroutine[Any, Any, T]) -> T:
    loop, task = asyncio.get_running_loop(), asyncio.ensure_future(work)
    for number in _STOPPING:
        loop.add_signal_handler(number, task.cancel)
    return await task
