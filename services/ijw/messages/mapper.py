"""The one reader and writer between XML and models.

Nothing here knows a message: the fields of the models are the elements of the schema, in its order. Reading
makes plain values for pydantic to build the model from; writing makes an lxml tree, so that what is checked
against the contract is what is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from lxml import etree
from pydantic import ValidationError

from ijw.contracts.catalog import BASIS_NAMESPACE
from ijw.messages.base import Bericht, Klasse

Scalar = str | int | date
M = TypeVar("M", bound=Bericht)


class UnreadableMessageError(ValueError):
    """The document cannot be held by the model: an unknown element, or a date outside the calendar.

    Carries the path of the place and never its value.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Step:
    """How one field is read and written."""

    field: str
    tag: str
    convert: Callable[[str], Scalar] | None
    klasse: type[Klasse] | None
    many: bool


@cache
def steps(klasse: type[Klasse]) -> Mapping[str, Step]:
    """The fields of a class by their tag, in the order of the schema."""
    made = (_step(klasse, name, field.annotation) for name, field in klasse.model_fields.items())
    return {step.tag: step for step in made}


def _step(klasse: type[Klasse], name: str, annotation: Any) -> Step:
    inner, many = _unwrap(annotation)
    nested = inner if isinstance(inner, type) and issubclass(inner, Klasse) else None
    convert = None if nested else _CONVERSIONS[inner]
    return Step(name, f"{{{klasse.namespace}}}{name}", convert, nested, many)


def _unwrap(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, UnionType):
        (annotation,) = (arm for arm in get_args(annotation) if arm is not type(None))
    if get_origin(annotation) is list:
        return get_args(annotation)[0], True
    return annotation, False


def _date(text: str) -> date:
    # most dates have no white space around them, and a failed attempt is dear
    return date.fromisoformat(text if len(text) == _DATE else text.strip())


_DATE = len("2026-03-02")
_OUTSIDE = "is outside the calendar or the numbers"

# A schema date or number may carry white space around it, a string keeps every character.
_CONVERSIONS: Mapping[Any, Callable[[str], Scalar]] = {
    str: str,
    int: int,
    date: _date,
}


def read(root: etree._Element, model: type[M]) -> M:
    """The model of a document that has passed its schema.

    Raises UnreadableMessageError where the model cannot hold it; nothing is ever dropped.
    """
    values = _read_klasse(root, model)
    try:
        return model.model_validate(values)
    except ValidationError as error:
        place = "/".join(str(part) for part in error.errors()[0]["loc"])
        raise UnreadableMessageError(f"/Bericht/{place}", "the model cannot hold this element") from None


_Reading = tuple[str, Callable[[str], Scalar] | None, type[Klasse] | None, bool]


@cache
def _plan(klasse: type[Klasse]) -> Mapping[str, _Reading]:
    """The steps as tuples: reading is half of the time of checking a claim, and this loop most of it."""
    return {
        tag: (step.field, None if step.convert is str else step.convert, step.klasse, step.many)
        for tag, step in steps(klasse).items()
    }


def _read_klasse(element: etree._Element, klasse: type[Klasse]) -> dict[str, Any]:
    find = _plan(klasse).get
    values: dict[str, Any] = {}
    value: Any
    for child in element:
        reading = find(child.tag)
        if reading is None:
            raise UnreadableMessageError(_path(element), "holds an element the model does not know")
        field, convert, inner, many = reading
        if inner is not None:
            value = _read_klasse(child, inner)
        else:
            value = child.text or ""
            if convert is not None:
                try:
                    value = convert(value)
                except ValueError:
                    raise UnreadableMessageError(_path(child), _OUTSIDE) from None
        if many:
            values.setdefault(field, []).append(value)
        elif field in values:
            raise UnreadableMessageError(_path(child), "occurs twice")
        else:
            values[field] = value
    return values


def _path(element: etree._Element) -> str:
    way = [element, *element.iterancestors()]
    return "".join(f"/{etree.QName(one).localname}" for one in reversed(way))


def write(bericht: Bericht) -> etree._Element:
    """The document of a model, as a tree that can be checked and serialised."""
    own = bericht.namespace
    root = etree.Element(f"{{{own}}}Bericht", nsmap=_prefixes(own))
    _write_klasse(root, bericht)
    return root


def to_bytes(root: etree._Element) -> bytes:
    """The bytes that go over the line: UTF-8 with an XML declaration."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _write_klasse(element: etree._Element, klasse: Klasse) -> None:
    for tag, step in steps(type(klasse)).items():
        value = getattr(klasse, step.field)
        if value is None:
            continue
        for one in value if step.many else (value,):
            child = etree.SubElement(element, tag)
            if isinstance(one, Klasse):
                _write_klasse(child, one)
            else:
                child.text = _text(one)


def _text(value: Scalar) -> str:
    return value if isinstance(value, str) else str(value)


@cache
def _prefixes(own: str) -> dict[str, str]:
    # lxml names the default namespace None, its stubs know only str
    return {None: own, "ijw": BASIS_NAMESPACE}  # type: ignore[dict-item]
