"""The types of a schema with every facet, read from its file: what the generator of messages walks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"


@dataclass(frozen=True)
class Simple:
    """A value: built-in base and all facets on the way to it; every pattern must match."""

    name: str
    """Name of the nearest named type, such as `LDT_Datum`."""
    base: str
    """`string`, `integer`, `date` or `time`."""
    patterns: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    bounds: tuple[tuple[str, int], ...] = ()

    def bound(self, facet: str, default: int) -> int:
        """The value of `maxLength`, `minInclusive` and so on."""
        return dict(self.bounds).get(facet, default)


@dataclass(frozen=True)
class Element:
    """One element of a class. `many` means unbounded."""

    name: str
    namespace: str
    optional: bool
    many: bool
    type: Simple | tuple[Element, ...]


class Schemas:
    """The schema of one message and the basic schema beside it."""

    def __init__(self, folder: Path, type_: str) -> None:
        self.roots = [
            etree.parse(str(folder / name)).getroot() for name in (f"{type_}.xsd", "basisschema.xsd")
        ]
        self._named = {
            (root.get("targetNamespace") or "", found.get("name") or ""): found
            for root in self.roots
            for found in root.iterchildren(f"{XS}complexType", f"{XS}simpleType")
        }

    def message(self) -> Element:
        """The root element `Bericht` with everything below it."""
        declared = self.roots[0].find(f"{XS}element")
        assert declared is not None
        return self._element(declared)

    def _element(self, element: etree._Element) -> Element:
        namespace = element.getroottree().getroot().get("targetNamespace") or ""
        inline = element.find(f"{XS}simpleType")
        found = self._type(element, "type") if inline is None else self._simple(inline)
        many = element.get("maxOccurs") == "unbounded"
        return Element(element.get("name") or "", namespace, element.get("minOccurs") == "0", many, found)

    def _type(self, owner: etree._Element, attribute: str) -> Simple | tuple[Element, ...]:
        prefix, local = (owner.get(attribute) or "").split(":")
        namespace = owner.nsmap[prefix] or ""
        if namespace == XS.strip("{}"):
            return Simple("", local)
        named = self._named[namespace, local]
        if named.tag == f"{XS}simpleType":
            return self._simple(named)
        return tuple(self._element(element) for element in named.iterfind(f"{XS}sequence/{XS}element"))

    def _simple(self, simple: etree._Element) -> Simple:
        restriction = simple.find(f"{XS}restriction")
        assert restriction is not None
        base = self._type(restriction, "base")
        assert isinstance(base, Simple)
        facets = [(etree.QName(facet).localname, facet.get("value") or "") for facet in restriction]
        return Simple(
            simple.get("name") or base.name,
            base.base,
            base.patterns + tuple(value for name, value in facets if name == "pattern"),
            base.codes + tuple(value for name, value in facets if name == "enumeration"),
            base.bounds
            + tuple((name, int(value)) for name, value in facets if name not in ("pattern", "enumeration")),
        )


def message_type(folder: Path, type_: str) -> Element:
    """The root element of a message by the schemas in a folder."""
    return Schemas(folder, type_).message()


def appinfo(folder: Path, name: str) -> list[tuple[str, str]]:
    """The names and values that a schema tells about itself, such as BerichtXsdVersie."""
    place = etree.parse(str(folder / name)).getroot().find(f"{XS}annotation/{XS}appinfo")
    assert place is not None
    return [(str(told.tag), told.text or "") for told in place]
