"""Many messages are judged on all cores, with the same verdicts in the same order."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from ijw.validation import batch
from ijw.validation.batch import FEW, PIECE, judge_all
from ijw.validation.sources import InMemory, Source, sources_in
from ijw.validation.verdict import Unread, Verdict
from support import factories as make
from support.xsd_generator import corpus
from support.zips import MESSAGE, archive


def mixed(folder: Path) -> list[Source]:
    """More messages than are judged in one process: good and bad, in files and in ZIP files."""
    for number, case in enumerate(corpus("JW307", FEW, seed=5)):
        (folder / f"{number:04}.xml").write_bytes(case.raw())
    for number in range(2):
        entries = [(f"{n}.xml", make.to_bytes(make.jw305(bsn=make.bsn(n + 1)))) for n in range(PIECE)]
        (folder / f"{number:04}.zip").write_bytes(archive(entries))
    return [*sources_in(str(folder)), Unread("gone.xml", "does not exist"), InMemory("-", MESSAGE)]


def test_several_processes_give_what_one_gives(tmp_path: Path) -> None:
    """The same verdicts, in the order of the files."""
    sources = mixed(tmp_path)
    here = list(judge_all(sources, "nl", processes=1))
    elsewhere = list(judge_all(sources, "nl", processes=2))
    assert here == elsewhere
    assert [one.file for one in sources] == [one.file for one in here]
    assert {one.level for one in here if isinstance(one, Verdict)} >= {None, 1, 2}


def test_a_batch_can_be_left_before_its_end(tmp_path: Path) -> None:
    """Whoever stops reading gets no error, and the processes are gone when the generator is."""
    verdicts = judge_all(mixed(tmp_path), processes=2)
    assert next(verdicts).file.endswith("0000.xml")
    verdicts.close()  # type: ignore[attr-defined]  # it is a generator


def test_a_message_that_our_code_cannot_take_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is unread, with the kind of error and without the text of it, which may hold a value."""

    def broken(file: str, raw: bytes, language: str) -> Verdict:
        if file == "b":
            raise ValueError("999912345")
        return Verdict(file, "JW305", None, ())

    monkeypatch.setattr(batch, "judge", broken)
    good, bad, last = judge_all([InMemory(name, MESSAGE) for name in "abc"])
    assert isinstance(bad, Unread)
    assert "ValueError" in bad.reason
    assert "999912345" not in bad.reason
    assert [good, last] == [Verdict(name, "JW305", None, ()) for name in "ac"]


def test_the_garbage_collector_is_left_as_it_was() -> None:
    """A program that uses this as a library keeps its own choice, also while it has a verdict in hand."""
    verdicts = judge_all([InMemory(name, MESSAGE) for name in "ab"])
    next(verdicts)
    assert gc.isenabled()
    list(verdicts)
    assert gc.isenabled()
