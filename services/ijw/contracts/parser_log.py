"""The error log of lxml as a list of entries; the published type stubs leave it opaque."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Sequence


class Entry(Protocol):
    """One error of libxml2. `message` and `path` may hold parts of the document: never pass them on."""

    type_name: str
    message: str
    path: str | None


def entries(log: object) -> Sequence[Entry]:
    """Give the entries of an `error_log` or `feed_error_log`, oldest first."""
    return cast("Sequence[Entry]", log)
