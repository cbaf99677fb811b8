"""Hundreds of mutated messages of every type: a verdict on each, always the same, in the agreed shape."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ijw.contracts.catalog import TYPES
from ijw.rules.published import published
from ijw.validation.judge import judge
from ijw.validation.words import level_of
from support.xsd_generator import Case, corpus

COUNT = 500
SEED = 20260302
PERSONAL = ("Bsn", "Achternaam", "Voornamen", "Straatnaam", "Emailadres", "Commentaar", "Postcode")
STEP = re.compile(r"(/(\w+|\*)(\[[1-9]\d*\])?)+")


def check_shape(verdict: dict[str, Any]) -> None:
    """The JSON of a verdict is as the outside contract says."""
    assert list(verdict) == ["file", "type", "verdict", "level", "rules", "errors"]
    assert verdict["type"] in (*TYPES, None)
    assert verdict["verdict"] == ("accepted" if verdict["level"] is None else "refused")
    assert verdict["level"] in (0, 1, 2, None)
    assert bool(verdict["errors"]) == (verdict["level"] is not None)
    assert verdict["rules"] == sorted({error["rule"] for error in verdict["errors"]})
    for error in verdict["errors"]:
        check_error(error, verdict["level"])


def check_error(error: dict[str, Any], level: int) -> None:
    """A finding has a known code of its level, an XPath, and a sentence."""
    assert list(error) == ["rule", "path", "message"]
    assert level == (2 if error["rule"] in published() else level_of(error["rule"]))
    assert error["path"] == "/" or STEP.fullmatch(error["path"])
    assert error["message"].endswith(".")


def personal(case: Case) -> set[str]:
    """What a case tells of a person; very short texts are in any sentence."""
    texts = (place.text or "" for name in PERSONAL for place in case.root.iter(f"{{*}}{name}"))
    return {text.strip() for text in texts if len(text.strip()) >= 5}


def judged(case: Case, language: Any) -> dict[str, Any]:
    """The JSON of a case."""
    return judge(case.name, case.raw(), language).as_json()


@pytest.mark.parametrize("type_", TYPES)
def test_mutated_messages_get_the_same_findings_every_time(type_: str) -> None:
    """500 of a type: no crash, English and Dutch alike, in the agreed shape, and nothing of a person."""
    levels = set()
    for case in corpus(type_, COUNT, SEED):
        first, again = judged(case, "en"), judged(case, "nl")
        check_shape(first)
        check_shape(again)
        levels.add(first["level"])
        said = " ".join(error["path"] + error["message"] for error in (*first["errors"], *again["errors"]))
        assert not [text for text in personal(case) if text in said]
        alike = [(one["rule"], one["path"]) for one in first["errors"]]
        assert alike == [(one["rule"], one["path"]) for one in again["errors"]]
    assert {1} < levels | {None}


@pytest.mark.parametrize("type_", TYPES)
def test_the_corpus_itself_is_the_same_every_time(type_: str) -> None:
    """A fixed seed: what a failure was about can be looked at again."""
    first, again = (corpus(type_, 50, SEED) for _ in range(2))
    assert [case.raw() for case in first] == [case.raw() for case in again]
    assert len({case.raw() for case in first}) > 40
