"""Being told to stop: SIGINT and SIGTERM unwind the program once, and do not disturb its clearing up."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_STOPPING = (signal.SIGINT, signal.SIGTERM)


class StopRequested(KeyboardInterrupt):
    """Ctrl-C or SIGTERM; everything that was started is stopped on the way out."""


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Within the block the first SIGINT or SIGTERM raises StopRequested, and further ones are ignored.

    Outside the main thread, where Python cannot handle signals, the block changes nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _stop) for number in _STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def ignore_further() -> None:
    """From here on the program is clearing up; a second Ctrl-C must not leave a server behind."""
    if threading.current_thread() is threading.main_thread():
        for number in _STOPPING:
            # Not SIG_IGN, which every program started from here would inherit.
            signal.signal(number, _nothing)


def _stop(number: int, _frame: FrameType | None) -> None:
    ignore_further()
    raise StopRequested(signal.Signals(number).name)


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """Do nothing."""
