"""Reading a document into its model.

Nothing here knows a message: the fields of the models are the elements of the schema. What pydantic would
look at when it makes a model is seen to on the way: each value is converted to its type, and nothing is
missing, twice or unknown.
"""

from __future__ import annotations

from typing import Any, TypeVar

from ijw.contracts.schemas import Valid
from ijw.messages.base import Bericht
from ijw.messages.misfit import UnreadableMessageError, unreadable
from ijw.messages.reader_code import MisfitError, reader_of

__all__ = ["UnreadableMessageError", "read"]

M = TypeVar("M", bound=Bericht)


def read(root: Valid, model: type[M]) -> M:
    """The model of a document that has passed its schema, which has seen to the names of its elements.

    Raises UnreadableMessageError where the model cannot hold it; nothing is ever dropped.
    """
    elements = root.iterdescendants()
    made: Any
    try:
        made = reader_of(model)(root, elements.__next__)
    except (MisfitError, ValueError, StopIteration):
        raise unreadable(root, model) from None
    if next(elements, None) is not None:
        raise unreadable(root, model)
    return made  # type: ignore[no-any-return]  # the reader of a model makes that model
