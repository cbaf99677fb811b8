"""The embedded database server by itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from ijw.stack import EmbeddedPostgres, StackError
from support.servers_database import apart, server_version
from support.servers_processes import wait_until_none

pytestmark = pytest.mark.servers


@pytest.fixture
def postgres(folder: Path) -> Iterator[EmbeddedPostgres]:
    """A server that is stopped afterwards, whatever a test does."""
    server = EmbeddedPostgres(folder / "postgres")
    yield server
    server.stop()


def test_rows_and_url_survive_a_restart(postgres: EmbeddedPostgres, folder: Path) -> None:
    """What was committed is there after a restart, at the same URL, and stopping leaves no process."""
    before = postgres.start()
    apart(_execute(before, "CREATE TABLE kept AS SELECT 305 AS number"))
    postgres.stop()
    assert wait_until_none(folder) == []
    assert before == postgres.start()
    assert apart(_execute(before, "SELECT number FROM kept")) == 305


def test_the_server_listens_on_the_loopback_address_and_is_durable(postgres: EmbeddedPostgres) -> None:
    """Outside tests a commit is on disk, and nobody else on the network can connect."""
    url = postgres.start()
    shown = {name: apart(_execute(url, f"SHOW {name}")) for name in ("fsync", "listen_addresses")}
    assert shown == {"fsync": "on", "listen_addresses": "127.0.0.1"}
    assert postgres.version == server_version(url)


def test_a_pid_file_whose_pid_is_now_a_stranger_does_not_keep_the_server_down(
    postgres: EmbeddedPostgres, folder: Path
) -> None:
    """After a crash and a reboot the old pid may be anybody's; it is neither stopped nor waited for."""
    url = postgres.start()
    file = folder / "postgres" / "data" / "postmaster.pid"
    text = file.read_text()
    postgres.stop()
    stranger = os.getppid()
    file.write_text(text.replace(text.splitlines()[0], str(stranger), 1))
    assert url == postgres.start()
    os.kill(stranger, 0)


def test_a_broken_data_folder_is_one_clear_line_and_leaves_no_process(
    postgres: EmbeddedPostgres, folder: Path
) -> None:
    """A folder that is not PostgreSQL's makes the start fail with the reason and the place of the log."""
    (folder / "postgres" / "data").mkdir(parents=True)
    with pytest.raises(StackError, match=r"^PostgreSQL did not start: .+postgres\.log\)$") as failure:
        postgres.start()
    assert "\n" not in str(failure.value)
    assert wait_until_none(folder) == []


async def _execute(url: str, statement: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()
