"""Golden cases: messages in and out as files that a person can read, under tests/cases/.

A case is a folder with `1-in.xml`, `1-out.xml`, `2-in.xml` and so on, and `notes.md`. The messages that go in
come from the factories; `IJW_UPDATE_CASES=1` writes the files anew, to be read and judged in the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

from lxml import etree

CASES = Path(__file__).parents[1] / "cases"
UPDATE = bool(os.environ.get("IJW_UPDATE_CASES"))


def pretty(raw: bytes) -> str:
    """The document with an element a line."""
    root = etree.fromstring(raw, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(root, pretty_print=True, encoding="unicode")


def compare(case: str, name: str, raw: bytes) -> None:
    """The document is the one that the case holds."""
    same(case, name, pretty(raw))


def same(case: str, name: str, text: str) -> None:
    """The text is the one that the case holds."""
    path = CASES / case / name
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def note(case: str, text: str) -> None:
    """What the case shows, for the reader."""
    path = CASES / case / "notes.md"
    if UPDATE:
        path.write_text(f"{text}\n", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == f"{text}\n"
