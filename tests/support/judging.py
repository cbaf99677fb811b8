"""Asking the rules of level 2 about a message, in tests."""

from __future__ import annotations

from functools import cache

from lxml import etree

from ijw.contracts.location import schema_dir
from ijw.messages.base import Bericht
from ijw.messages.document import Document
from ijw.messages.mapper import write
from ijw.rules.registry import within


def broken_at(bericht: Bericht, code: str) -> list[str]:
    """Where a message breaks a rule; the message must pass level 1, or the rule would never see it."""
    _schema(bericht.type).assertValid(write(bericht))
    return [finding.path for finding in within(Document(bericht)) if finding.rule == code]


def passes_level_1(type_: str, root: etree._Element) -> bool:
    """Whether the schema accepts a document."""
    return _schema(type_).validate(root)


@cache
def _schema(type_: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(schema_dir() / f"{type_}.xsd")))
