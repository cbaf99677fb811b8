"""Holds a large message against its schema in pieces, up to the first violation, in linear time.

The bytes go through a parser that validates while it reads and builds no tree. When a piece has an error in
it, a second run follows the position of every element up to that piece, to tell where it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from lxml import etree

from ijw.contracts.parser_log import Entry, entries
from ijw.contracts.safe_xml import SAFE

_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Violation:
    """The first thing that is not as the schema says."""

    error: Entry
    positions: tuple[int, ...]
    """Where: the position among its brothers of every element on the way, below the root, from 1."""


class _Discard:
    """Wants nothing of what is parsed."""

    def close(self) -> None:
        """End of the document."""


class _Follower:
    """Keeps the position in the document, and the one where the log of the parser got its first error."""

    def __init__(self) -> None:
        self.counts = [0]
        self.closed = False
        self.parser: etree.XMLParser | None = None
        self.found: tuple[int, ...] | None = None

    def start(self, _tag: str, _attributes: object) -> None:
        """Note an element; libxml2 reports an error after the call for the element that has it."""
        self.look()
        self.counts[-1] += 1
        self.counts.append(0)
        self.closed = False

    def end(self, _tag: str) -> None:
        """Note the end of an element."""
        self.look()
        self.counts.pop()
        self.closed = True

    def data(self, _text: str) -> None:
        """Note a text: it belongs to the element that is open, not to the one that was closed before."""
        self.look()
        self.closed = False

    def close(self) -> None:
        """End of the document."""

    def look(self) -> None:
        """Keep the position when there is an error; only while `parser` is set, for it takes time."""
        if self.parser is not None and self.found is None and entries(self.parser.feed_error_log):
            self.found = tuple(self.counts if self.closed else self.counts[:-1])


def first_violation(raw: bytes, schema: etree.XMLSchema) -> Violation | None:
    """Validate a well-formed document without DOCTYPE; None when it follows the schema.

    XMLSyntaxError when the parser cannot go on at all, because a limit on the size of one tag is passed.
    """
    parser = etree.XMLParser(schema=schema, target=_target(_Discard()), **SAFE)
    for start in range(0, len(raw), _PIECE):
        parser.feed(raw[start : start + _PIECE])
        if entries(parser.feed_error_log):
            return _locate(raw, start, schema)
    return _locate(raw, len(raw), schema) if _fails_at_the_end(parser) else None


def _fails_at_the_end(parser: etree.XMLParser) -> bool:
    try:
        parser.close()
    except etree.XMLSyntaxError:
        return True
    return bool(entries(parser.feed_error_log))


def _locate(raw: bytes, failing: int, schema: etree.XMLSchema) -> Violation:
    follower = _Follower()
    parser = etree.XMLParser(schema=schema, target=_target(follower), **SAFE)
    for start in range(0, failing, _PIECE):
        parser.feed(raw[start : start + _PIECE])
    follower.parser = parser
    parser.feed(raw[failing : failing + _PIECE])
    if failing >= len(raw):
        _fails_at_the_end(parser)
    follower.look()
    return Violation(entries(parser.feed_error_log)[0], (follower.found or (1,))[1:])


def _target(target: object) -> etree.ParserTarget:
    """Lxml calls only the methods that there are, which its stubs do not say."""
    return cast("etree.ParserTarget", target)
