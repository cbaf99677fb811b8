"""Bad input on the command line: one clear line on stderr, a non-zero exit, no traceback."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from support import factories as make
from support.cli import NO_BROKER, NO_DATABASE, ijw, ijw_inside

UNREACHABLE = {"kafka_bootstrap": NO_BROKER, "database_url": NO_DATABASE}
SPLITS = "municipality,family,requested_on,decided_on,decision\n"


@pytest.fixture
def start(tmp_path: Path) -> Path:
    """A file with a good start message."""
    file = tmp_path / "start.xml"
    file.write_bytes(make.to_bytes(make.jw305()))
    return file


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("command", [["send"], ["import", "persons"]])
def test_a_file_that_does_not_exist_is_named(command: list[str], tmp_path: Path) -> None:
    """Before anything is connected to."""
    ended = ijw_inside(*command, "nowhere.file", folder=tmp_path, settings=UNREACHABLE)
    assert (ended.code, ended.complaint) == (2, "nowhere.file does not exist")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """`ijw send` takes files."""
    ended = ijw_inside("send", tmp_path, folder=tmp_path, settings=UNREACHABLE)
    assert ended.code == 2
    assert "is a folder" in ended.complaint


def test_broken_xml_is_named_and_nothing_is_sent(start: Path, tmp_path: Path) -> None:
    """All files are looked at before the first is sent."""
    broken = tmp_path / "broken.xml"
    broken.write_text("<Bericht>")
    ended = ijw_inside("send", start, broken, folder=tmp_path, settings=UNREACHABLE)
    assert ended.code == 1
    assert "broken.xml: Not well-formed XML" in ended.complaint
    assert "Nothing was sent" in ended.complaint


def test_an_unknown_root_is_named(tmp_path: Path) -> None:
    """It has no topic."""
    other = tmp_path / "other.xml"
    other.write_text('<Bericht xmlns="urn:other"/>')
    ended = ijw_inside("send", other, folder=tmp_path, settings=UNREACHABLE)
    assert ended.code == 1
    assert "other.xml: The namespace of Bericht" in ended.complaint


def test_a_wrong_column_is_named_with_the_header_that_is_wanted(tmp_path: Path) -> None:
    """The header line is required."""
    file = tmp_path / "splits.csv"
    file.write_text(SPLITS.replace("family", "household"))
    ended = ijw_inside("import", "splits", file, folder=tmp_path, settings=UNREACHABLE)
    assert ended.code == 1
    assert "line 1: column 2 must be called family" in ended.complaint
    assert "nothing was imported" in ended.complaint


def test_a_bad_line_is_told_with_its_place_and_without_its_value(tmp_path: Path) -> None:
    """A value may be personal data."""
    file = tmp_path / "assignments.csv"
    file.write_text(
        "municipality,number,bsn,agb,category,product,start,end,volume,unit,frequency,budget,referrer,reason\n"
        f"0363,1001,{make.bad_bsn()},01234567,45,45A04,2026-02-01,,4,04,2,,,\n"
    )
    ended = ijw_inside("import", "assignments", file, folder=tmp_path, settings=UNREACHABLE)
    assert ended.code == 1
    assert "assignments.csv: line 2, column bsn: fails the 11-proof" in ended.complaint
    assert make.bad_bsn() not in ended.err


def test_standard_input_can_be_imported_and_refused() -> None:
    """`-` is standard input, in any command that takes a file."""
    ended = ijw("import", "splits", "-", given=b"nothing of the kind\n", settings=UNREACHABLE)
    assert ended.code == 1
    assert "line 1" in ended.complaint


@pytest.mark.parametrize(
    "command", [["send", "start.xml"], ["watch"], ["topics", "create"], ["status"]], ids=" ".join
)
def test_a_broker_that_is_not_there_is_told_within_ten_seconds(command: list[str], start: Path) -> None:
    """With its address."""
    began = time.monotonic()
    ended = ijw(*command, folder=start.parent, settings=UNREACHABLE)
    assert ended.code == 2
    assert f"no Kafka broker answers at {NO_BROKER}" in ended.complaint
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("command", [["import", "splits", "-"], ["db", "upgrade"]], ids=" ".join)
def test_a_database_that_is_not_there_is_told_within_ten_seconds(command: list[str]) -> None:
    """With its address, and never with a password."""
    began = time.monotonic()
    url = "postgresql://ijw:unguessable@127.0.0.1:1/ijw"
    ended = ijw(*command, given=SPLITS.encode(), settings={"database_url": url})
    assert ended.code == 2
    assert "no database answers at 127.0.0.1:1/ijw" in ended.complaint
    assert "unguessable" not in ended.err
    assert time.monotonic() - began < 10


def test_servers_that_accept_and_never_answer_are_told_within_ten_seconds(silent_port: int) -> None:
    """A port that is open is not yet a broker or a database."""
    address = f"127.0.0.1:{silent_port}"
    settings = {"kafka_bootstrap": address, "database_url": f"postgresql://{address}/ijw"}
    began = time.monotonic()
    with ThreadPoolExecutor() as both:
        broker = both.submit(ijw, "watch", settings=settings)
        database = both.submit(ijw, "db", "upgrade", settings=settings)
    assert f"no Kafka broker answers at {address}" in broker.result().complaint
    assert f"no database answers at {address}" in database.result().complaint
    assert time.monotonic() - began < 60, "it hung"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("partitions", "none"),
        ("today", "yesterday"),
        ("municipalities", "0363,9999"),
        ("database_url", "mysql://localhost/ijw"),
        ("log_format", "xml"),
    ],
)
def test_a_wrong_setting_is_told_with_the_name_of_its_variable(
    variable: str, value: str, tmp_path: Path
) -> None:
    """Whatever the command."""
    ended = ijw_inside("db", "upgrade", folder=tmp_path, settings={variable: value})
    assert ended.code == 2
    assert f"IJW_{variable.upper()}" in ended.complaint


def test_a_folder_without_contracts_is_told_with_the_name_of_its_variable() -> None:
    """Without contracts nothing can be judged."""
    assert "IJW_CONTRACTS_DIR" in ijw("db", "upgrade", settings={"contracts_dir": "/nowhere"}).complaint


@pytest.mark.parametrize(
    "command",
    [["send"], ["sned"], ["watch", "--count", "0"], ["watch", "--format", "yaml"], ["send", "x", "--no"]],
    ids=" ".join,
)
def test_a_wrong_command_line_is_one_line_that_names_the_help(command: list[str], tmp_path: Path) -> None:
    """No box, no traceback."""
    ended = ijw_inside(*command, folder=tmp_path)
    assert ended.code == 2
    assert "--help`" in ended.complaint


def test_a_stack_file_of_ijw_up_tells_where_the_servers_are(start: Path) -> None:
    """In the same folder, commands find what `ijw up` started; the environment wins."""
    state = start.parent / ".ijw"
    state.mkdir()
    addresses = {"kafka": "127.0.0.1:2", "database": "postgresql://postgres@127.0.0.1:2/ijw", "console": None}
    (state / "stack.json").write_text(json.dumps(addresses))
    assert "127.0.0.1:2 " in ijw("send", start, folder=start.parent).complaint
    assert "127.0.0.1:2/ijw " in ijw("db", "upgrade", folder=start.parent).complaint
    assert NO_BROKER in ijw("send", start, folder=start.parent, settings=UNREACHABLE).complaint


def test_doctor_tells_every_fault_with_what_to_do_and_ends_with_1(tmp_path: Path) -> None:
    """What cannot be checked because of another fault is skipped."""
    ended = ijw("doctor", "--format", "json", folder=tmp_path, settings=UNREACHABLE)
    found = {check["check"]: check for check in map(json.loads, ended.out.splitlines())}
    assert ended.code == 1
    assert {"broker": "wrong", "database": "wrong", "topics": "skipped", "contracts": "ok"}.items() <= {
        name: check["result"] for name, check in found.items()
    }.items()
    assert "IJW_KAFKA_BOOTSTRAP" in found["broker"]["fix"]
    assert ended.complaint == "2 of 10 checks found something wrong"


def test_doctor_names_a_wrong_setting_and_goes_on(tmp_path: Path) -> None:
    """The checks that need no settings are done all the same."""
    ended = ijw_inside("doctor", "--format", "json", folder=tmp_path, settings={"partitions": "many"})
    found = {check["check"]: check for check in map(json.loads, ended.out.splitlines())}
    assert ended.code == 1
    assert "IJW_PARTITIONS" in found["settings"]["found"]
    assert found["broker"]["result"] == "skipped"
    assert found["disk"]["result"] == "ok"
