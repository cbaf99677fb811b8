"""The protocols that a deployment starts with."""

from __future__ import annotations

from pathlib import Path

import pytest

from ijw.cli.failure import Failure
from ijw.cli.serve import consumer_or_fail
from ijw.requests.protocols import protocols
from ijw.settings import load_settings

OWN = """
id = "hoorn-2026"
version = "1"
title = "Own agreements of Hoorn"
valid_from = 2026-01-01
municipalities = ["0405"]

[[products]]
fact = "HOORN-1"
role = "general"
category = "45"
code = "45A04"
"""


def test_a_municipality_adds_a_protocol_without_touching_code(tmp_path: Path) -> None:
    """The files in IJW_PROTOCOLS_DIR hold beside those that are shipped."""
    (tmp_path / "hoorn.toml").write_text(OWN)
    found = protocols(load_settings(protocols_dir=tmp_path))
    assert [one.protocol.id for one in found.loaded] == ["gi-2024-2025", "let-jb-2021", "hoorn-2026"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (OWN.replace('"45A04"', "45"), "hoorn.toml:12: products.0.code"),
        (OWN.replace('"0405"', '"9999"'), "hoorn.toml:6: unknown municipality '9999'"),
        (OWN.replace('"45A04"', '"GIGM1"'), "is decided at the same time by 'gi-2024-2025'"),
    ],
)
def test_a_wrong_file_refuses_the_start_with_file_line_and_reason(
    tmp_path: Path, text: str, reason: str
) -> None:
    """One line, before anything is connected to."""
    (tmp_path / "hoorn.toml").write_text(text)
    with pytest.raises(Failure, match="hoorn") as failure:
        consumer_or_fail("requests", load_settings(protocols_dir=tmp_path))
    assert reason in str(failure.value)
    assert "\n" not in str(failure.value)
