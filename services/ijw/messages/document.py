"""A message as a list of its classes, each of which knows its place.

Rules look for classes by element name (`document.nodes("StartProduct")`) and say where something is wrong;
the place becomes an XPath for a person and a spot in the retour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from ijw.contracts.catalog import BASIS_NAMESPACE
from ijw.messages.base import Bericht, Klasse
from ijw.messages.mapper import steps

B = TypeVar("B", bound=Bericht)


class Node(NamedTuple):
    """One class in a message."""

    value: Any
    name: str
    position: int
    """Counted from 1; 0 where the schema allows the element only once."""
    parent: Node | None

    @property
    def path(self) -> str:
        """The XPath, without namespace prefixes: `/Bericht/Client/StartProducten/StartProduct[2]`."""
        here = f"{self.name}[{self.position}]" if self.position else self.name
        return f"{self.parent.path}/{here}" if self.parent else f"/{here}"


@dataclass(frozen=True)
class Document(Generic[B]):
    """A message and its classes."""

    bericht: B

    @property
    def type(self) -> str:
        """The message type, such as `JW305`."""
        return self.bericht.type

    @property
    def header(self) -> Any:
        """The header of the message."""
        return self.bericht.Header  # type: ignore[attr-defined]  # every message has one

    def nodes(self, name: str) -> Sequence[Node]:
        """All classes of that element name, in document order; an element of a shared type is not a class."""
        return self._by_name.get(name, ())

    @cached_property
    def _by_name(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        _collect(Node(self.bericht, "Bericht", 0, None), found)
        return found


def _collect(node: Node, found: dict[str, list[Node]]) -> None:
    found.setdefault(node.name, []).append(node)
    klasse: type[Klasse] = type(node.value)
    for field, many in _classes_in(klasse):
        value = getattr(node.value, field)
        if value is None:
            continue
        if many:
            for position, one in enumerate(value, start=1):
                _collect(Node(one, field, position, node), found)
        else:
            _collect(Node(value, field, 0, node), found)


@cache
def _classes_in(klasse: type[Klasse]) -> tuple[tuple[str, bool], ...]:
    """The fields that hold classes of the message; a shared type (CDT) is a value of its class."""
    return tuple(
        (step.field, step.many)
        for step in steps(klasse).values()
        if step.klasse is not None and step.klasse.namespace != BASIS_NAMESPACE
    )
