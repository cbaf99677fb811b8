"""The one reader and writer between XML and models.

Nothing here knows a message: the fields of the models are the elements of the schema, in its order. `reader`
makes a model of a document; writing makes the bytes that go over the line.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from lxml import etree

from ijw.contracts.catalog import BASIS_NAMESPACE
from ijw.messages.base import Bericht, Klasse
from ijw.messages.reader import UnreadableMessageError, read
from ijw.messages.steps import Step, steps

__all__ = ["Step", "UnreadableMessageError", "read", "render", "steps", "write"]


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
