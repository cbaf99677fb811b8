"""The line of three stages: order, one batch a stage, and what goes wrong."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from ijw.broker.line import Batch, Line
from ijw.broker.timing import Steps


class Stages:
    """Stands in for the loop: notes what happens when, and can be slow or fail."""

    def __init__(self, *, slow: str = "", failing: str = "") -> None:
        self.slow, self.failing = slow, failing
        self.log: list[str] = []
        self.inside: dict[str, int] = {}
        self.most: dict[str, int] = {}

    async def _stage(self, name: str, batch: Any) -> Any:
        self.inside[name] = self.inside.get(name, 0) + 1
        self.most[name] = max(self.most.get(name, 0), self.inside[name])
        await asyncio.sleep(0.02 if name == self.slow else 0)
        self.inside[name] -= 1
        if name == self.failing:
            raise RuntimeError(name)
        self.log.append(f"{name} {batch}")
        return batch

    async def read(self, incoming: Any, _steps: Steps) -> Any:
        return await self._stage("read", incoming)

    async def settle(self, read: Any, _steps: Steps) -> Any:
        return await self._stage("settle", read)

    async def send(self, settled: Any, _steps: Steps) -> Any:
        return await self._stage("send", settled)


async def run(stages: Stages, count: int = 5) -> tuple[list[BaseException], list[str]]:
    """Send batches along a line; returns the failures and the order in which batches were finished."""
    failures: list[BaseException] = []
    finished: list[str] = []

    async def finish(settled: Any) -> None:
        finished.append(settled)

    line = Line(stages, failures.append)  # type: ignore[arg-type]  # the stages of a loop are all a line uses
    for n in range(count):
        await line.take(Batch(f"{n}", Steps(), finish))  # type: ignore[arg-type]
    await line.drain()
    assert line.idle
    return failures, finished


@pytest.mark.parametrize("slow", ["read", "settle", "send", ""])
async def test_batches_keep_their_order_in_every_stage(slow: str) -> None:
    """Whichever stage is slow, batches are finished as they came, one at a time in each stage."""
    stages = Stages(slow=slow)
    failures, finished = await run(stages)
    assert (failures, finished) == ([], ["0", "1", "2", "3", "4"])
    assert stages.most == {"read": 1, "settle": 1, "send": 1}
    for name in ("read", "settle", "send"):
        assert [f"{name} {n}" for n in range(5)] == [entry for entry in stages.log if entry.startswith(name)]


async def test_the_next_batch_is_read_while_one_is_sent() -> None:
    """The wait of one stage is filled with the work of another."""
    stages = Stages(slow="send")
    await run(stages, 3)
    assert stages.log.index("read 1") < stages.log.index("send 0")


@pytest.mark.parametrize("failing", ["settle", "send"])
async def test_a_failing_stage_is_told_and_nothing_after_it_is_finished(failing: str) -> None:
    """A batch that fails stops the line: its offsets, and those of the batches after it, stay uncommitted."""
    stages = Stages(failing=failing)
    failures: list[BaseException] = []
    finished: list[str] = []

    async def finish(settled: Any) -> None:
        finished.append(settled)

    line = Line(stages, failures.append)  # type: ignore[arg-type]

    async def take_four() -> None:
        for n in range(4):
            await line.take(Batch(f"{n}", Steps(), finish))  # type: ignore[arg-type]

    with pytest.raises(RuntimeError, match=failing):
        await take_four()
    await asyncio.sleep(0.05)
    assert failures
    assert finished == []
