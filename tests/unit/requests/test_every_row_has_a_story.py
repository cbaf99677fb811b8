"""Every row of the protocols about requests is told as a story, with its messages as golden files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.cases import CASES

FACTS = re.findall(
    r"^\| (\S+) \| `\w+` \| `\w+` \|$",
    (Path(__file__).parents[3] / "docs" / "protocols.md").read_text("utf-8"),
    re.MULTILINE,
)
ELSEWHERE = {
    "GI-2.1-c": "starts and stops that come late are signals",
    "GI-2.4": "a signal before the end",
    "LET-6": "the tariff is about claims",
    "C": "terms; test_requests_guarantees.py and the tests of the policy hold them",
}
NOTES = "\n".join(path.read_text("utf-8") for path in (CASES / "requests").glob("*/notes.md"))


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact not in ELSEWHERE])
def test_every_row_has_a_story(fact: str) -> None:
    """A golden folder names the row."""
    assert re.search(rf"(?<![\w.-]){re.escape(fact)}(?![\w-])", NOTES), f"no story tells {fact}"


def test_what_has_no_story_is_a_row() -> None:
    """Nothing is excused that is not there."""
    assert ELSEWHERE.keys() <= set(FACTS)
