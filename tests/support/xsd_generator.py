"""Messages made from a schema: valid ones, and mutated ones, the same for the same seed.

    messages = MessageGenerator("JW305", seed=1)
    messages.valid()                  a message that the schema accepts (lxml element)
    list(messages.systematic())       one message with every odd value and every structural change in turn
    messages.mutated()                a valid message changed at random in one to three places
    corpus("JW305", 500, seed=7)      500 cases of all three kinds, as bytes

Only level 1 is looked at: a valid message may well break a rule of level 2. All persons are synthetic; a BSN
is always in the range 9999xxxxx, though a mutation may make it something that is no BSN at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

from lxml import etree

from ijw.contracts.catalog import BASIS_NAMESPACE
from ijw.contracts.location import schema_dir
from support.xsd_mutations import every_change, random_changes
from support.xsd_types import Element, Simple, message_type
from support.xsd_values import odd, ordinary

_LONGEST_LIST = 3


@dataclass(frozen=True)
class Case:
    """A message and how it was made, such as `value 3 of Bsn` or `drop at {...}Bsn`."""

    name: str
    root: etree._Element

    def raw(self) -> bytes:
        """The bytes as they would come in."""
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")


class MessageGenerator:
    """Makes messages of one type from the schemas in a folder (default: our own contracts)."""

    def __init__(self, type_: str, seed: int, folder: Path | None = None) -> None:
        self.message = message_type(folder or schema_dir(), type_)
        self.prefixes: Any = {None: self.message.namespace, "ijw": BASIS_NAMESPACE}
        self.rng = Random(f"{type_} {seed}")

    def valid(self, *, complete: bool = False) -> etree._Element:
        """A message that level 1 accepts; `complete` has every optional part, and lists of one."""
        return self._element(self.message, complete=complete)

    def mutated(self) -> Case:
        """A valid message with one to three random changes in its structure or values."""
        root = self.valid()
        if self.rng.random() < 0.5:
            return Case(random_changes(root, self.rng), root)
        name, leaf, values = self.rng.choice(list(self._leaves(root)))
        leaf.text = self.rng.choice(values)
        return Case(f"value of {name}", root)

    def systematic(self) -> Iterator[Case]:
        """Every odd value at every leaf, then every change at every element, of a complete message."""
        root = self.valid(complete=True)
        for name, leaf, values in self._leaves(root):
            original = leaf.text
            for number, value in enumerate(values):
                leaf.text = value
                yield Case(f"value {number} of {name}", deepcopy(root))
            leaf.text = original
        yield from (Case(name, changed) for name, changed in every_change(root))

    def _element(self, element: Element, *, complete: bool) -> etree._Element:
        made = etree.Element(f"{{{element.namespace}}}{element.name}", nsmap=self.prefixes)
        if isinstance(element.type, Simple):
            made.text = ordinary(element.type, self.rng)
            return made
        for part in element.type:
            for _ in range(self._times(part, complete=complete)):
                made.append(self._element(part, complete=complete))
        return made

    def _times(self, part: Element, *, complete: bool) -> int:
        if part.optional and not complete and self.rng.random() < 0.5:
            return 0
        return self.rng.randint(1, _LONGEST_LIST) if part.many and not complete else 1

    def _leaves(self, root: etree._Element) -> Iterator[tuple[str, etree._Element, tuple[str, ...]]]:
        yield from _leaves_of(self.message, root)


def corpus(type_: str, count: int, seed: int) -> list[Case]:
    """A mix of valid, systematically changed and randomly changed messages of one type."""
    messages = MessageGenerator(type_, seed)
    systematic = list(messages.systematic())
    messages.rng.shuffle(systematic)
    kinds = (
        (Case("valid", messages.valid()) for _ in cycle([None])),
        cycle(systematic),
        (messages.mutated() for _ in cycle([None])),
    )
    return [next(kind) for kind in islice(cycle(kinds), count)]


def _leaves_of(
    element: Element, place: etree._Element
) -> Iterator[tuple[str, etree._Element, tuple[str, ...]]]:
    if isinstance(element.type, Simple):
        yield element.name, place, odd(element.type)
        return
    parts = {f"{{{part.namespace}}}{part.name}": part for part in element.type}
    for child in place:
        yield from _leaves_of(parts[str(child.tag)], child)
