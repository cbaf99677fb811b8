"""Real servers for tests: one broker and one database server a run, with room of its own for every test."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from support.servers_database import create_database, drop_database
from support.servers_host import ask
from support.servers_topics import delete_topics


@pytest.fixture(scope="session")
def kafka_bootstrap() -> str:
    """Address of the broker of this run."""
    return ask("kafka")


@pytest.fixture(scope="session")
def database_server_url() -> str:
    """URL on the database server of this run with which databases can be made."""
    return ask("database")


@pytest.fixture(scope="session")
def database_template() -> str:
    """Name of the database with the newest schema, made once a run."""
    return ask("template")


@pytest.fixture
def topic_prefix(kafka_bootstrap: str) -> Iterator[str]:
    """A prefix for topics and groups that no other test has, such as `t1a2b3.`; its topics go afterwards."""
    prefix = f"t{uuid.uuid4().hex[:6]}."
    yield prefix
    delete_topics(kafka_bootstrap, prefix)


@pytest.fixture
def database_url(database_server_url: str, database_template: str) -> Iterator[str]:
    """A fresh database with the newest schema; dropped afterwards."""
    name = f"ijw_{uuid.uuid4().hex[:12]}"
    yield create_database(database_server_url, name, template=database_template)
    drop_database(database_server_url, name)
