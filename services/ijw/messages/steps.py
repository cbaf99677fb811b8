"""How each field of a class is read and written; made once from the models."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from ijw.messages.base import Klasse

Scalar = str | int | date
Conversion = Callable[[str], Scalar]


@dataclass(frozen=True, slots=True)
class Step:
    """How one field is read and written."""

    field: str
    tag: str
    convert: Conversion | None
    klasse: type[Klasse] | None
    many: bool
    needed: bool
    """Whether the schema asks for it."""


@cache
def steps(klasse: type[Klasse]) -> Mapping[str, Step]:
    """The fields of a class by their tag, in the order of the schema."""
    made = (_step(klasse, name, field) for name, field in klasse.model_fields.items())
    return {step.tag: step for step in made}


def _step(klasse: type[Klasse], name: str, field: FieldInfo) -> Step:
    inner, many = _unwrap(field.annotation)
    nested = inner if isinstance(inner, type) and issubclass(inner, Klasse) else None
    convert = None if nested else _CONVERSIONS[inner]
    return Step(name, f"{{{klasse.namespace}}}{name}", convert, nested, many, field.is_required())


def _unwrap(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, UnionType):
        (annotation,) = (arm for arm in get_args(annotation) if arm is not type(None))
    if get_origin(annotation) is list:
        return get_args(annotation)[0], True
    return annotation, False


@lru_cache(maxsize=4_096)
def _date(text: str) -> date:
    # Messages name few days, but name them often: eleven years fit in here.
    return date.fromisoformat(text.strip())


# A schema date or number may carry white space around it, a string keeps every character.
_CONVERSIONS: Mapping[Any, Conversion] = {str: str, int: int, date: _date}
