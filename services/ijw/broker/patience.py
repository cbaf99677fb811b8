"""Waiting for a broker or a database that is away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from aiokafka.errors import KafkaError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from ijw.ops.events import log
from ijw.store.database import is_away

P = ParamSpec("P")
T = TypeVar("T")


async def when_there(work: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do this as soon as broker and database are there; their faults are waited out, with back-off."""
    async for attempt in AsyncRetrying(
        retry=retry_if_exception(_is_infrastructure),
        wait=wait_random_exponential(multiplier=0.2, max=30),
        before_sleep=_log_wait,
        reraise=True,
    ):
        with attempt:
            return await work(*args, **kwargs)
    raise AssertionError("unreachable: the retrying ends only by a result or an error")


def _is_infrastructure(error: BaseException) -> bool:
    return isinstance(error, KafkaError) or is_away(error)


def _log_wait(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.warning(
        "waiting_for_infrastructure",
        error=type(error).__name__,
        attempt=state.attempt_number,
        seconds=round(state.next_action.sleep, 1) if state.next_action else 0,
    )
