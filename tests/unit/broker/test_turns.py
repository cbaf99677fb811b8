"""A batch is dealt with in turns with the event loop; what is large leaves it."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ijw.broker import turns
from ijw.broker.turns import LARGE, in_turns


@pytest.fixture(autouse=True)
def _a_turn_is_one_item(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "TURN", -1.0)


async def count_turns(turns_of_others: list[int]) -> None:
    """What everybody else is, such as the heartbeat."""
    while True:
        turns_of_others[0] += 1
        await asyncio.sleep(0)


async def test_everybody_gets_a_turn_and_the_order_stays() -> None:
    """Between two items the event loop goes round."""
    others = [0]
    other = asyncio.create_task(count_turns(others))
    with ThreadPoolExecutor(1) as beside:
        seen = await in_turns(lambda _: others[0], range(20), lambda _: 1, beside)
        done = await in_turns(lambda item: item * 2, range(20), lambda item: LARGE * (item % 3), beside)
    other.cancel()
    assert seen == sorted(set(seen))
    assert done == [item * 2 for item in range(20)]


async def test_a_large_message_leaves_the_event_loop() -> None:
    """It is dealt with in the thread beside, a small one where we are."""
    with ThreadPoolExecutor(1, "beside") as beside:
        names = await in_turns(
            lambda _: threading.current_thread().name, [1, LARGE, LARGE - 1], lambda size: size, beside
        )
    assert [name.startswith("beside") for name in names] == [False, True, False]


async def test_what_is_urgent_goes_first() -> None:
    """While somebody holds the lock nothing more is done after the turn that was going on."""
    urgent, done = asyncio.Lock(), list[int]()
    with ThreadPoolExecutor(1) as beside:
        await urgent.acquire()
        work = asyncio.create_task(in_turns(done.append, range(5), lambda _: 1, beside, urgent))
        for _ in range(20):
            await asyncio.sleep(0)
        assert done == [0]
        urgent.release()
        await work
    assert done == [0, 1, 2, 3, 4]


async def test_what_goes_wrong_is_told() -> None:
    """An exception of the work is not kept back, small or large."""
    with ThreadPoolExecutor(1) as beside:
        for size in (1, LARGE):
            with pytest.raises(ZeroDivisionError):
                await in_turns(lambda _: 1 // 0, [1], lambda _, size=size: size, beside)  # type: ignore[misc]
