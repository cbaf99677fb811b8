"""Running `ijw` as a user does: arguments in, exit code and both outputs out."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from ijw.cli.main import run

NOTHING: Mapping[str, str] = {}
NO_BROKER = "127.0.0.1:1"
NO_DATABASE = "postgresql://postgres@127.0.0.1:1/ijw"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line on stderr that tells what is wrong; fails when it is not just one clear line."""
        lines = [line for line in self.err.splitlines() if line.strip()]
        assert len(lines) == 1, self.err
        assert lines[0].startswith("ijw: "), self.err
        return lines[0].removeprefix("ijw: ")


def ijw(
    *arguments: str | Path,
    settings: Mapping[str, str] = NOTHING,
    folder: Path | None = None,
    given: bytes = b"",
    seconds: float = 60,
) -> Ended:
    """Run a command in a process of its own, with no settings but these (`kafka_bootstrap`), in `folder`."""
    done = subprocess.run(
        [sys.executable, "-m", "ijw", *map(str, arguments)],
        env=settings_environment(settings),
        cwd=folder,
        input=given,
        capture_output=True,
        timeout=seconds,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def ijw_inside(*arguments: str | Path, settings: Mapping[str, str] = NOTHING, folder: Path) -> Ended:
    """The same within this process, which saves a second; for commands that reach no server."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.dict(os.environ, settings_environment(settings), clear=True),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        run([str(argument) for argument in arguments])
    assert isinstance(ended.value.code, int)
    return Ended(ended.value.code, out.getvalue(), err.getvalue())


def settings_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a command: that of this process without its settings, and these settings."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("IJW_")}
    return {**own, **{f"IJW_{name.upper()}": value for name, value in settings.items()}}
