"""Reading a document into its model.

Nothing here knows a message: the fields of the models are the elements of the schema. A large part of the
time of checking a message goes into these few lines, so they do two things that need a word. All elements
come from one walk in document order, which libxml2 does far quicker than it gives the children of each;
how many children an element has tells where its class ends. And a class is made as `model_construct` of
pydantic does, for each value was converted to its type just before; what pydantic would still look at,
that nothing is missing, twice or unknown, is looked at here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from lxml import etree
from pydantic import BaseModel

from ijw.messages.base import Bericht, Klasse
from ijw.messages.steps import Conversion, steps

M = TypeVar("M", bound=Bericht)

_OUTSIDE = "is outside the calendar or the numbers"


class UnreadableMessageError(ValueError):
    """The document cannot be held by the model: an unknown element, or a date outside the calendar.

    Carries the path of the place and never its value.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def read(root: etree._Element, model: type[M]) -> M:
    """The model of a document that has passed its schema.

    Raises UnreadableMessageError where the model cannot hold it; nothing is ever dropped.
    """
    elements = root.iterdescendants()
    made: Any = _read(elements, root, _plan(model))
    if next(elements, None) is not None:
        raise _unreadable(root, "holds elements inside a value")
    return made  # type: ignore[no-any-return]  # the plan makes what the model says


_Elements = Iterator[etree._Element]
_Reading = tuple[str, Conversion | None, Callable[..., Klasse] | None, Any]
"""Of an element: field, conversion of its text (None: kept), function and plan that read its class."""
_Plan = tuple[Callable[[str], _Reading | None], dict[str, None], int, set[str], type[Klasse]]
"""Of a class: how its elements are read, its optional fields, number and names of all fields, the model."""


@cache
def _plan(klasse: type[Klasse]) -> _Plan:
    fields = klasse.model_fields
    optional = {name: None for name, field in fields.items() if not field.is_required()}
    return _readings(klasse).get, optional, len(fields), set(fields), klasse


def _readings(klasse: type[Klasse]) -> dict[str, _Reading]:
    found: dict[str, _Reading] = {}
    for tag, step in steps(klasse).items():
        if step.klasse is None:
            found[tag] = (step.field, None if step.convert is str else step.convert, None, None)
        else:
            read_inner = _read_list if _is_list(step.klasse) else _read
            found[tag] = (step.field, None, read_inner, _plan(step.klasse))
    return found


def _is_list(klasse: type[Klasse]) -> bool:
    """Whether a class is only there to hold a list; the schemas have no list beside other elements."""
    many = [step.many for step in steps(klasse).values()]
    assert any(many) in (False, many == [True]), f"{klasse.__name__} has a list beside other fields"
    return any(many)


def _read(elements: _Elements, element: etree._Element, plan: _Plan) -> Klasse:
    find, optional, size, fields, klasse = plan
    values: dict[str, Any] = {}
    count = len(element)
    for child in islice(elements, count):
        reading = find(child.tag)
        if reading is None:
            raise _unreadable(element, "holds an element the model does not know")
        field, convert, read_inner, inner = reading
        if read_inner is not None:
            values[field] = read_inner(elements, child, inner)
        elif convert is None:
            values[field] = child.text or ""
        else:
            try:
                values[field] = convert(child.text or "")
            except ValueError:
                raise _unreadable(child, _OUTSIDE) from None
    if len(values) != count:
        raise _twice(element)
    if count != size:
        values = {**optional, **values}
        if len(values) != size:
            raise _unreadable(element, "misses an element")
    return _made(klasse, values, fields)


def _read_list(elements: _Elements, element: etree._Element, plan: _Plan) -> Klasse:
    find, _, _, fields, klasse = plan
    found: list[Any] = []
    (name,) = fields
    for child in islice(elements, len(element)):
        reading = find(child.tag)
        if reading is None:
            raise _unreadable(element, "holds an element the model does not know")
        _, _, read_inner, inner = reading
        found.append(child.text or "" if read_inner is None else read_inner(elements, child, inner))
    if not found:
        raise _unreadable(element, "misses an element")
    return _made(klasse, {name: found}, fields)


def _made(klasse: type[Klasse], values: dict[str, Any], fields: set[str]) -> Klasse:
    """An instance with these values; `fields` may be shared, for a frozen model never changes it."""
    made = _new(klasse)
    _set_values(made, values)
    _set_fields(made, fields)
    _set_extra(made, None)
    _set_private(made, None)
    return made


_new = object.__new__
# A frozen model refuses to be changed; these are the slots that pydantic fills when it makes one.
_set_values, _set_fields, _set_extra, _set_private = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


def _twice(element: etree._Element) -> UnreadableMessageError:
    tags: set[str] = set()
    for child in element:
        if child.tag in tags:
            return _unreadable(child, "occurs twice")
        tags.add(child.tag)
    return _unreadable(element, "holds elements inside a value")


def _unreadable(element: etree._Element, reason: str) -> UnreadableMessageError:
    way = [element, *element.iterancestors()]
    path = "".join(f"/{etree.QName(one).localname}" for one in reversed(way))
    return UnreadableMessageError(path, reason)
