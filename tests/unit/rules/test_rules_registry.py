"""The rules that are declared are the rules of the standard."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from ijw.rules.published import SEEN_WITHIN, Published, not_built, published
from ijw.rules.registry import Rule, all_rules
from ijw.rules.texts import Language, text, texts

TABLES = Path(__file__).resolve().parents[4] / "shared" / "standard" / "rules"
LEVELS = {"xslt": 2, "berichtoverstijgend": 3, "externe-bon": 4}
COMPLETE = {"JW305", "JW307", "JW315", "JW317"}
"""The messages of which every rule is built."""
Pairs = set[tuple[str, str]]


def pairs(rules: Iterable[Rule | Published]) -> Pairs:
    """Every rule with each of its messages."""
    return {(rule.code, message) for rule in rules for message in rule.messages}


def published_at(*levels: int) -> list[Published]:
    return [rule for rule in published().values() if rule.level in levels]


def tables_of_the_standard() -> dict[str, Published]:
    """The two published tables, where they stand beside the checkout."""
    elements: dict[str, set[str]] = {}
    with (TABLES / "element_rules.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["retourcode"] == "0001":
                elements.setdefault(row["rule"], set()).add(row["message"])
    # The table prints the second end date condition of JW301 without its number.
    elements["CD076"].add("JW301")
    found = {code: Published(code, 2, "0001", frozenset(messages)) for code, messages in elements.items()}
    with (TABLES / "technical_rules.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            retourcode = None if row["retourcode"] == "n.v.t." else row["retourcode"]
            messages = frozenset(row["messages"].split())
            found[row["rule"]] = Published(row["rule"], LEVELS[row["level"]], retourcode, messages)
    return found


@pytest.mark.parametrize("tables", [tables_of_the_standard] if TABLES.is_dir() else [published])
def test_the_facts_are_those_of_the_standard(tables: type) -> None:
    """Rule by rule, level, retourcode and messages are those of the two published tables."""
    standard = tables()
    assert standard == published()
    assert len(standard) == 118


def test_level_2_is_complete() -> None:
    """Every rule of level 2 is declared for exactly the messages that the standard names."""
    declared = pairs(r for r in all_rules() if r.level == 2 and r.code not in SEEN_WITHIN)
    expected = pairs(published_at(2))
    assert set() == expected - declared, "not built"
    assert set() == declared - expected, "not in the standard"


def test_what_is_seen_within_is_declared_at_level_2() -> None:
    """TR319 is checked inside the message, for the message that the standard names."""
    declared = {r.code: r for r in all_rules() if r.code in SEEN_WITHIN}
    assert declared.keys() == SEEN_WITHIN
    for code, rule in declared.items():
        assert (2, published()[code].messages) == (rule.level, rule.messages)


def test_every_declared_rule_has_the_retourcode_and_level_of_the_standard() -> None:
    """A rule is not declared with another code, another level or for another message."""
    for rule in all_rules():
        standard = published()[rule.code]
        assert standard.retourcode == rule.retourcode, rule.code
        assert rule.messages <= standard.messages, rule.code
        assert rule.level == (2 if rule.code in SEEN_WITHIN else standard.level), rule.code


def test_what_is_not_built_is_named(record_property: Callable[[str, object], None]) -> None:
    """What is missing lies above level 2, and is about none of the messages that are complete."""
    missing = {(code, message) for code, messages in not_built().items() for message in messages}
    for code, messages in not_built().items():
        print(f"not yet built: {code} for {', '.join(sorted(messages))}")
    record_property("not_yet_built", len(missing))
    declared = pairs(all_rules())
    assert pairs(published_at(2, 3, 4)) == missing | declared
    assert set() == missing & declared
    assert {3, 4} >= {published()[code].level for code, _ in missing}
    assert set() == {(code, message) for code, message in missing if message in COMPLETE}


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_rule_has_a_sentence(lang: Language) -> None:
    """Every published rule has one sentence in each language, and no two rules of one message share it."""
    sentences = {code: text(code, lang) for code in published()}
    assert texts().keys() == published().keys()
    assert all(sentence.endswith(".") and len(sentence) > 20 for sentence in sentences.values())
    assert len(sentences) == len(set(sentences.values()))


def test_every_declared_rule_has_a_sentence() -> None:
    """Nothing is refused without words for it."""
    assert set() == {rule.code for rule in all_rules()} - texts().keys()


def test_an_unknown_rule_has_no_sentence() -> None:
    """A code that does not exist is a mistake of the caller."""
    with pytest.raises(KeyError):
        text("TR000")


def test_every_check_is_explained() -> None:
    """Every rule says in its own words what it asks."""
    assert [
        rule.code for rule in all_rules() if not (rule.check.__doc__ or "").endswith((".", "\n    "))
    ] == []
