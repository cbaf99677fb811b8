"""The process that runs pytest hosts the servers: one of each for all workers, started when asked for."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
import tempfile
import threading
import uuid
from collections.abc import Callable
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Listener
from pathlib import Path

from support.servers_database import create_template, drop_database
from support.servers_sources import Server, start_database, start_kafka

ADDRESS, KEY = "IJW_TEST_SERVERS", "IJW_TEST_SERVERS_KEY"
PREFIX = "ijw-tests-"


class ServerHost:
    """Answers `kafka`, `database` and `template` with an address or a name, starting what is needed.

    Lives in the process that the user started: the workers of pytest-xdist come and go, this one goes last.
    The thread that answers also starts the servers, and on Linux they end with it.
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._lock = (self._folder / "lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._servers: dict[str, Server] = {}
        self._answers: dict[str, str | Exception] = {}
        self._closing = False
        key = secrets.token_bytes(16)
        self._listener = Listener(("127.0.0.1", 0), authkey=key)
        os.environ[ADDRESS] = str(self._listener.address[1])
        os.environ[KEY] = key.hex()
        threading.Thread(target=self._serve, daemon=True, name="test servers").start()

    def summary(self) -> str:
        """One line: broker and database with their versions."""
        labels = {name: server.label for name, server in self._servers.items()}
        return "  ".join(f"{name}: {labels.get(name, 'not needed')}" for name in ("kafka", "database"))

    def close(self) -> None:
        """Stop what was started and remove the folder."""
        self._closing = True
        self._listener.close()
        template = self._answers.get("template")
        if isinstance(template, str):
            with contextlib.suppress(Exception):  # the server may have been stopped by a test
                drop_database(self._servers["database"].address, template)
        for server in self._servers.values():
            server.stop()
        self._lock.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _serve(self) -> None:
        while not self._closing:
            # Not ours to end by: a worker killed while it asked, or a stranger without the key.
            with (
                contextlib.suppress(EOFError, OSError, AuthenticationError),
                self._listener.accept() as worker,
            ):
                worker.send(self._known(str(worker.recv())))

    def _known(self, what: str) -> str | Exception:
        if what not in self._answers:
            try:
                self._answers[what] = self._start(what)
            except Exception as error:
                text = f"{what} did not start: {type(error).__name__}: {error}"
                self._answers[what] = RuntimeError(text)  # any other may not survive the way to a worker
        return self._answers[what]

    def _start(self, what: str) -> str:
        if what == "template":
            return self._template()
        starters: dict[str, Callable[[Path], Server]] = {"kafka": start_kafka, "database": start_database}
        self._servers[what] = starters[what](self._folder)
        return self._servers[what].address

    def _template(self) -> str:
        server_url = self._known("database")
        if isinstance(server_url, Exception):
            raise server_url
        name = f"ijw_template_{uuid.uuid4().hex[:8]}"
        create_template(server_url, name)
        return name


def ask(what: str) -> str:
    """Ask the host, from any worker; raises what kept the server from starting."""
    address = ("127.0.0.1", int(os.environ[ADDRESS]))
    with Client(address, authkey=bytes.fromhex(os.environ[KEY])) as connection:
        connection.send(what)
        answer = connection.recv()
    if isinstance(answer, Exception):
        raise answer
    return str(answer)


def remove_left_behind() -> None:
    """Remove the folders of runs that were killed before they could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError), (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
