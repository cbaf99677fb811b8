"""Puts a schema error of libxml2 into our own words; the text of libxml2 holds values of the message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ijw.contracts.paths import UNKNOWN

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
    "SCHEMAV_CVC_TYPE_3_1_2": "unexpected-element",
}

_SENTENCES: dict[SchemaRule, str] = {
    "missing-element": "misses an element",
    "unexpected-element": "is not expected here",
    "unexpected-text": "holds text between its elements",
    "unexpected-attribute": "has an attribute that the schema does not know",
    "data-type": "is not a value of its data type",
    "minLength": "is shorter than allowed",
    "maxLength": "is longer than allowed",
    "pattern": "does not have the required form",
    "enumeration": "is not one of the allowed codes",
    "minInclusive": "is lower than allowed",
    "maxInclusive": "is higher than allowed",
    "structure": "is not as the schema describes it",
}

_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*?) \)")
_NAMESPACE = re.compile(r"\{[^}]*\}")


def describe(kind: str, message: str, element: str) -> tuple[SchemaRule, str]:
    """Give the rule and a sentence about `element` for an error of libxml2 (its type name and its text)."""
    rule = _structural(message) if kind == "SCHEMAV_ELEMENT_CONTENT" else _RULES.get(kind, "structure")
    expected = _EXPECTED.search(message) if rule in ("missing-element", "unexpected-element") else None
    tail = f"; expected: {_NAMESPACE.sub('', expected[1])}" if expected else ""
    subject = "An element that the standard does not know" if element == UNKNOWN else element
    return rule, f"{subject} {_SENTENCES[rule]}{tail}."


def _structural(message: str) -> SchemaRule:
    return "missing-element" if "Missing child element" in message else "unexpected-element"
