"""What every test can ask for, and the servers that a run shares."""

from __future__ import annotations

import signal

import pytest

from support.servers import (
    database_server_url,
    database_template,
    database_url,
    kafka_bootstrap,
    topic_prefix,
)
from support.servers_host import ServerHost, remove_left_behind

__all__ = ["database_server_url", "database_template", "database_url", "kafka_bootstrap", "topic_prefix"]

HOST = pytest.StashKey[ServerHost]()


def pytest_configure(config: pytest.Config) -> None:
    """Host the servers in the process that the user started, not in the workers of pytest-xdist."""
    if not hasattr(config, "workerinput"):
        remove_left_behind()
        config.stash[HOST] = ServerHost()
        # Being asked to stop ends like Ctrl-C: with the servers stopped.
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers, also when tests failed or the run was interrupted."""
    if HOST in config.stash:
        config.stash[HOST].close()
        del config.stash[HOST]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name the broker and the database with their versions."""
    if HOST in config.stash:
        terminalreporter.write_line(config.stash[HOST].summary())
