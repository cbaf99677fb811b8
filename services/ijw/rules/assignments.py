"""Why an assignment changed (JW301, level 2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Protocol

from ijw.messages.document import Document
from ijw.messages.jw301 import JW301
from ijw.rules.registry import Place, rule

_DELETED, _LAPSED = "13", "01"


class Toegewezen(Protocol):
    """An assignment, as far as it takes to see whether it is taken back."""

    @property
    def RedenWijziging(self) -> str | None: ...  # noqa: N802, D102  (the element's name)

    @property
    def Ingangsdatum(self) -> date: ...  # noqa: N802, D102  (the element's name)

    @property
    def Einddatum(self) -> date | None: ...  # noqa: N802, D102  (the element's name)


def is_deleted(product: Toegewezen) -> bool:
    """Whether an assignment is taken back: reason 13 or the lapsed 01, ending on the day it begins."""
    return product.RedenWijziging in (_DELETED, _LAPSED) and product.Einddatum == product.Ingangsdatum


@rule("CS335", messages=["JW301"])
def cs335(document: Document[JW301]) -> Iterator[Place]:
    """An assignment that is deleted (reason 13) ends on the day it begins."""
    for node in document.nodes("ToegewezenProduct"):
        product = node.value
        if product.RedenWijziging == _DELETED and product.Einddatum != product.Ingangsdatum:
            yield Place(node, "RedenWijziging")


@rule("CS336", messages=["JW301"])
def cs336(document: Document[Any]) -> Iterator[Place]:
    """Reason 01 has lapsed."""
    for node in document.nodes("ToegewezenProduct"):
        if node.value.RedenWijziging == _LAPSED:
            yield Place(node, "RedenWijziging")
