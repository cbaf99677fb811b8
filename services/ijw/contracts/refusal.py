"""Why bytes are not a message: the closed outcome of levels 0 and 1, without personal data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RefusalCode = Literal[
    "empty",
    "too-large",
    "wrong-encoding",
    "not-well-formed",
    "doctype",
    "wrong-root",
    "unknown-namespace",
    "schema-invalid",
]
"""Machine-readable reason; all but the last are level 0. Goes out in the header `ijw-error`."""

SchemaRule = Literal[
    "missing-element",
    "unexpected-element",
    "unexpected-children",
    "unexpected-text",
    "unexpected-attribute",
    "data-type",
    "minLength",
    "maxLength",
    "pattern",
    "enumeration",
    "minInclusive",
    "maxInclusive",
    "structure",
]
"""What the schema asks and the message does not do."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A message that does not pass level 0 or 1; goes to `ijw.rejected`, never gets a retour (IV028)."""

    level: Literal[0, 1]
    code: RefusalCode
    detail: str
    """One sentence for people. Holds names of the standard and positions, never a value of the message."""
    path: str | None = None
    """XPath of the place, such as `/Bericht/Client/Bsn`; None when there is none to tell."""
    rule: SchemaRule | None = None
    """Set on level 1."""
