"""Level 0: bytes from outside become an XML tree, or a refusal, in bounded time and memory.

The parser never loads a DTD, never follows a reference and never expands an entity; a document with a
DOCTYPE is refused before anything else looks at it, because entity references make the schema validator
of libxml2 fail with an internal error instead of a verdict. Every call makes a parser of its own: a shared
one makes threads wait for each other.
"""

from __future__ import annotations

import codecs
import re
import threading
from dataclasses import dataclass, field
from typing import TypedDict

from lxml import etree

from ijw.contracts.catalog import BERICHTSOORTEN, Berichtsoort
from ijw.contracts.parser_log import entries
from ijw.contracts.refusal import Refusal

MAX_BYTES = 25 * 1024 * 1024
"""Largest message that the national hub carries."""

ROOT_NAME = "Bericht"
BY_ROOT = {f"{{{soort.namespace}}}{ROOT_NAME}": soort for soort in BERICHTSOORTEN}
"""The messages by the tag of their root element."""
_ENCODINGS = frozenset({"UTF-8", "UTF8", "US-ASCII", "ASCII"})
_BYTE_ORDER_MARKS_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_USUAL = (b'<?xml version="1.0" encoding="UTF-8"?>', b'<?xml version="1.0" encoding="utf-8"?>')
"""What nearly all messages begin with, which leaves no doubt about their encoding."""
_DECLARED = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]+)""", re.ASCII)


class ParserOptions(TypedDict):
    """The options of every parser that reads bytes from outside."""

    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    dtd_validation: bool
    attribute_defaults: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool
    collect_ids: bool


SAFE: ParserOptions = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}


_own = threading.local()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A well-formed document that claims to be one of our messages; level 1 has not looked yet."""

    soort: Berichtsoort
    root: etree._Element
    raw: bytes = field(repr=False)


def parse(raw: bytes) -> Parsed | Refusal:
    """Read a message: at most 25 MB of well-formed UTF-8, no DOCTYPE, root `Bericht` of a known namespace.

    A byte-order mark of UTF-8 is accepted. Never raises for what is in the bytes.
    """
    refusal = _refuse_bytes(raw)
    if refusal:
        return refusal
    try:
        root = etree.fromstring(raw, _parser())
    except etree.XMLSyntaxError as error:
        return _unreadable(raw, error)
    except etree.LxmlError:
        return Refusal(0, "not-well-formed", "The document could not be read as XML.")
    # A DOCTYPE cannot be spelt otherwise; the words may also stand in a text, so the document has the say.
    # To look for one byte is much quicker than to look for nine.
    if b"!" in raw and b"<!DOCTYPE" in raw and (refusal := _refuse_document(root)):
        return refusal
    return _recognise(root, raw)


def _parser() -> etree.XMLParser:
    """The parser of this thread: one shared by threads would make them wait for each other (X9)."""
    found: etree.XMLParser | None = getattr(_own, "parser", None)
    if found is None:
        found = _own.parser = etree.XMLParser(**SAFE)
    return found


def _refuse_bytes(raw: bytes) -> Refusal | None:
    if len(raw) > MAX_BYTES:
        return Refusal(0, "too-large", f"The document has {len(raw)} bytes; at most {MAX_BYTES} are allowed.")
    if raw.startswith(_USUAL):
        return None
    if not raw or raw.isspace():
        return Refusal(0, "empty", "There is nothing in the document.")
    if raw.startswith(_BYTE_ORDER_MARKS_UTF_16) or b"\0" in raw[:4]:
        return Refusal(0, "wrong-encoding", "The document is in UTF-16 or UTF-32; only UTF-8 is accepted.")
    declared = _DECLARED.match(raw)
    if declared and declared[1].decode("ascii").upper() not in _ENCODINGS:
        return _other_encoding()
    return None


def _unreadable(raw: bytes, error: etree.XMLSyntaxError) -> Refusal:
    if b"<!DOCTYPE" in raw:
        return _doctype()
    log = entries(error.error_log)
    kind = log[-1].type_name if log else "ERR_DOCUMENT"
    line, column = error.position
    if not _is_utf_8(raw):
        return Refusal(0, "wrong-encoding", f"Not valid UTF-8 at line {line}, column {column}.")
    return Refusal(0, "not-well-formed", f"Not well-formed XML at line {line}, column {column} ({kind}).")


def _is_utf_8(raw: bytes) -> bool:
    """Whether every character is right; a last one that is cut off is the mark of a truncated file."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(raw)
    except UnicodeDecodeError:
        return False
    return True


def _doctype() -> Refusal:
    return Refusal(0, "doctype", "A DOCTYPE, and with it any entity or external reference, is not allowed.")


def _refuse_document(root: etree._Element) -> Refusal | None:
    document = root.getroottree().docinfo
    subsets: tuple[object, object] = (document.internalDTD, document.externalDTD)
    if subsets != (None, None):
        return _doctype()
    encoding: str | None = document.encoding
    if encoding is not None and encoding.upper() not in _ENCODINGS:
        return _other_encoding()
    return None


def _other_encoding() -> Refusal:
    return Refusal(0, "wrong-encoding", "The document declares another encoding than UTF-8.")


def _recognise(root: etree._Element, raw: bytes) -> Parsed | Refusal:
    soort = BY_ROOT.get(root.tag)
    if soort is not None:
        return Parsed(soort, root, raw)
    if etree.QName(root).localname != ROOT_NAME:
        return Refusal(0, "wrong-root", f"The outermost element is not {ROOT_NAME}.", "/*")
    detail = f"The namespace of {ROOT_NAME} is not one of iJw 3.2."
    return Refusal(0, "unknown-namespace", detail, f"/{ROOT_NAME}")
