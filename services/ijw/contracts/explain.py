"""Explains a level-1 refusal for people: every violation with what is asked and what kind of value is there.

This uses xmlschema, which is some thirty times slower than libxml2 and decides nothing: import this module
only where a person waits for the answer. The message has passed level 0, so it has no entity or DOCTYPE;
xmlschema itself may open nothing (`allow='none'`, no hints from the message).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import xmlschema
from lxml import etree
from xmlschema.validators import XMLSchemaChildrenValidationError, XsdElement

from ijw.contracts import schemas, sources
from ijw.contracts.paths import xpath_of
from ijw.contracts.requirements import requirement
from ijw.contracts.texts import ValueClass, rule_sentence, subject_of, value_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xmlschema import XMLSchemaValidationError

    from ijw.contracts.catalog import Berichtsoort
    from ijw.contracts.codelists import Language
    from ijw.contracts.refusal import Refusal, SchemaRule
    from ijw.contracts.safe_xml import Parsed

LIMIT = 100
"""Violations told about one message, at most."""

LARGEST = 2 * 1024 * 1024
"""Bytes of the largest message that is explained in full (seconds); of a larger one the first violation."""

MOST_ELEMENTS = 60_000
"""Elements of the largest message that is explained in full; a claim of 2 MB has some 50,000."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One place where a message does not follow its schema."""

    path: str
    """XPath with positions, such as `/Bericht/Client/StartProducten/StartProduct[2]/Begindatum`."""
    rule: SchemaRule
    limit: str = ""
    """What the rule asks: a length, a bound, a pattern as published, a data type; empty when it says all."""
    allowed: tuple[str, ...] = ()
    """Allowed codes, or the elements that may stand here."""
    found: ValueClass | None = None
    """What is there; None where the rule is about elements."""

    def sentence(self, language: Language = "en") -> str:
        """Say it in one sentence."""
        asked = ", ".join(self.allowed) or self.limit
        words = ("expected", "found") if language == "en" else ("verwacht", "gevonden")
        said = rule_sentence(self.rule, subject_of(self.path, language), language)
        said += f"; {words[0]}: {asked}" if asked else ""
        return said + (f"; {words[1]}: {self.found.text(language)}." if self.found else ".")


def explain(parsed: Parsed, limit: int = LIMIT) -> tuple[Explanation, ...]:
    """Give the violations in the order of the document, at most `limit`; empty when level 1 accepts.

    libxml2 decides: what it refuses always has at least one explanation, and what it accepts has none.
    """
    refusal = schemas.validate(parsed)
    if refusal is None:
        return ()
    if _is_too_much(parsed):
        return (_from(refusal),)
    found: list[Explanation] = []
    try:
        for error in _errors(parsed):
            found.append(_explanation(error, parsed.root))
            if len(found) >= limit:
                break
    except (xmlschema.XMLSchemaException, KeyError, ValueError):
        # A type named by xsi:type that does not exist: xmlschema raises it instead of reporting it.
        found.append(_from(refusal))
    return tuple(found) or (_from(refusal),)


def _is_too_much(parsed: Parsed) -> bool:
    """Whether xmlschema could need minutes: it makes every error there is before it gives the first."""
    if len(parsed.raw) > LARGEST or schemas.too_many_attributes(parsed) is not None:
        return True
    return sum(1 for _ in islice(parsed.root.iter(), MOST_ELEMENTS + 1)) > MOST_ELEMENTS


@cache
def _basis() -> xmlschema.XMLSchema10:
    return _schema(sources.schema_source(sources.BASIS_FILE))


@cache
def _schema_of(soort: Berichtsoort) -> xmlschema.XMLSchema10:
    root = etree.fromstring(sources.schema_source(f"{soort.type}.xsd"))
    for reference in root.iter(f"{sources.XS}import"):
        del reference.attrib["schemaLocation"]
    return _schema(etree.tostring(root), _basis().maps)


def _schema(source: bytes, maps: xmlschema.XsdGlobals | None = None) -> xmlschema.XMLSchema10:
    return xmlschema.XMLSchema10(source.decode(), global_maps=maps, defuse="always", allow="none")


def _errors(parsed: Parsed) -> Iterator[XMLSchemaValidationError]:
    schema = _schema_of(parsed.soort)
    return schema.iter_errors(parsed.root, use_location_hints=False, allow_empty=True)


def _explanation(error: XMLSchemaValidationError, root: etree._Element) -> Explanation:
    place = error.elem if isinstance(error.elem, etree._Element) else root
    if isinstance(error, XMLSchemaChildrenValidationError):
        return _about_children(error, place)
    asked = requirement(error)
    found = value_class(place.text or "") if asked.about_value else None
    return Explanation(_path(place), asked.rule, asked.limit, asked.allowed, found)


def _about_children(error: XMLSchemaChildrenValidationError, parent: etree._Element) -> Explanation:
    expected = error.expected or ()
    allowed = tuple(one.local_name for one in expected if isinstance(one, XsdElement))
    if error.invalid_child is None:
        return Explanation(_path(parent), "missing-element", allowed=allowed)
    return Explanation(_path(parent[error.index]), "unexpected-element", allowed=allowed)


def _path(place: etree._Element) -> str:
    return xpath_of(place, sources.element_names())


def _from(refusal: Refusal) -> Explanation:
    return Explanation(refusal.path or "/Bericht", refusal.rule or "structure")
