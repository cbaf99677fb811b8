"""What a start or stop may say by itself (JW305 and JW307, level 2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ijw.messages.document import Document
from ijw.messages.jw307 import JW307
from ijw.rules.registry import Place, rule

_FIRST_OR_DELETE = ("1", "3")


@rule("CS058", messages=["JW305", "JW307"])
def cs058(document: Document[Any]) -> Iterator[Place]:
    """StatusAanlevering is 1 (first) or 3 (delete); a change takes two steps (IV008)."""
    for name in ("StartProduct", "StopProduct"):
        for node in document.nodes(name):
            if node.value.StatusAanlevering not in _FIRST_OR_DELETE:
                yield Place(node, "StatusAanlevering")


@rule("TR018", messages=["JW307"])
def tr018(document: Document[JW307]) -> Iterator[Place]:
    """A stop lies on or after its start."""
    for node in document.nodes("StopProduct"):
        if node.value.Einddatum < node.value.Begindatum:
            yield Place(node, "Einddatum")
