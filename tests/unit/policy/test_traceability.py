"""Every paragraph that concerns a request has a function and tests that bear its id."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from .factories import PROTOCOLS, protocols

ROOT = PROTOCOLS.parents[1]
ROW = re.compile(r"^\| (\S+) \| `(\w+)` \| `(\w+)` \|$", re.MULTILINE)
FACTS = ROW.findall((ROOT / "docs" / "protocols.md").read_text("utf-8"))
TESTS = "\n".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))


def test_the_table_of_facts_is_there() -> None:
    """The documentation names each fact once."""
    names = [fact for fact, _, _ in FACTS]
    assert len(names) == len(set(names)) == 29


@pytest.mark.parametrize(("fact", "function", "module"), FACTS)
def test_every_fact_has_its_function_and_a_test(fact: str, function: str, module: str) -> None:
    """The function exists, says what it does, and a test bears the id of the fact."""
    found = getattr(import_module(f"ijw.policy.{module}"), function)
    assert found.__doc__
    section = re.sub(r"\W+", "_", fact.lower())
    joined = section.replace("gi_2_3_4", "gi_2_3_2_and_4")
    assert re.search(rf"def test_{joined}(_|\b)", TESTS), f"no test for {fact}"


def test_every_fact_of_a_shipped_file_is_known() -> None:
    """No protocol file cites a paragraph that the documentation does not."""
    known = {fact for fact, _, _ in FACTS} | {"GI-B2-2..5"}
    for one in protocols().loaded:
        cited = set(re.findall(r'"((?:GI|LET)-[^"]+)"', one.text))
        assert cited <= known, one.file
