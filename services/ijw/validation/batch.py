"""Judging many messages on all cores, in the order in which they were found.

Few messages are judged right here: starting a process takes as long as judging thousands. While a batch
runs the garbage collector waits for the end of each piece of work; nothing a verdict is made of refers to
itself, so there is next to nothing for it to find, and looking costs more than the checking.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

from ijw.contracts import schemas
from ijw.rules.registry import all_rules
from ijw.validation.judge import judge, refuse
from ijw.validation.sources import InArchive, InFile, InMemory, Reader, Refused, Source
from ijw.validation.verdict import Outcome, Unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ijw.contracts.codelists import Language

PIECE = 25
"""Messages that a process gets at a time."""

FEW = 100
"""Up to so many messages are judged in this process."""

_AHEAD = 4
"""Pieces of work given out for each process before the first is done."""


def judge_all(
    sources: Sequence[Source], language: Language = "en", processes: int | None = None
) -> Iterator[Outcome]:
    """Judge every message, in this order; `processes` is the number of cores unless given."""
    count = processes or os.cpu_count() or 1
    if len(sources) <= FEW or count == 1:
        yield from _judge_here(sources, language)
    else:
        yield from _judge_elsewhere(sources, language, count)


@contextmanager
def collector_waits() -> Iterator[None]:
    """Keep the garbage collector from running, and leave it as it was."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _judge_here(sources: Sequence[Source], language: Language) -> Iterator[Outcome]:
    reader = Reader()
    try:
        for source in sources:
            with collector_waits():
                outcome = _judge_one(source, reader, language)
            yield outcome
    finally:
        reader.close()


def _judge_elsewhere(sources: Sequence[Source], language: Language, count: int) -> Iterator[Outcome]:
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_prepare)
    try:
        pieces = _pieces(sources)
        waiting: deque[Future[list[Outcome]]] = deque(
            pool.submit(_judge_piece, piece, language) for piece in islice(pieces, count * _AHEAD)
        )
        while waiting:
            yield from waiting.popleft().result()
            waiting.extend(pool.submit(_judge_piece, piece, language) for piece in islice(pieces, 1))
    finally:
        pool.shutdown(cancel_futures=True)


def _pieces(sources: Sequence[Source]) -> Iterator[Sequence[Source]]:
    return (sources[start : start + PIECE] for start in range(0, len(sources), PIECE))


_reader = Reader()
"""Of a process that judges for another one."""


def _prepare() -> None:
    """Get a process ready: Ctrl-C is for the process that gave the work, which then stops this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    schemas.compile_all()
    all_rules()
    gc.disable()
    gc.freeze()


def _judge_piece(sources: Sequence[Source], language: Language) -> list[Outcome]:
    outcomes = [_judge_one(source, _reader, language) for source in sources]
    gc.collect()
    return outcomes


def _judge_one(source: Source, reader: Reader, language: Language) -> Outcome:
    match source:
        case Unread():
            return source
        case Refused():
            return refuse(source.file, source.code, language)
        case InMemory():
            return _judge_bytes(source.file, source.raw, language)
        case InFile() | InArchive():
            try:
                raw = reader.read(source)
            except OSError as error:
                return Unread(source.file, f"cannot be read: {error.strerror}")
            if isinstance(raw, str):
                return refuse(source.file, raw, language)
            return _judge_bytes(source.file, raw, language)


def _judge_bytes(file: str, raw: bytes, language: Language) -> Outcome:
    try:
        return judge(file, raw, language)
    except Exception as bug:
        # One message that our own code cannot take must not end the batch; the user is told of it.
        return Unread(file, f"could not be judged: {type(bug).__name__} in ijw, please report it")
