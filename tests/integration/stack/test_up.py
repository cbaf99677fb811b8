"""`ijw up` as a user runs it: ready when it says so, and nothing left when it is gone."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import asyncpg
import pytest
from aiokafka.admin import AIOKafkaAdminClient

from support.servers_database import apart
from support.servers_processes import Up, ijw_up, processes_of, wait_until_none

pytestmark = pytest.mark.servers

SERVERS = ("--only", "broker,database")


def test_it_is_ready_when_stack_json_is_there_and_sigterm_leaves_nothing(folder: Path) -> None:
    """The addresses in stack.json work at once; SIGTERM ends it with 0, without the file or any process."""
    with ijw_up(folder, *SERVERS) as up:
        stack = up.wait_until_ready()
        assert list(stack) == ["kafka", "database", "console"]
        assert "ijw.in.start-stop" in apart(_topics(str(stack["kafka"])))
        assert apart(_count(str(stack["database"]), "alembic_version")) == 1

        code, _, error = up.end(signal.SIGTERM)
        assert (code, error) == (0, "")
        assert not (folder / "stack.json").exists()
        assert wait_until_none(folder, seconds=0) == []


def test_a_second_up_on_the_same_folder_says_so_and_leaves_the_first_alone(folder: Path) -> None:
    """The second one ends with exit code 1 and one line; the first still answers."""
    with ijw_up(folder, *SERVERS) as up:
        stack = up.wait_until_ready()
        code, _, error = Up(folder, *SERVERS).outcome()
        assert code == 1
        assert f"ijw: `ijw up` already runs on {folder} (process {up.process.pid})\n" == error
        assert apart(_count(str(stack["database"]), "alembic_version")) == 1


def test_after_sigkill_the_servers_end_and_the_next_up_finds_the_data(folder: Path) -> None:
    """A killed `ijw up` leaves no servers behind, and the next one on the folder starts by itself."""
    with ijw_up(folder, *SERVERS) as up:
        stack = up.wait_until_ready()
        apart(_execute(str(stack["database"]), "CREATE TABLE kept AS SELECT 1"))
        up.end(signal.SIGKILL)
        assert wait_until_none(folder) == []
        assert not (folder / "stack.json").exists()
    with ijw_up(folder, *SERVERS) as again:
        stack = again.wait_until_ready()
        assert apart(_count(str(stack["database"]), "kept")) == 1


def test_a_start_right_after_sigkill_waits_for_the_old_servers(folder: Path) -> None:
    """The next `ijw up` may come before the old servers have ended; it stops them itself and goes on."""
    with ijw_up(folder, *SERVERS) as up:
        up.wait_until_ready()
        old = {process.pid for process in processes_of(folder)}
        up.end(signal.SIGKILL)
        with ijw_up(folder, *SERVERS) as again:
            time.sleep(0.1)
            assert not (folder / "stack.json").exists()
            again.wait_until_ready()
            assert old.isdisjoint(process.pid for process in processes_of(folder))


def test_a_failed_start_stops_what_had_started(folder: Path) -> None:
    """When the database cannot start, the broker does not stay, and stack.json never appears."""
    (folder / "postgres" / "data").mkdir(parents=True)
    code, _, error = Up(folder, *SERVERS).outcome()
    assert code == 1
    assert error.startswith("ijw: PostgreSQL did not start: ")
    assert error.count("\n") == 1
    assert not (folder / "stack.json").exists()
    assert wait_until_none(folder, seconds=0) == []


def test_sigterm_while_it_starts_leaves_nothing(folder: Path) -> None:
    """Being told to stop before it is ready stops what had started."""
    up = Up(folder, *SERVERS)
    while not processes_of(folder / "kafka"):
        assert up.process.poll() is None, up.outcome()
        time.sleep(0.05)
    code, _, error = up.end(signal.SIGTERM)
    assert (code, error) == (0, "")
    assert wait_until_none(folder, seconds=0) == []


def test_a_server_that_dies_is_started_again_at_the_same_address(folder: Path) -> None:
    """The database is back within seconds, where its users look for it, and the user is told."""
    with ijw_up(folder, *SERVERS) as up:
        stack = up.wait_until_ready()
        os.kill(_pid(folder / "postgres"), signal.SIGKILL)
        deadline = time.monotonic() + 20
        while not (rows := apart(_count_or_none(str(stack["database"]), "alembic_version"))):
            assert time.monotonic() < deadline
            time.sleep(0.2)
        assert rows == 1
        _, out, _ = up.end(signal.SIGTERM)
        assert "database stopped by itself; starting it again in 1 s" in out


def test_a_service_that_dies_is_started_again(folder: Path) -> None:
    """All services run when stack.json is there; one that is killed comes back, and the user is told."""
    with ijw_up(folder) as up:
        up.wait_until_ready()
        service = folder / "services" / "start-stop"
        os.kill(killed := _pid(service), signal.SIGKILL)
        deadline = time.monotonic() + 20
        while killed == _pid(service):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        code, out, _ = up.end(signal.SIGTERM)
        assert code == 0
        assert "start-stop stopped by itself; starting it again in 1 s\nstart-stop runs again\n" in out
        assert wait_until_none(folder, seconds=0) == []


def test_every_consumer_is_a_service_of_up() -> None:
    """`ijw up` runs all that `ijw serve` can."""
    from ijw.cli.serve import CONSUMERS
    from ijw.cli.up import SERVICES

    assert set(CONSUMERS) == set(SERVICES)


@pytest.mark.parametrize(
    ("options", "code", "line"),
    [
        (("--only", "brokre"), 2, "--only: there is no 'brokre'"),
        (("--only", "start-stop"), 2, "--only: start-stop needs broker and database"),
    ],
)
def test_a_wrong_option_is_one_line(folder: Path, options: tuple[str, ...], code: int, line: str) -> None:
    """What cannot be started is refused before anything starts."""
    found, _, error = Up(folder / "state", *options).outcome()
    assert code == found
    assert error.startswith(f"ijw: {line}")
    assert error.count("\n") == 1
    assert not (folder / "state").exists()


def test_a_state_folder_that_cannot_be_made_is_one_line(folder: Path) -> None:
    """A file where the folder should be is named, without a traceback."""
    (folder / "file").write_text("")
    code, _, error = Up(folder / "file").outcome()
    assert code == 1
    assert f"ijw: cannot use {folder / 'file'} as state folder: Not a directory\n" == error


def _pid(folder: Path) -> int:
    """The process that is recorded in a folder."""
    return int(json.loads((folder / "process.json").read_text())["pid"])


async def _topics(bootstrap: str) -> list[str]:
    client = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await client.start()
    try:
        names: list[str] = await client.list_topics()
        return names
    finally:
        await client.close()


async def _count(url: str, table: str) -> object:
    return await _execute(url, f"SELECT count(*) FROM {table}")


async def _count_or_none(url: str, table: str) -> object:
    try:
        return await _count(url, table)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return None


async def _execute(url: str, statement: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()
