"""Where messages are found: files, folders, ZIP files and bytes."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path
from zipfile import ZIP_STORED

import pytest

from ijw.contracts.safe_xml import MAX_BYTES
from ijw.validation.batch import judge_all
from ijw.validation.sources import InFile, InMemory, Refused, sources_in, sources_in_bytes
from ijw.validation.verdict import Outcome, Unread, Verdict
from support import factories as make
from support.zips import MESSAGE, TRICKS, archive, damaged, lying


def outcomes(place: Path) -> list[Outcome]:
    """What checking a file or folder comes to."""
    return list(judge_all(list(sources_in(str(place)))))


def verdict(place: Path) -> Verdict:
    """The one verdict on a file."""
    (outcome,) = outcomes(place)
    assert isinstance(outcome, Verdict)
    return outcome


def test_a_folder_is_searched_by_name_in_a_fixed_order(tmp_path: Path) -> None:
    """Files of messages and ZIP files in it and below it, whatever the case of their suffix; nothing else."""
    for name in ("b.xml", "a/c.XML", "a/b.xml", "notes.txt", "xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(MESSAGE)
    (tmp_path / "a" / "z.Zip").write_bytes(archive([("2.xml", MESSAGE), ("1.xml", MESSAGE)]))
    found = [one.file.removeprefix(f"{tmp_path}/") for one in sources_in(str(tmp_path))]
    assert found == ["a/b.xml", "a/c.XML", "a/z.Zip/2.xml", "a/z.Zip/1.xml", "b.xml"]


def test_what_cannot_be_read_is_unread_and_the_rest_is_judged(tmp_path: Path) -> None:
    """A folder with the name of a message, a link to nowhere and a pipe do not stop or hang the check."""
    (tmp_path / "a.xml").write_bytes(MESSAGE)
    (tmp_path / "gone.xml").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.xml")
    kinds = {one.file.rpartition("/")[2]: type(one) for one in outcomes(tmp_path)}
    assert kinds == {"a.xml": Verdict, "gone.xml": Unread, "pipe.xml": Unread}


def test_a_missing_path_is_unread(tmp_path: Path) -> None:
    """Nothing is known about what is not there."""
    missing = str(tmp_path / "no.xml")
    assert outcomes(tmp_path / "no.xml") == [Unread(missing, "does not exist")]


def test_a_file_that_is_named_is_judged_whatever_its_name(tmp_path: Path) -> None:
    """The content decides: a message is a message, a ZIP file is a ZIP file."""
    (tmp_path / "message.txt").write_bytes(MESSAGE)
    (tmp_path / "many").write_bytes(archive([("in/a.xml", MESSAGE)]))
    assert verdict(tmp_path / "message.txt").verdict == "accepted"
    assert verdict(tmp_path / "many").file == f"{tmp_path}/many/in/a.xml"


def test_a_file_over_25_mb_is_refused_without_being_read_to_its_end(tmp_path: Path) -> None:
    """A sparse file of 10 GB takes no memory to speak of."""
    with (tmp_path / "large.xml").open("wb") as file:
        file.truncate(10 * 1024**3)
    tracemalloc.start()
    refused = verdict(tmp_path / "large.xml")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (refused.level, refused.rules) == (0, ("too-large",))
    assert peak < 2 * MAX_BYTES


@pytest.mark.parametrize("name", TRICKS)
def test_a_zip_file_that_is_not_plainly_messages_is_refused_as_a_whole(name: str, tmp_path: Path) -> None:
    """One clear finding, and no entry is unpacked."""
    raw, code = TRICKS[name]
    path = tmp_path / "tricks.zip"
    path.write_bytes(raw)
    tracemalloc.start()
    refused = verdict(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (refused.file, refused.type, refused.level, refused.rules) == (str(path), None, 0, (code,))
    assert len(refused.problems) == 1
    assert peak < 64 * 1024 * 1024


def test_an_entry_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    """It says 100 bytes and unpacks to 200 MB: no more is unpacked than a message may have."""
    (tmp_path / "lying.zip").write_bytes(lying())
    tracemalloc.start()
    refused = verdict(tmp_path / "lying.zip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (refused.file, refused.rules) == (f"{tmp_path}/lying.zip/a.xml", ("zip-unreadable",))
    assert peak < 16 * 1024 * 1024


def test_a_bad_entry_does_not_keep_the_others_from_being_judged(tmp_path: Path) -> None:
    """A ZIP file in disguise and a message that is too large are findings of their own."""
    entries = [
        ("a.xml", MESSAGE),
        ("b.xml", archive([("c.xml", MESSAGE)])),
        ("c.xml", b" " * (MAX_BYTES + 1)),
        ("d.xml", MESSAGE),
    ]
    (tmp_path / "mixed.zip").write_bytes(archive(entries, ZIP_STORED))
    rules = [one.rules for one in outcomes(tmp_path / "mixed.zip") if isinstance(one, Verdict)]
    assert rules == [(), ("zip-nested",), ("too-large",), ()]


def test_a_damaged_entry_is_refused(tmp_path: Path) -> None:
    """What does not unpack to what the archive promises is no message."""
    (tmp_path / "damaged.zip").write_bytes(damaged())
    assert verdict(tmp_path / "damaged.zip").rules == ("zip-unreadable",)


def test_entries_with_the_same_name_are_both_judged(tmp_path: Path) -> None:
    """The number in the archive tells them apart."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        raw = archive([("a.xml", MESSAGE), ("a.xml", make.to_bytes(make.jw307()))])
    (tmp_path / "same.zip").write_bytes(raw)
    types = [one.type for one in outcomes(tmp_path / "same.zip") if isinstance(one, Verdict)]
    assert types == ["JW305", "JW307"]


def test_bytes_are_one_message_or_a_zip_file() -> None:
    """What comes over standard input is called `-`."""
    assert list(sources_in_bytes(MESSAGE)) == [InMemory("-", MESSAGE)]
    assert list(sources_in_bytes(archive([("a.xml", MESSAGE)]))) == [InMemory("-/a.xml", MESSAGE)]
    assert list(sources_in_bytes(TRICKS["bomb"][0])) == [Refused("-", "zip-too-large")]
    assert list(sources_in_bytes(b" " * (MAX_BYTES + 1))) == [Refused("-", "too-large")]


def test_a_file_named_by_the_user_keeps_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the user wrote it, relative or not."""
    (tmp_path / "a.xml").write_bytes(MESSAGE)
    monkeypatch.chdir(tmp_path)
    assert list(sources_in("a.xml")) == [InFile("a.xml", Path("a.xml"))]
    assert list(sources_in(".")) == [InFile("a.xml", Path("a.xml"))]
