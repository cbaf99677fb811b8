"""Levels 0, 1 and 2 of one message, with everything that is wrong on the level that refuses it. Pure."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from ijw.contracts import schemas
from ijw.contracts.refusal import Refusal
from ijw.contracts.safe_xml import Parsed, parse
from ijw.contracts.texts import refusal_sentence, rule_sentence, subject_of, value_class
from ijw.messages.base import Klasse
from ijw.messages.catalog import MODELS
from ijw.messages.document import Document
from ijw.messages.mapper import UnreadableMessageError, read
from ijw.rules.registry import Place, places
from ijw.rules.texts import text
from ijw.validation.verdict import WHOLE, Problem, Verdict
from ijw.validation.words import sentence

if TYPE_CHECKING:
    from ijw.contracts.codelists import Language
    from ijw.contracts.refusal import SchemaRule
    from ijw.contracts.schemas import Valid
    from ijw.validation.words import ArchiveCode

_CODES_NAMED = 60

OUTSIDE_CALENDAR: SchemaRule = "data-type"
"""Level 1: what the schema takes for a date and no calendar has, such as one with a time zone."""


def judge(file: str, raw: bytes, language: Language = "en") -> Verdict:
    """Judge a message; every finding of the level that refuses it. Raises only on a bug."""
    parsed = parse(raw)
    if isinstance(parsed, Refusal):
        said = refusal_sentence(parsed, language)
        return Verdict(file, None, 0, (Problem(parsed.code, parsed.path or WHOLE, said),))
    root = schemas.validated(parsed)
    if isinstance(root, Refusal):
        return Verdict(file, parsed.soort.type, 1, _violations(parsed, language))
    return _judge_content(file, parsed.soort.type, root, language)


def refuse(file: str, code: ArchiveCode, language: Language = "en") -> Verdict:
    """Refuse a file without looking for messages in it."""
    return Verdict(file, None, 0, (Problem(code, WHOLE, sentence(code, language)),))


def _violations(parsed: Parsed, language: Language) -> tuple[Problem, ...]:
    from ijw.contracts.explain import explain  # noqa: PLC0415 - takes half a second, and few messages need it

    shortened = (replace(one, allowed=_shorten(one.allowed)) for one in explain(parsed))
    return tuple(Problem(one.rule, one.path, one.sentence(language)) for one in shortened)


def _shorten(allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Name some codes of a long list; the list of countries has hundreds."""
    return allowed if len(allowed) <= _CODES_NAMED else (*allowed[:_CODES_NAMED], "…")


def _judge_content(file: str, type_: str, root: Valid, language: Language) -> Verdict:
    try:
        document = Document(read(root, MODELS[type_]))
    except UnreadableMessageError as error:
        said = f"{rule_sentence(OUTSIDE_CALENDAR, subject_of(error.path, language), language)}."
        return Verdict(file, type_, 1, (Problem(OUTSIDE_CALENDAR, error.path, said),))
    found = tuple([_problem(rule.code, place, language) for rule, place in places(document)])
    return Verdict(file, type_, 2 if found else None, found)


def _problem(code: str, place: Place, language: Language) -> Problem:
    return Problem(code, place.path, f"{text(code, language)}{_found(place, language)}")


def _found(place: Place, language: Language) -> str:
    """Say what kind of value is at a place, when the place is one value; a class says nothing of itself."""
    if place.element is None:
        return ""
    value = reduce(_element, place.element.split("/"), place.node.value)
    if isinstance(value, Klasse | list):
        return ""
    word, nothing = ("Found", "nothing") if language == "en" else ("Gevonden", "niets")
    return f" {word}: {nothing if value is None else value_class(str(value)).text(language)}."


def _element(klasse: Any, name: str) -> Any:
    return getattr(klasse, name, None)
