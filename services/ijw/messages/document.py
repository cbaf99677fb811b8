"""A message as a list of its classes, each of which knows its place.

Rules look for classes by element name (`document.nodes("StartProduct")`) and say where something is wrong;
the place becomes an XPath for a person and a spot in the retour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

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
        """All classes of that element name, in document order."""
        return self._by_name.get(name, ())

    @cached_property
    def _by_name(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for node in _walk(Node(self.bericht, "Bericht", 0, None)):
            found.setdefault(node.name, []).append(node)
        return found


def _walk(node: Node) -> Iterator[Node]:
    yield node
    klasse: type[Klasse] = type(node.value)
    for step in steps(klasse).values():
        if step.klasse is None:
            continue
        value = getattr(node.value, step.field)
        if step.many:
            for position, one in enumerate(value or (), start=1):
                yield from _walk(Node(one, step.field, position, node))
        elif value is not None:
            yield from _walk(Node(value, step.field, 0, node))
