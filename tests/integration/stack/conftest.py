"""What the tests of the embedded stack share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.servers_processes import private_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of one's own, reachable by the user of the database server."""
    with private_folder() as path:
        yield path
