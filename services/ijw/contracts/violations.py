"""Puts a schema error of libxml2 into our own words; the text of libxml2 holds values of the message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ijw.contracts.texts import rule_sentence, subject_of

if TYPE_CHECKING:
    from ijw.contracts.refusal import SchemaRule

_RULES: dict[str, SchemaRule] = {
    "SCHEMAV_CVC_MINLENGTH_VALID": "minLength",
    "SCHEMAV_CVC_MAXLENGTH_VALID": "maxLength",
    "SCHEMAV_CVC_PATTERN_VALID": "pattern",
    "SCHEMAV_CVC_ENUMERATION_VALID": "enumeration",
    "SCHEMAV_CVC_MININCLUSIVE_VALID": "minInclusive",
    "SCHEMAV_CVC_MAXINCLUSIVE_VALID": "maxInclusive",
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": "data-type",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": "unexpected-text",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": "unexpected-attribute",
    "SCHEMAV_CVC_TYPE_3_1_1": "unexpected-attribute",
    "SCHEMAV_CVC_TYPE_3_1_2": "unexpected-children",
}

_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*?) \)")
_NAMESPACE = re.compile(r"\{[^}]*\}")


def describe(kind: str, message: str, path: str) -> tuple[SchemaRule, str]:
    """Give the rule and a sentence for an error of libxml2 (its type name and its text) at `path`."""
    rule = _structural(message) if kind == "SCHEMAV_ELEMENT_CONTENT" else _RULES.get(kind, "structure")
    expected = _EXPECTED.search(message) if rule in ("missing-element", "unexpected-element") else None
    tail = f"; expected: {_NAMESPACE.sub('', expected[1])}" if expected else ""
    return rule, f"{rule_sentence(rule, subject_of(path))}{tail}."


def _structural(message: str) -> SchemaRule:
    return "missing-element" if "Missing child element" in message else "unexpected-element"
