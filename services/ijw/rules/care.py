"""The classes that ask for or assign care, and what their elements are called in each message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ijw.messages.document import Document, Node

CARE_MESSAGES = ("JW301", "JW315", "JW317")


@dataclass(frozen=True, slots=True)
class CareClass:
    """A class of care by its element names."""

    name: str
    begin: str
    end: str
    names_product: bool = True
    """False where the product is that of the assignment it names (IV092)."""


_CLASSES: Mapping[str, Sequence[CareClass]] = {
    "JW301": (CareClass("ToegewezenProduct", "Ingangsdatum", "Einddatum"),),
    "JW315": (CareClass("AangevraagdProduct", "ToewijzingIngangsdatum", "ToewijzingEinddatum"),),
    "JW317": (
        CareClass("NieuwProduct", "GewensteIngangsdatum", "Einddatum"),
        CareClass("TeWijzigenProduct", "GewensteIngangsdatum", "Einddatum", names_product=False),
    ),
}


@dataclass(frozen=True, slots=True)
class Care:
    """One class of care in a message."""

    node: Node
    klasse: CareClass

    @property
    def begin(self) -> date:
        """The first day."""
        begin: date = getattr(self.node.value, self.klasse.begin)
        return begin

    @property
    def end(self) -> date | None:
        """The last day; None while it is open."""
        end: date | None = getattr(self.node.value, self.klasse.end)
        return end


def care(document: Document[Any]) -> Iterator[Care]:
    """Every class of care in the message."""
    for klasse in _CLASSES[document.type]:
        for node in document.nodes(klasse.name):
            yield Care(node, klasse)


def care_with_product(document: Document[Any]) -> Iterator[Care]:
    """Every class of care that names its product itself."""
    return (one for one in care(document) if one.klasse.names_product)
