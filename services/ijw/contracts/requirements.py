"""Reads from an error of xmlschema which rule was broken and what that rule asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xmlschema.validators import XsdAtomicBuiltin, XsdAttributeGroup, XsdElement, XsdGroup
from xmlschema.validators.facets import (
    XsdEnumerationFacets,
    XsdMaxInclusiveFacet,
    XsdMaxLengthFacet,
    XsdMinInclusiveFacet,
    XsdMinLengthFacet,
    XsdPatternFacets,
)

from ijw.contracts.sources import EQUIVALENT_PATTERNS

if TYPE_CHECKING:
    from xmlschema import XMLSchemaValidationError

    from ijw.contracts.refusal import SchemaRule

_PUBLISHED = {matched: published for published, matched in EQUIVALENT_PATTERNS.items()}

_BOUNDS: dict[type, SchemaRule] = {
    XsdMinLengthFacet: "minLength",
    XsdMaxLengthFacet: "maxLength",
    XsdMinInclusiveFacet: "minInclusive",
    XsdMaxInclusiveFacet: "maxInclusive",
}

_STRUCTURES: dict[type, SchemaRule] = {
    XsdGroup: "unexpected-text",
    XsdAttributeGroup: "unexpected-attribute",
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """A rule of the schema, and what it asks."""

    rule: SchemaRule
    limit: str = ""
    allowed: tuple[str, ...] = ()
    about_value: bool = True


def requirement(error: XMLSchemaValidationError) -> Requirement:
    """Give the broken rule; `structure` for what no rule of our schemas can be."""
    asked = error.validator
    bound = _BOUNDS.get(type(asked))
    if bound:
        return Requirement(bound, str(getattr(asked, "value", "")))
    match asked:
        case XsdPatternFacets():
            return Requirement("pattern", " or ".join(_PUBLISHED.get(one, one) for one in asked.regexps))
        case XsdEnumerationFacets():
            return Requirement("enumeration", allowed=tuple(str(one) for one in asked.enumeration))
        case XsdAtomicBuiltin():
            return Requirement("data-type", asked.local_name or "")
        case XsdElement() if "child elements" in (error.reason or ""):
            return Requirement("unexpected-children", about_value=False)
        case _:
            return Requirement(_STRUCTURES.get(type(asked), "structure"), about_value=False)
