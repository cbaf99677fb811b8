"""Level 1: does the message follow the schema of its type? Decided by libxml2 alone.

One thread, one set of compiled schemas: the error log belongs to the compiled schema, so two threads on one
would read each other's errors. A thread compiles its own set, under a lock because libxml2 cannot compile two
schemas at once; `compile_all` does so ahead of the first message.

Most messages are validated as a tree, which is quickest. For every single error libxml2 then looks up its
place by counting brothers, which is quadratic (a claim with 200,000 empty clients: over a minute); so where
a message is large, or has very many brothers, the bytes run past the schema in pieces and the first error
ends it.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NewType

from lxml import etree

from ijw.contracts import sources, stream
from ijw.contracts.catalog import BERICHTSOORTEN, Berichtsoort
from ijw.contracts.parser_log import entries
from ijw.contracts.paths import element_at, xpath_of
from ijw.contracts.refusal import Refusal
from ijw.contracts.safe_xml import BY_ROOT, SAFE
from ijw.contracts.texts import rule_sentence, subject_of
from ijw.contracts.violations import describe

if TYPE_CHECKING:
    from ijw.contracts.parser_log import Entry
    from ijw.contracts.refusal import SchemaRule
    from ijw.contracts.safe_xml import Parsed

Valid = NewType("Valid", etree._Element)
"""The root of a document that has passed level 1; made by `validated` alone."""

TREE_LIMIT = 64 * 1024
"""Up to so many bytes a document is validated as a tree, whatever is in it."""

LARGEST_TREE = 2 * 1024 * 1024
"""Up to so many bytes it is, when no element has `MANY_BROTHERS` children; 85,000 errors take 0.7 seconds."""

MANY_BROTHERS = 1_500

_HAS_MANY_BROTHERS = etree.XPath(f"boolean(/descendant-or-self::*/*[{MANY_BROTHERS}])")

MAX_ATTRIBUTES = 50
"""Attributes of one element; our messages have none but those that XML Schema itself uses."""

_ATTRIBUTE: SchemaRule = "unexpected-attribute"

_NO_VERDICT = Refusal(1, "schema-invalid", "The validator passed one of its limits.", rule="structure")

_CHILD_OF_VALUE = "SCHEMAV_CVC_TYPE_3_1_2"

_COMPILE_ATTEMPTS = 20

_compiling = threading.Lock()
_own = threading.local()


class _Sources(etree.Resolver):
    """Gives libxml2 the schema that another one imports, from memory."""

    def resolve(self, system_url: str, _public_id: str, context: object) -> object:  # type: ignore[override]
        name = system_url.rpartition("/")[2]
        return self.resolve_string(sources.schema_source(name), context, base_url=name)


def schema_for(soort: Berichtsoort) -> etree.XMLSchema:
    """Give the compiled schema of this message that belongs to the calling thread."""
    compiled: dict[str, etree.XMLSchema] | None = getattr(_own, "compiled", None)
    if compiled is None:
        compiled = _own.compiled = {}
    found = compiled.get(soort.type)
    if found is None:
        with _compiling:
            found = compiled[soort.type] = _compile(soort)
    return found


def compile_all() -> None:
    """Compile every schema for the calling thread (about 50 ms), so that no message waits for it."""
    for soort in BERICHTSOORTEN:
        schema_for(soort)


def validated(parsed: Parsed) -> Valid | Refusal:
    """Give the document as one that follows its schema, which models are made of; else the refusal."""
    refusal = validate(parsed)
    return Valid(parsed.root) if refusal is None else refusal


def validate(parsed: Parsed) -> Refusal | None:
    """Give None when the message follows its schema, else a refusal that tells of the first violation."""
    schema = schema_for(parsed.soort)
    if len(parsed.raw) <= TREE_LIMIT:
        return _validate_tree(parsed.root, schema)
    crowded = too_many_attributes(parsed)
    if crowded is not None:
        return crowded
    if _is_quick_as_tree(parsed):
        return _validate_tree(parsed.root, schema)
    return violation_in_pieces(parsed, schema)


def _is_quick_as_tree(parsed: Parsed) -> bool:
    """Whether the places of all errors there can be are found within a second."""
    return len(parsed.raw) <= LARGEST_TREE and not _HAS_MANY_BROTHERS(parsed.root)


def too_many_attributes(parsed: Parsed) -> Refusal | None:
    """Refuse an element with very many attributes, before a validator keeps an error for each of them.

    libxml2 takes a kilobyte for such an error, and xmlschema the time to write down all attributes.
    """
    if parsed.raw.count(b"=") <= MAX_ATTRIBUTES:
        return None
    crowded = (place for place in parsed.root.iter() if len(place.attrib) > MAX_ATTRIBUTES)
    place = next(crowded, None)
    if place is None:
        return None
    path = xpath_of(place, sources.element_names())
    return Refusal(1, "schema-invalid", f"{rule_sentence(_ATTRIBUTE, subject_of(path))}.", path, _ATTRIBUTE)


def validate_outgoing(root: etree._Element) -> Refusal | None:
    """Check a message of our own making before it is stored; anything but None is a bug of ours."""
    soort = BY_ROOT.get(root.tag)
    if soort is None:
        return Refusal(0, "unknown-namespace", "The namespace of Bericht is not one of iJw 3.2.")
    return _validate_tree(root, schema_for(soort))


def _compile(soort: Berichtsoort) -> etree.XMLSchema:
    """Compile one schema.

    While another thread parses, libxml2 now and then loses the schema that this one imports, and says that
    a type does not exist (X7). The schema is ours and right, so it is tried again.
    """
    name = f"{soort.type}.xsd"
    for _ in range(_COMPILE_ATTEMPTS - 1):
        try:
            return _compiled(name)
        except etree.XMLSchemaParseError:
            continue
    return _compiled(name)


def _compiled(name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(**SAFE)
    parser.resolvers.add(_Sources())
    return etree.XMLSchema(etree.fromstring(sources.schema_source(name), parser, base_url=name))


def _validate_tree(root: etree._Element, schema: etree.XMLSchema) -> Refusal | None:
    try:
        if schema.validate(root):
            return None
    except etree.XMLSchemaValidateError:
        return _NO_VERDICT
    error = entries(schema.error_log)[0]
    return _refuse(error, element_at(root, error.path or ""))


def violation_in_pieces(parsed: Parsed, schema: etree.XMLSchema) -> Refusal | None:
    """Give the verdict of `validate` in linear time, whatever the size and the number of errors."""
    try:
        violation = stream.first_violation(parsed.raw, schema)
    except etree.XMLSyntaxError:
        return _NO_VERDICT
    if violation is None:
        return None
    place = parsed.root
    for position in violation.positions:
        place = place[position - 1]
    if violation.error.type_name == _CHILD_OF_VALUE:
        # Told when the child begins, but it is the element above that may have no children.
        place = next(place.iterancestors(), place)
    return _refuse(violation.error, place)


def _refuse(error: Entry, place: etree._Element) -> Refusal:
    path = xpath_of(place, sources.element_names())
    rule, detail = describe(error.type_name, error.message, path)
    return Refusal(1, "schema-invalid", detail, path, rule)
