"""Where a test run gets its broker and its database server from."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ijw.stack import EmbeddedKafka, EmbeddedPostgres
from ijw.stack.kafka_answers import answers
from ijw.stack.kafka_settings import server_properties
from ijw.stack.ports import free_port
from ijw.stack.postgres_settings import SETTINGS, THROW_AWAY
from support.servers_database import server_version
from support.servers_docker import docker_answers

KAFKA_IMAGE = "apache/kafka:4.3.0"
POSTGRES_IMAGE = "postgres:18"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it is, what to call it in the summary, and how to stop it."""

    address: str
    label: str
    stop: Callable[[], None]


def start_kafka(folder: Path) -> Server:
    """The broker of IJW_TEST_KAFKA, else one in Docker, else an embedded one in `folder`."""
    if given := os.environ.get("IJW_TEST_KAFKA"):
        return Server(given, f"Kafka at {given} (IJW_TEST_KAFKA)", _leave)
    if docker_answers():
        return _docker_kafka()
    kafka = EmbeddedKafka(folder / "kafka")
    return Server(kafka.start(), f"{kafka.version} (embedded)", kafka.stop)


def start_database(folder: Path) -> Server:
    """The server of IJW_TEST_DATABASE, else one in Docker, else an embedded one in `folder`."""
    if given := os.environ.get("IJW_TEST_DATABASE"):
        return Server(given, f"{server_version(given)} (IJW_TEST_DATABASE)", _leave)
    if docker_answers():
        return _docker_postgres()
    postgres = EmbeddedPostgres(folder / "postgres", durable=False)
    postgres.start()
    return Server(postgres.url("postgres"), f"{postgres.version} (embedded)", postgres.stop)


def _leave() -> None:
    """A server that was there before us stays."""


def _docker_kafka() -> Server:
    """The image with the settings of the embedded broker, on a port that is the same inside and outside."""
    port = free_port()
    text = server_properties(data=Path("/tmp/kafka-data"), port=port, controller_port=port + 1)
    container = _container(KAFKA_IMAGE).with_bind_ports(port, port)
    for line in text.replace(
        f"listeners=CLIENTS://127.0.0.1:{port}", f"listeners=CLIENTS://:{port}", 1
    ).splitlines():
        name, _, value = line.partition("=")
        container.with_env(f"KAFKA_{name.replace('.', '_').upper()}", value)
    address = f"127.0.0.1:{port}"
    return _started(
        container, address, f"Apache Kafka {_tag(KAFKA_IMAGE)} (Docker)", lambda: answers(address)
    )


def _docker_postgres() -> Server:
    port = free_port()
    settings = {**SETTINGS, **THROW_AWAY, "listen_addresses": "*"}
    settings.pop("unix_socket_directories")  # the image's own start script uses it
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    container = _container(POSTGRES_IMAGE).with_bind_ports(5432, port).with_command(f"postgres {options}")
    container.with_env("POSTGRES_HOST_AUTH_METHOD", "trust")
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"

    def answered() -> bool:
        try:
            return bool(server_version(url))
        except (OSError, RuntimeError):
            return False

    return _started(container, url, f"PostgreSQL {_tag(POSTGRES_IMAGE)} (Docker)", answered)


def _container(image: str) -> Any:
    from testcontainers.core.container import DockerContainer

    return DockerContainer(image)


def _started(container: Any, address: str, label: str, answered: Callable[[], bool]) -> Server:
    container.start()
    deadline = time.monotonic() + 120
    while not answered():
        if time.monotonic() > deadline:
            container.stop()
            raise RuntimeError(f"{label} did not answer within two minutes")
        time.sleep(0.2)
    return Server(address, label, container.stop)


def _tag(image: str) -> str:
    return image.rpartition(":")[2]
