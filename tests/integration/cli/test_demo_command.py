"""`ijw demo`: the whole story, and an end in the middle of it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from support.cli import ijw, settings_environment

pytestmark = pytest.mark.servers


def children_of(folder: Path) -> Sequence[str]:
    """The command lines of processes that work in a folder."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        line = " ".join(process.info["cmdline"] or ())
        if str(folder) in line:
            found.append(line)
    return found


def test_the_demo_tells_its_story_and_ends_by_itself(tmp_path: Path) -> None:
    """Every answer is what the standard says; nothing that was started is left."""
    state = tmp_path / "state"
    ended = ijw("demo", "--state", state, "--format", "json", folder=tmp_path, seconds=120)
    assert ended.code == 0, ended.err
    told = [json.loads(line) for line in ended.out.splitlines()]
    assert all(one["as_expected"] for one in told)
    codes = {code for one in told for code in one["codes"]}
    assert {"9019", "9326", "9056", "0001", "schema-invalid"} <= codes
    assert {"accepted", "refused", "rejected"} == {one["verdict"] for one in told}
    assert not children_of(state)
    assert not (state / "stack.json").exists()


def test_a_signal_in_the_middle_stops_everything_that_was_started(tmp_path: Path) -> None:
    """One line, exit 130, no process and no temporary folder left."""
    command = [sys.executable, "-m", "ijw", "demo", "--format", "json"]
    environment = settings_environment({}) | {"TMPDIR": str(tmp_path)}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        assert json.loads(process.stdout.readline())["as_expected"]
        process.send_signal(signal.SIGTERM)
        _out, err = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 130
    assert err.splitlines()[-1] == "ijw: interrupted; everything is stopped"
    assert "Traceback" not in err
    assert not children_of(tmp_path)
    assert not list(tmp_path.glob("ijw-demo-*"))
