"""The commands around a running consumer: import, send, serve, watch, status, doctor."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from aiokafka import AIOKafkaConsumer

from ijw.broker.partitions import partitions_of
from support import factories as make
from support.cli import ijw, settings_environment

pytestmark = pytest.mark.servers

ASSIGNMENTS = (
    "municipality,number,bsn,agb,category,product,start,end,volume,unit,frequency,budget,referrer,reason\n"
    f"0363,{make.NUMBER},{make.bsn()},{make.AGB},45,45A04,2026-02-01,2026-09-30,4,04,2,,02,\n"
)


@pytest.fixture
def settings(kafka_bootstrap: str, topic_prefix: str, database_url: str) -> dict[str, str]:
    """A broker and a database of this test's own, with topics."""
    made = {
        "kafka_bootstrap": kafka_bootstrap,
        "database_url": database_url,
        "topic_prefix": topic_prefix,
        "group_prefix": topic_prefix,
        "today": make.TODAY.isoformat(),
        "partitions": "2",
    }
    assert ijw("topics", "create", settings=made).code == 0
    return made


@contextmanager
def serving(settings: Mapping[str, str]) -> Iterator[None]:
    """A consumer of starts and stops for as long as the block lasts."""
    command = [sys.executable, "-m", "ijw", "serve", "start-stop"]
    process = subprocess.Popen(command, env=settings_environment(settings), stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


async def on_topic(settings: Mapping[str, str], name: str) -> list[Any]:
    """Every record of a topic."""
    connection = {"bootstrap_servers": settings["kafka_bootstrap"]}
    partitions = await partitions_of(connection, [f"{settings['topic_prefix']}{name}"])
    consumer = AIOKafkaConsumer(**connection)
    await consumer.start()
    try:
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        ends = await consumer.end_offsets(partitions)
        records: list[Any] = []
        while len(records) < sum(ends.values()):
            for found in (await consumer.getmany(timeout_ms=500)).values():
                records += found
    finally:
        await consumer.stop()
    return records


async def test_send_puts_the_bytes_and_headers_of_a_message_on_its_topic(
    settings: dict[str, str], tmp_path: Path
) -> None:
    """The value is the file, byte for byte; no header holds personal data."""
    start, stop = tmp_path / "start.xml", tmp_path / "stop.xml"
    start.write_bytes(make.to_bytes(make.jw305()).replace(b"><", b">\r\n<"))
    stop.write_bytes(make.to_bytes(make.jw307()))
    ended = ijw("send", start, stop, "--format", "json", settings=settings)
    assert (ended.code, ended.err) == (0, "")
    records = sorted(await on_topic(settings, "in.start-stop"), key=lambda record: record.offset)
    assert [start.read_bytes(), stop.read_bytes()] == [record.value for record in records]
    assert len({record.partition for record in records}) == 1, "one provider keeps its order"
    headers = [{name: value.decode() for name, value in record.headers} for record in records]
    assert [one["ijw-type"] for one in headers] == ["JW305", "JW307"]
    assert [one["message_id"] for one in lines(ended.out)] == [one["ijw-message-id"] for one in headers]
    for one in headers:
        UUID(one["ijw-message-id"])
        assert (one["ijw-sender"], one["ijw-receiver"]) == (make.AGB, make.MUNICIPALITY)
        assert datetime.fromisoformat(one["ijw-received-at"]).utcoffset() is not None
        assert make.bsn() not in str(one)
    assert all(make.bsn().encode() not in (record.key or b"") for record in records)


async def test_one_broken_file_keeps_all_files_back(settings: dict[str, str], tmp_path: Path) -> None:
    """All are looked at before the first is sent."""
    start, broken = tmp_path / "start.xml", tmp_path / "broken.xml"
    start.write_bytes(make.to_bytes(make.jw305()))
    broken.write_bytes(b"<Bericht>")
    assert ijw("send", start, broken, settings=settings).code == 1
    assert not await on_topic(settings, "in.start-stop")


def test_a_missing_topic_is_told_before_anything_is_sent(
    kafka_bootstrap: str, topic_prefix: str, tmp_path: Path
) -> None:
    """With the command that makes it."""
    start = tmp_path / "start.xml"
    start.write_bytes(make.to_bytes(make.jw305()))
    settings = {"kafka_bootstrap": kafka_bootstrap, "topic_prefix": topic_prefix}
    ended = ijw("send", start, settings=settings)
    assert ended.code == 2
    assert f"no topic {topic_prefix}in.start-stop: run `ijw topics create`" in ended.complaint


def test_a_message_goes_in_and_its_receipt_is_seen_by_watch_and_status(
    settings: dict[str, str], tmp_path: Path
) -> None:
    """Import, send, serve, watch, status: the commands of one conversation."""
    (tmp_path / "assignments.csv").write_text(ASSIGNMENTS)
    (tmp_path / "start.xml").write_bytes(make.to_bytes(make.jw305()))
    unknown = make.stop_product(ToewijzingNummer=4711)
    (tmp_path / "stop.xml").write_bytes(make.to_bytes(make.jw307([unknown])))
    (tmp_path / "broken.xml").write_bytes(b"<Bericht>")
    assert ijw("import", "assignments", "assignments.csv", folder=tmp_path, settings=settings).code == 0
    sent = ijw("send", "start.xml", "stop.xml", "--format", "json", folder=tmp_path, settings=settings)
    forced = ["send", "broken.xml", "--topic", "start-stop", "--format", "json"]
    also = ijw(*forced, folder=tmp_path, settings=settings)
    waiting = lines(ijw("status", "--format", "json", settings=settings).out)[0]
    assert (waiting["behind"], waiting["processed"], waiting["unsent"]) == (3, [], 0)
    with serving(settings):
        watch = ["watch", "--from-start", "--count", "3", "--timeout", "40", "--format", "json"]
        seen = ijw(*watch, settings=settings)
        assert seen.code == 0, seen.err
        verdicts = {one["in_reply_to"]: one for one in lines(seen.out)}
        start, stop = (verdicts[one["message_id"]] for one in lines(sent.out))
        broken = verdicts[lines(also.out)[0]["message_id"]]
        assert (start["type"], start["verdict"], start["codes"]) == ("JW306", "accepted", [])
        assert (stop["type"], stop["verdict"], stop["codes"]) == ("JW308", "refused", ["0200", "9019"])
        assert (broken["verdict"], broken["error"]) == ("rejected", "not-well-formed")
        assert make.bsn() not in seen.out
        assert "Proefpersoon" not in seen.out
        done = _when_caught_up(settings)
    assert [(one["type"], one["verdict"]) for one in done["processed"]] == [
        ("JW305", "accepted"),
        ("JW307", "refused"),
        (None, "rejected"),
    ]
    assert (done["unsent"], done["dead_letters"]) == (0, 0)
    table = ijw("watch", "--from-start", "--count", "3", "--timeout", "40", settings=settings).out
    assert "9019" in table
    assert "accepted" in table


def _when_caught_up(settings: Mapping[str, str]) -> dict[str, Any]:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = lines(ijw("status", "--format", "json", settings=settings).out)[0]
        if found["behind"] == 0:
            return found
    raise AssertionError("the consumer is still behind")


def test_watch_ends_by_itself_and_says_when_too_little_came(settings: dict[str, str]) -> None:
    """With --timeout alone that is no fault."""
    assert ijw("watch", "--timeout", "0.5", settings=settings).code == 0
    ended = ijw("watch", "--timeout", "0.5", "--count", "2", "--format", "json", settings=settings)
    assert (ended.code, ended.out) == (1, "")
    assert "0 of 2 messages came within 0.5 seconds" in ended.err


def test_doctor_finds_all_well_and_topics_that_are_missing(
    settings: dict[str, str], topic_prefix: str, tmp_path: Path
) -> None:
    """With the command that makes them."""
    ended = ijw("doctor", "--format", "json", folder=tmp_path, settings=settings)
    results = {one["check"]: one["result"] for one in lines(ended.out)}
    # A database server that is not ours may have room for fewer locks than we advise.
    assert {"ok"} == {result for check, result in results.items() if check not in ("locks", "disk")}
    broker = next(one for one in lines(ended.out) if one["check"] == "broker")
    assert re.search(r"Kafka \d\.\d", broker["found"])
    other = settings | {"topic_prefix": f"{topic_prefix}other."}
    ended = ijw("doctor", "--format", "json", folder=tmp_path, settings=other)
    assert ended.code == 1
    assert "run `ijw topics create`" in ended.out


def test_topics_and_tables_are_made_once(settings: dict[str, str]) -> None:
    """The second time there is nothing to do, and that is no fault."""
    again = ijw("topics", "create", "--format", "json", settings=settings)
    assert lines(again.out) == [{"created": [], "existing": 14}]
    upgraded = ijw("db", "upgrade", "--format", "json", settings=settings)
    (found,) = lines(upgraded.out)
    assert found["before"] == found["after"] is not None
