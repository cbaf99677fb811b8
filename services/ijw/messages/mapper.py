"""The one reader and writer between XML and models.

Nothing here knows a message: the fields of the models are the elements of the schema, in its order. Reading
makes plain values for pydantic to build the model from; writing makes the bytes that go over the line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin
from xml.sax.saxutils import escape

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


def render(bericht: Bericht) -> bytes:
    """The bytes of a model as they go over the line: UTF-8 with an XML declaration.

    Check them against the contract before they are stored: a model does not know lengths and patterns.
    """
    parts = [f'{_DECLARATION}<Bericht xmlns="{bericht.namespace}" xmlns:ijw="{BASIS_NAMESPACE}">']
    _render_klasse(bericht, parts)
    parts.append("</Bericht>")
    return "".join(parts).encode()


def write(bericht: Bericht) -> etree._Element:
    """The document of a model, as a tree."""
    return etree.fromstring(render(bericht))


_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
# A bare carriage return would be read back as a line feed.
_CARRIAGE_RETURN = {"\r": "&#13;"}


class Writing(NamedTuple):
    """How one field is written."""

    field: str
    opening: str
    closing: str
    many: bool


@cache
def _writings(klasse: type[Klasse]) -> tuple[Writing, ...]:
    prefix = "ijw:" if klasse.namespace == BASIS_NAMESPACE else ""
    return tuple(
        Writing(step.field, f"<{prefix}{step.field}>", f"</{prefix}{step.field}>", step.many)
        for step in steps(klasse).values()
    )


def _render_klasse(klasse: Klasse, parts: list[str]) -> None:
    values = klasse.__dict__
    for field, opening, closing, many in _writings(type(klasse)):
        value = values[field]
        if value is None:
            continue
        for one in value if many else (value,):
            parts.append(opening)
            if isinstance(one, Klasse):
                _render_klasse(one, parts)
            else:
                parts.append(escape(one, _CARRIAGE_RETURN) if isinstance(one, str) else str(one))
            parts.append(closing)
