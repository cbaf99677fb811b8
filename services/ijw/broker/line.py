"""The line along which batches go: read, settle, send.

Each stage has at most one batch in hand, and batches keep their order in every stage. While the answers of
one batch go out the next is decided on, and the one after that is read; the waits for broker and database
are filled with work. Nothing depends on it for safety: a batch that is saved but not sent is found back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from ijw.broker.envelope import Incoming
from ijw.broker.loop import Loop, Read
from ijw.broker.sending import Settled
from ijw.broker.timing import Steps


@dataclass(frozen=True)
class Batch:
    """The records of one fetch."""

    incoming: Sequence[Incoming]
    steps: Steps
    finish: Callable[[Settled], Awaitable[None]]
    """Commits the offsets, once every answer is on the broker."""


@dataclass
class Line:
    """Three stages, one batch in each."""

    loop: Loop
    failed: Callable[[BaseException], None]
    """Told of what goes wrong in a stage that nobody waits for."""
    _settling: asyncio.Task[None] | None = None
    _sending: asyncio.Task[None] | None = None
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def take(self, batch: Batch) -> None:
        """Read a batch, and hand it on as soon as the one before it is settled."""
        async with self._reading:
            read = await self.loop.read(batch.incoming, batch.steps)
            await _done(self._settling)
            self._settling = self._start(self._settle(batch, read))

    @property
    def idle(self) -> bool:
        """Whether no batch is in hand."""
        stages = (self._settling, self._sending)
        return not self._reading.locked() and all(stage is None or stage.done() for stage in stages)

    async def drain(self) -> None:
        """Wait until every batch in hand is finished."""
        async with self._reading:
            await _done(self._settling)
            await _done(self._sending)

    async def _settle(self, batch: Batch, read: Sequence[Read]) -> None:
        settled = await self.loop.settle(read, batch.steps)
        await _done(self._sending)
        self._sending = self._start(self._send(batch, settled))

    async def _send(self, batch: Batch, settled: Settled) -> None:
        await self.loop.send(settled, batch.steps)
        await batch.finish(settled)

    def _start(self, stage: Awaitable[None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(stage)
        task.add_done_callback(self._watch)
        return task

    def _watch(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self.failed(error)


async def _done(stage: asyncio.Task[None] | None) -> None:
    if stage is not None:
        await stage
