"""What the codes of levels 0 and 1 mean, in a sentence of English and of Dutch."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from ijw.contracts.refusal import RefusalCode, SchemaRule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ijw.contracts.codelists import Language

ArchiveCode = Literal[
    "too-large",
    "zip-unreadable",
    "zip-encrypted",
    "zip-nested",
    "zip-path",
    "zip-too-many",
    "zip-too-large",
    "zip-empty",
]
"""Why a file is refused before anything is parsed."""


def sentence(code: str, language: Language = "en") -> str:
    """Say what a code of level 0 or 1 means; KeyError for another code."""
    return words()[code][language]


@cache
def words() -> Mapping[str, Mapping[Language, str]]:
    """Give the sentences by code, level 0 first."""
    source = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(source))


def level_of(code: str) -> Literal[0, 1] | None:
    """Give the level that a code belongs to; None when it is a code of neither."""
    if code in get_args(RefusalCode) + get_args(ArchiveCode):
        return 0
    return 1 if code in get_args(SchemaRule) else None
