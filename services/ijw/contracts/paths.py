"""XPath of an element in the words of the standard: `/Bericht/Client/StartProducten/StartProduct[2]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Container

UNKNOWN = "*"
"""Stands for an element that no schema knows: its name came from outside and may be anything."""

_STEP = re.compile(r"(?:([^:\[]+):)?([^\[]+)(?:\[(\d+)\])?")


def element_at(root: etree._Element, libxml_path: str) -> etree._Element:
    """Give the element that libxml2 means with `/*/*[2]/i:Naam`: `*` is any brother, a prefix as written.

    This is no XPath that can be evaluated, for the prefixes may be declared anywhere. Ends at the last step
    that is an element (not an attribute or a text).
    """
    place = root
    for step in libxml_path.split("/")[2:]:
        below = _child(place, step)
        if below is None:
            break
        place = below
    return place


def _child(parent: etree._Element, step: str) -> etree._Element | None:
    found = _STEP.fullmatch(step)
    if found is None:
        return None
    prefix, name, position = found.groups()
    same = [
        child
        for child in parent.iterchildren(etree.Element)
        if name == "*" or (child.prefix == prefix and etree.QName(child).localname == name)
    ]
    index = int(position or 1) - 1
    return same[index] if index < len(same) else None


def xpath_of(element: etree._Element, known: Container[str]) -> str:
    """Give the path of local names from the root, with a position where brothers have the same name."""
    steps = [_step(element, known)]
    steps.extend(_step(parent, known) for parent in element.iterancestors())
    return "/" + "/".join(reversed(steps))


def _step(element: etree._Element, known: Container[str]) -> str:
    local = etree.QName(element).localname
    name = local if local in known else UNKNOWN
    tag = None if name == UNKNOWN else element.tag
    before = sum(1 for _ in element.itersiblings(tag, preceding=True))
    alone = before == 0 and next(element.itersiblings(tag), None) is None
    return name if alone else f"{name}[{before + 1}]"
