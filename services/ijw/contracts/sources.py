"""The schema documents as the validators get them: with patterns that take linear time.

The standard asks for "at least one character that is not white space" with `.*[^\\s].*`. That is ambiguous,
and the regular-expression engine of libxml2 needs quadratic time to refuse a long text with a line break in
it: minutes for 200 KB, hours for 2 MB, so one message could hold up a consumer for ever. Each pattern here
has an equivalent that accepts exactly the same strings and can be matched in only one way.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from ijw.contracts.catalog import BERICHTSOORTEN
from ijw.contracts.location import schema_dir
from ijw.contracts.safe_xml import SAFE

if TYPE_CHECKING:
    from pathlib import Path

XS = "{http://www.w3.org/2001/XMLSchema}"
BASIS_FILE = "basisschema.xsd"

EQUIVALENT_PATTERNS = {
    r".*[^\s].*": r"[ \t]*[^\s].*",
    r"([.\s]*\S+[.\s]*)+": r"\s*\S[\s\S]*",
}
"""Pattern as published -> pattern that is matched. The dot never stands for a line break."""


@cache
def schema_source(name: str) -> bytes:
    """Give the document of `JW305.xsd` or `basisschema.xsd`, with its slow patterns replaced."""
    root = _read(schema_dir() / name)
    for pattern in root.iter(f"{XS}pattern"):
        written = pattern.get("value", "")
        pattern.set("value", EQUIVALENT_PATTERNS.get(written, written))
    return etree.tostring(root)


@cache
def element_names() -> frozenset[str]:
    """Give every element name that a schema declares; other names are not ours to repeat."""
    files = (BASIS_FILE, *(f"{soort.type}.xsd" for soort in BERICHTSOORTEN))
    roots = (_read(schema_dir() / file) for file in files)
    return frozenset(element.get("name", "") for root in roots for element in root.iter(f"{XS}element"))


def _read(path: Path) -> etree._Element:
    return etree.fromstring(path.read_bytes(), etree.XMLParser(**SAFE))
