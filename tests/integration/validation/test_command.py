"""`ijw validate`, `explain` and `example` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ijw.contracts.catalog import TYPES
from support import factories as make
from support.cli import ijw, ijw_inside
from support.zips import archive

GOOD = make.to_bytes(make.jw305())
WRONG = make.to_bytes(make.jw305(bsn=make.bad_bsn()))


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    """A folder with an accepted message, one refused on each level, and a ZIP file of two."""
    folder = tmp_path / "messages"
    folder.mkdir()
    (folder / "a-good.xml").write_bytes(GOOD)
    (folder / "b-level-0.xml").write_bytes(b"<x")
    (folder / "c-level-1.xml").write_bytes(GOOD.replace(b"<Geslacht>2<", b"<Geslacht>9<"))
    (folder / "d-level-2.xml").write_bytes(WRONG)
    (folder / "e.zip").write_bytes(archive([("one.xml", GOOD), ("two.xml", WRONG)]))
    return folder


def test_json_is_one_object_a_line_in_the_order_of_the_files(messages: Path) -> None:
    """The outside contract: file, type, verdict, level, rules, errors."""
    ended = ijw_inside("validate", "messages", "--format", "json", folder=messages.parent)
    verdicts = [json.loads(line) for line in ended.out.splitlines()]
    assert [(one["file"], one["type"], one["verdict"], one["level"], one["rules"]) for one in verdicts] == [
        ("messages/a-good.xml", "JW305", "accepted", None, []),
        ("messages/b-level-0.xml", None, "refused", 0, ["not-well-formed"]),
        ("messages/c-level-1.xml", "JW305", "refused", 1, ["enumeration"]),
        ("messages/d-level-2.xml", "JW305", "refused", 2, ["CS002"]),
        ("messages/e.zip/one.xml", "JW305", "accepted", None, []),
        ("messages/e.zip/two.xml", "JW305", "refused", 2, ["CS002"]),
    ]
    assert all(list(error) == ["rule", "path", "message"] for one in verdicts for error in one["errors"])
    assert (ended.code, ended.err) == (1, "")


def test_the_exit_code_is_0_when_all_are_accepted(tmp_path: Path) -> None:
    """A script can go on."""
    (tmp_path / "a.xml").write_bytes(GOOD)
    assert ijw_inside("validate", "a.xml", folder=tmp_path).code == 0


def test_what_cannot_be_read_is_one_line_and_exit_code_2_and_the_rest_is_told(messages: Path) -> None:
    """Two names, one of them wrong."""
    ended = ijw_inside("validate", "nowhere.xml", "messages", "--format", "json", folder=messages.parent)
    assert (ended.code, ended.complaint) == (2, "nowhere.xml does not exist")
    assert len(ended.out.splitlines()) == 6


def test_a_folder_without_messages_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    """Nothing was checked, so nothing is accepted."""
    (tmp_path / "notes.txt").write_bytes(b"hello")
    ended = ijw_inside("validate", ".", folder=tmp_path)
    assert ended.code == 2
    assert ended.complaint == "there is no file with a name that ends in .xml or .zip in ."


def test_standard_input_is_a_message_or_a_zip_file(tmp_path: Path) -> None:
    """Called `-`."""
    ended = ijw("validate", "-", "--format", "json", folder=tmp_path, given=GOOD)
    assert (ended.code, json.loads(ended.out)["file"], ended.err) == (0, "-", "")
    ended = ijw("validate", "-", "--format", "json", folder=tmp_path, given=archive([("in/a.xml", WRONG)]))
    assert (ended.code, json.loads(ended.out)["file"], ended.err) == (1, "-/in/a.xml", "")


@pytest.mark.parametrize(("lang", "sentence"), [("en", "fails the 11-proof"), ("nl", "11-proef")])
def test_the_table_says_in_words_what_is_wrong(messages: Path, lang: str, sentence: str) -> None:
    """Files, rules, places, a sentence in the language asked for, and how many of each."""
    ended = ijw_inside("validate", "messages", "--lang", lang, folder=messages.parent)
    for expected in ("d-level-2.xml", "CS002", "/Bericht/Client/Bsn", sentence, "accepted", "6 messages"):
        assert expected in ended.out
    assert make.bad_bsn() not in ended.out
    assert "\x1b" not in ended.out


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    """Control characters in the name of a file are not printed."""
    (tmp_path / "a\x1b[2J.xml").write_bytes(WRONG)
    ended = ijw_inside("validate", ".", folder=tmp_path)
    assert "\x1b" not in ended.out
    assert "[2J.xml" in ended.out


def test_the_report_is_written_to_the_file_that_is_named(messages: Path) -> None:
    """In Dutch here, and nothing on standard output."""
    arguments = ("validate", "messages", "--format", "html", "--lang", "nl", "--output", "report.html")
    ended = ijw_inside(*arguments, folder=messages.parent)
    page = (messages.parent / "report.html").read_text(encoding="utf-8")
    assert (ended.code, ended.out, ended.err) == (1, "", "")
    assert page.startswith("<!DOCTYPE html>")
    assert "d-level-2.xml" in page
    assert make.bad_bsn() not in page


def test_a_report_that_cannot_be_written_is_one_line(messages: Path) -> None:
    """Before anything is checked."""
    ended = ijw_inside("validate", "messages", "--output", "no/where.html", folder=messages.parent)
    assert ended.code == 2
    assert ended.complaint.startswith("no/where.html cannot be written")


def test_an_installation_without_contracts_is_one_line(messages: Path) -> None:
    """IJW_CONTRACTS_DIR names a folder without schemas."""
    settings = {"contracts_dir": str(messages)}
    ended = ijw("validate", "messages", settings=settings, folder=messages.parent)
    assert ended.code == 2
    assert "IJW_CONTRACTS_DIR" in ended.complaint


def test_explain_prints_the_rule_and_where_it_is_checked(tmp_path: Path) -> None:
    """TR382 with its retourcode, and the same for programs."""
    ended = ijw_inside("explain", "TR382", folder=tmp_path)
    for expected in ("TR382", "JW307", "StopProduct", "9069", "ijw.rules.deliveries.tr382"):
        assert expected in ended.out
    ended = ijw_inside("explain", "9069", "--lang", "nl", "--format", "json", folder=tmp_path)
    assert json.loads(ended.out)["rules"] == ["TR382"]


def test_explain_of_an_unknown_code_is_one_line_with_what_looks_like_it(tmp_path: Path) -> None:
    """A slip of the finger."""
    ended = ijw_inside("explain", "TR3822", folder=tmp_path)
    assert ended.code == 1
    assert ended.complaint.startswith("there is no rule, retourcode or finding TR3822; did you mean TR382")


@pytest.mark.parametrize("type_", TYPES)
def test_an_example_is_accepted(type_: str, tmp_path: Path) -> None:
    """What `ijw example` writes, `ijw validate` accepts."""
    made = ijw_inside("example", type_.lower(), "--date", "2026-03-02", "--output", "it.xml", folder=tmp_path)
    assert (made.code, made.err) == (0, "")
    ended = ijw_inside("validate", "it.xml", "--format", "json", folder=tmp_path)
    assert (ended.code, json.loads(ended.out)["type"]) == (0, type_)


def test_an_example_of_no_message_is_one_line(tmp_path: Path) -> None:
    """An unknown type, and one that the protocol does not use."""
    assert "there are: JW301" in ijw_inside("example", "JW999", folder=tmp_path).complaint
    assert "LET-2" in ijw_inside("example", "JW315", "--protocol", "let", folder=tmp_path).complaint


def test_many_messages_are_checked_by_several_processes_in_order(tmp_path: Path) -> None:
    """As a command of its own, which starts its own processes, and leaves none."""
    for number in range(130):
        (tmp_path / f"{number:03}.xml").write_bytes(WRONG if number % 10 == 0 else GOOD)
    ended = ijw("validate", ".", "--format", "json", folder=tmp_path)
    verdicts = [json.loads(line) for line in ended.out.splitlines()]
    assert [one["file"] for one in verdicts] == [f"{number:03}.xml" for number in range(130)]
    assert [one["level"] for one in verdicts] == [2 if n % 10 == 0 else None for n in range(130)]
    assert (ended.code, ended.err) == (1, "")
