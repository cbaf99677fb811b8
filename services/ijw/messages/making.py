"""Making a model of values that have the right types already, as `model_construct` of pydantic does.

It looks at nothing, so it is for values that were looked at just before: those of a document that passed its
schema, and those of other models.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from ijw.messages.base import Klasse

K = TypeVar("K", bound=Klasse)

# A frozen model refuses to be changed, so its slots are filled directly.
new = object.__new__
set_values, set_fields, set_extra, set_private = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


def made(klasse: type[K], values: dict[str, Any]) -> K:
    """A model with these values, one for every field and in the order of the fields."""
    model = new(klasse)
    set_values(model, values)
    set_fields(model, field_names(klasse))
    set_extra(model, None)
    set_private(model, None)
    return model


@cache
def field_names(klasse: type[Klasse]) -> AbstractSet[str]:
    """The names of the fields of a class; one set for all models of it, which never change it."""
    return set(klasse.model_fields)
