"""`ijw demo`: the whole story, and an end in the middle of it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

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


def told(folder: Path, state: Path) -> Sequence[dict[str, Any]]:
    """What the demo prints; every answer must be what the stories say."""
    ended = ijw("demo", "--state", state, "--format", "json", folder=folder, seconds=120)
    assert ended.code == 0, ended.err
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert all(one["as_expected"] for one in rows)
    return rows


def test_the_demo_tells_its_stories_and_ends_by_itself(tmp_path: Path) -> None:
    """Every answer is what the standard says; nothing that was started is left; they can be told again."""
    state = tmp_path / "state"
    rows = told(tmp_path, state)
    codes = {code for one in rows for code in one.get("codes", ())}
    assert {"9019", "9326", "9056", "0001", "schema-invalid", "9374"} <= codes
    assert {"accepted", "refused", "rejected"} <= {one.get("verdict") for one in rows}
    types = {one.get("type") for one in rows}
    assert {"JW305", "JW307", "JW315", "JW317", "cases decide", "transfer-out", "transfer-in"} <= types
    out = [message for one in rows for message in one.get("out", ())]
    assert {"6", "4", "8"} <= {message.get("reason") for message in out}
    assert "0405" in {message.get("municipality") for message in out}
    assert not children_of(state)
    assert not (state / "stack.json").exists()
    assert len(rows) == len(told(tmp_path, state))


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
