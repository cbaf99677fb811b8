"""What a broken rule means, in one sentence for the person who mends the message."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["en", "nl"]


def text(code: str, lang: Language = "en") -> str:
    """The sentence for a rule, without values of the message; KeyError for an unknown code."""
    return texts()[code][lang]


@cache
def texts() -> Mapping[str, Mapping[Language, str]]:
    """All sentences, by code and language."""
    found: dict[str, dict[Language, str]] = tomllib.loads(_source())
    return found


def _source() -> str:
    return files(__package__).joinpath("texts.toml").read_text(encoding="utf-8")
