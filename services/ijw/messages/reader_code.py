"""Readers compiled from the models, as `dataclasses` and `attrs` compile the methods of a class.

Half of the time of checking a message goes into making its models, so every class has a function that does
just that, whose source follows from the model alone. Of the ProductPeriode of a claim it is:

    def read_klasse(element, pull):
        count = len(element)
        if count == 2:
            values = {'Begindatum': convert_0(pull().text or ''), 'Einddatum': convert_1(pull().text or '')}
        else:
            values = read_by_name(element, pull, readings)
        made = new(klasse)
        set_values(made, values)
        set_fields(made, fields)
        set_extra(made, None)
        set_private(made, None)
        return made

`pull` gives the elements of the document one by one in its order, which libxml2 does far quicker than it
gives the children of each. Asking for their names is the dearest of all, so it is not done where the schema
leaves no doubt: the models have the order of the schema (a test compares them), so a class with all of its
elements, or with only those that it must have, has them in the order of its fields.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any, NamedTuple

from lxml import etree

from ijw.messages import making
from ijw.messages.base import Klasse
from ijw.messages.steps import Conversion, Step, steps

Pull = Callable[[], etree._Element]
ReadKlasse = Callable[[etree._Element, Pull], Klasse]


class MisfitError(Exception):
    """The document does not fit the model; `misfit` finds out where and why."""


class Readings(NamedTuple):
    """How a class is read that misses some of its elements."""

    find: Callable[[str], tuple[str, Conversion | None, ReadKlasse | None] | None]
    """By tag: the field, and what converts its text or reads its class."""
    empty: Mapping[str, None]
    """All fields, in order."""
    needed: AbstractSet[str]


@cache
def reader_of(klasse: type[Klasse]) -> ReadKlasse:
    """The function that reads this class."""
    names: dict[str, Any] = _NAMES | {"klasse": klasse, "fields": making.field_names(klasse)}
    for number, step in enumerate(steps(klasse).values()):
        names[f"convert_{number}"] = step.convert
        names[f"read_{number}"] = step.klasse and reader_of(step.klasse)
    names["readings"] = _readings(klasse)
    exec("\n".join(_source(klasse)), names)  # noqa: S102 - made of our own models alone
    read: ReadKlasse = names["read_klasse"]
    return read


def read_by_name(element: etree._Element, pull: Pull, readings: Readings) -> dict[str, Any]:
    """The values of a class some of whose elements are absent; raises MisfitError when they may not be."""
    found: dict[str, Any] = {}
    for _ in range(len(element)):
        child = pull()
        reading = readings.find(child.tag)
        if reading is None:
            raise MisfitError
        field, convert, read = reading
        if read is not None:
            found[field] = read(child, pull)
        else:
            found[field] = convert(child.text or "") if convert else child.text or ""
    if len(found) != len(element) or not readings.needed <= found.keys():
        raise MisfitError
    return {**readings.empty, **found}


_NAMES: dict[str, Any] = {
    "read_by_name": read_by_name,
    "MisfitError": MisfitError,
    "new": making.new,
    "set_values": making.set_values,
    "set_fields": making.set_fields,
    "set_extra": making.set_extra,
    "set_private": making.set_private,
}


def _readings(klasse: type[Klasse]) -> Readings:
    found = {
        step.tag: (
            step.field,
            None if step.convert is str else step.convert,
            step.klasse and reader_of(step.klasse),
        )
        for step in steps(klasse).values()
    }
    return Readings(found.get, dict.fromkeys(klasse.model_fields), _needed(klasse))


def _needed(klasse: type[Klasse]) -> AbstractSet[str]:
    return {step.field for step in steps(klasse).values() if step.needed}


def _source(klasse: type[Klasse]) -> Iterator[str]:
    fields = list(steps(klasse).values())
    yield "def read_klasse(element, pull):"
    if any(step.many for step in fields):
        yield from _values_of_list(*fields)
    else:
        needed = _needed(klasse)
        yield " count = len(element)"
        yield f" if count == {len(fields)}:"
        yield f"  values = {_values(fields, {step.field for step in fields})}"
        if 0 < len(needed) < len(fields):
            yield f" elif count == {len(needed)}:"
            yield f"  values = {_values(fields, needed)}"
        yield " else:"
        yield "  values = read_by_name(element, pull, readings)"
    yield " made = new(klasse)"
    yield " set_values(made, values)"
    yield " set_fields(made, fields)"
    yield " set_extra(made, None)"
    yield " set_private(made, None)"
    yield " return made"


def _values(fields: Sequence[Step], there: Collection[str]) -> str:
    """The values of these fields, of which only some are there."""
    values = (_value(n, step) if step.field in there else "None" for n, step in enumerate(fields))
    return f"{{{', '.join(f'{step.field!r}: {value}' for step, value in zip(fields, values, strict=True))}}}"


def _values_of_list(items: Step) -> Iterator[str]:
    """A class that holds a list holds nothing else."""
    yield f" values = {{{items.field!r}: [{_value(0, items)} for _ in range(len(element))]}}"
    yield f" if not values[{items.field!r}]:"
    yield "  raise MisfitError"


def _value(number: int, step: Step) -> str:
    if step.klasse is not None:
        return f"read_{number}(pull(), pull)"
    text = "pull().text or ''"
    return text if step.convert is str else f"convert_{number}({text})"
