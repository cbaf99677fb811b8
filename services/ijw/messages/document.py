"""A message as a list of its classes, each of which knows its place.

Rules look for classes by element name (`document.nodes("StartProduct")`) and say where something is wrong;
the place becomes an XPath for a person and a spot in the retour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
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


@dataclass(slots=True)
class Document(Generic[B]):
    """A message and its classes; not changed after it is made."""

    bericht: B
    _by_name: dict[str, list[Node]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        root = Node(self.bericht, "Bericht", 0, None)
        self._by_name = {root.name: [root]}
        _collect(root, _parts(type(self.bericht)), self._by_name)

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


_Parts = tuple[tuple[str, bool, Any], ...]
"""The fields of a class that hold classes of the message, whether in a list, and the parts of those."""


@cache
def _parts(klasse: type[Klasse]) -> _Parts:
    """A shared type (CDT) is a value of its class, so no part."""
    return tuple(
        (step.field, step.many, _parts(step.klasse))
        for step in steps(klasse).values()
        if step.klasse is not None and step.klasse.namespace != BASIS_NAMESPACE
    )


def _collect(node: Node, parts: _Parts, found: dict[str, list[Node]]) -> None:
    values = node.value.__dict__
    for name, many, inner in parts:
        value = values[name]
        if value is None:
            continue
        if many:
            nodes = [_node((one, name, position, node)) for position, one in enumerate(value, start=1)]
        else:
            nodes = [_node((value, name, 0, node))]
        if name in found:
            found[name] += nodes
        else:
            found[name] = nodes
        if inner:
            for each in nodes:
                _collect(each, inner, found)


_node: Callable[[tuple[Any, str, int, Node]], Node] = partial(tuple.__new__, Node)
"""Makes a node in half the time that its own constructor takes."""
