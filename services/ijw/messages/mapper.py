"""The one reader and writer between XML and models.

Nothing here knows a message: the fields of the models are the elements of the schema, in its order. `reader`
makes a model of a document; writing makes the bytes that go over the line.
"""

from __future__ import annotations

from lxml import etree

from ijw.contracts.catalog import BASIS_NAMESPACE
from ijw.messages.base import Bericht
from ijw.messages.reader import UnreadableMessageError, read
from ijw.messages.steps import Step, steps
from ijw.messages.writer_code import writer_of

__all__ = ["Step", "UnreadableMessageError", "read", "render", "steps", "write"]


def render(bericht: Bericht) -> bytes:
    """The bytes of a model as they go over the line: UTF-8 with an XML declaration.

    Check them against the contract before they are stored: a model does not know lengths and patterns.
    """
    content = writer_of(type(bericht))(bericht)
    opening = f'<Bericht xmlns="{bericht.namespace}" xmlns:ijw="{BASIS_NAMESPACE}">'
    return f"{_DECLARATION}{opening}{content}</Bericht>".encode()


def write(bericht: Bericht) -> etree._Element:
    """The document of a model, as a tree."""
    return etree.fromstring(render(bericht))


_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
