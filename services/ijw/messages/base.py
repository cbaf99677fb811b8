"""What every class of every message has in common.

A *klasse* is the standard's word for a group of elements. Its field names are the element names of the
standard, in the order of the schema, so that one generic mapper can read and write all of them.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Klasse(BaseModel):
    """One class of a message.

    Models carry values, not constraints: the schema (level 1) decides what is valid before a model is made,
    so lengths and patterns are not repeated here. An element the model does not know is an error.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    namespace: ClassVar[str]
    """The XML namespace of this class's own elements."""


class Bericht(Klasse):
    """The root of a message; its element is called `Bericht` in every message."""

    type: ClassVar[str]
    """The message type, such as `JW305`."""
