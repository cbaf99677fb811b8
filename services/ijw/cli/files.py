"""Reading the files that a command is given."""

from __future__ import annotations

import sys
from pathlib import Path

from ijw.cli.failure import Failure

STDIN = "-"


def read_file(name: str) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises Failure that names the file."""
    try:
        return sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except IsADirectoryError:
        raise Failure(f"{name} is a folder, not a file") from None
    except FileNotFoundError:
        raise Failure(f"{name} does not exist") from None
    except OSError as error:
        raise Failure(f"{name} cannot be read: {error.strerror}") from None
