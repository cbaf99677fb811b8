"""The AsyncAPI document."""

from __future__ import annotations

import yaml

from ijw.cli.asyncapi import document
from ijw.contracts.location import contracts_dir


def test_the_kept_document_is_the_generated_one() -> None:
    """contracts/asyncapi.yaml says what the consumers do now: `ijw asyncapi > contracts/asyncapi.yaml`."""
    assert (contracts_dir() / "asyncapi.yaml").read_text() == document()


def test_every_channel_carries_xml() -> None:
    """Values are XML bytes, not JSON."""
    content = yaml.safe_load(document())
    assert content["defaultContentType"] == "application/xml"
    assert "ijw.in.start-stop" in {channel["address"] for channel in content["channels"].values()}
