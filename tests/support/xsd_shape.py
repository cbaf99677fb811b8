"""The shape that a schema gives to a message: classes, their elements, order and multiplicity.

Read straight from the schema files, so that the models can be compared with something they did not make.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

_XS = "{http://www.w3.org/2001/XMLSchema}"
_KINDS = {"string": "str", "integer": "int", "date": "date", "time": "str"}
"""What a model holds for a value of the schema; a time keeps the characters it was written with."""


@dataclass(frozen=True)
class Element:
    """One element of a class; `kind` is str, int, date, or the shape of another class."""

    name: str
    namespace: str
    optional: bool
    many: bool
    kind: str | tuple[Element, ...]


class _Schemas:
    """The schema of one message and the basic schema beside it."""

    def __init__(self, folder: Path, type_: str) -> None:
        roots = [etree.parse(str(folder / name)).getroot() for name in (f"{type_}.xsd", "basisschema.xsd")]
        self.namespace = roots[0].get("targetNamespace") or ""
        self._types = {
            (root.get("targetNamespace") or "", named.get("name") or ""): (named, root)
            for root in roots
            for named in root
            if named.tag in (f"{_XS}complexType", f"{_XS}simpleType")
        }

    def shape(self, qualified: tuple[str, str]) -> str | tuple[Element, ...]:
        if qualified[0] == _XS.strip("{}"):
            return _KINDS[qualified[1]]
        named, root = self._types[qualified]
        if named.tag == f"{_XS}simpleType":
            return self._simple(named)
        found = named.iterfind(f"{_XS}sequence/{_XS}element")
        return tuple(self._element(element, root.get("targetNamespace") or "") for element in found)

    def _element(self, element: etree._Element, namespace: str) -> Element:
        inline = element.find(f"{_XS}simpleType")
        kind = self.shape(_name(element, "type")) if inline is None else self._simple(inline)
        return Element(
            element.get("name") or "",
            namespace,
            element.get("minOccurs") == "0",
            element.get("maxOccurs") == "unbounded",
            kind,
        )

    def _simple(self, simple: etree._Element) -> str | tuple[Element, ...]:
        restriction = simple.find(f"{_XS}restriction")
        assert restriction is not None
        return self.shape(_name(restriction, "base"))


def _name(element: etree._Element, attribute: str) -> tuple[str, str]:
    prefix, local = (element.get(attribute) or "").split(":")
    return element.nsmap[prefix] or "", local


def schema_shape(folder: Path, type_: str) -> tuple[Element, ...]:
    """The shape of a message by the schemas in a folder."""
    schemas = _Schemas(folder, type_)
    shape = schemas.shape((schemas.namespace, "Root"))
    assert isinstance(shape, tuple)
    return shape
