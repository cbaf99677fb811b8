"""The facts behind a decision, for a person and for a program; never who the child is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from ijw.cli.case_words import fact_lines
from ijw.policy.facts import Situation

_SITUATION = TypeAdapter(Situation)
_PERSONAL = frozenset({"birth_date", "Geboortedatum", "family", "Commentaar"})
"""Left out: they tell who the child is, or may."""


def facts_lines(facts: dict[str, Any]) -> Sequence[str]:
    """The situation in words; of a decision on a request and of one on our own initiative alike."""
    return list(fact_lines(_SITUATION.validate_python(facts["situation"])))


def facts_fields(facts: Any) -> Any:
    """The facts as they were stored, without what is personal."""
    match facts:
        case dict():
            return {name: facts_fields(value) for name, value in facts.items() if name not in _PERSONAL}
        case list():
            return [facts_fields(value) for value in facts]
        case _:
            return facts
