"""XPath of an element in the words of the standard: `/Bericht/Client/StartProducten/StartProduct[2]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Container

UNKNOWN = "*"
"""Stands for an element that no schema knows: its name came from outside and may be anything."""


def xpath_of(element: etree._Element, known: Container[str]) -> str:
    """Give the path of local names from the root, with a position where brothers have the same name."""
    steps = [_step(element, known)]
    steps.extend(_step(parent, known) for parent in element.iterancestors())
    return "/" + "/".join(reversed(steps))


def local_name(element: etree._Element, known: Container[str]) -> str:
    """Give the name without namespace, or `*` for a name that is not in `known`."""
    name = etree.QName(element).localname
    return name if name in known else UNKNOWN


def _step(element: etree._Element, known: Container[str]) -> str:
    name = local_name(element, known)
    tag = None if name == UNKNOWN else element.tag
    before = sum(1 for _ in element.itersiblings(tag, preceding=True))
    alone = before == 0 and next(element.itersiblings(tag), None) is None
    return name if alone else f"{name}[{before + 1}]"
