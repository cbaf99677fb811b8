"""What a code means: a rule of the standard, a retourcode, or a code of levels 0 and 1. Pure."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from ijw.contracts.codelists import codelist, retourcodes
from ijw.rules.published import published
from ijw.rules.registry import Rule, all_rules
from ijw.rules.texts import text, texts
from ijw.validation.words import level_of, sentence, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ijw.contracts.codelists import Language


@dataclass(frozen=True, slots=True)
class RuleMeaning:
    """A rule of level 2, 3 or 4."""

    code: str
    says: str
    """What to do about it, in the language asked for."""
    level: int
    retourcode: str | None
    messages: tuple[str, ...]
    classes: tuple[str, ...]
    """Classes whose verdict it decides; empty at level 2, which is about the whole message."""
    function: str | None
    """The function that checks it, such as `ijw.rules.overlaps.tr302`; None when nothing does yet."""
    checks: str | None
    """What that function says of itself, in English."""


@dataclass(frozen=True, slots=True)
class RetourMeaning:
    """A retourcode and the rules that give it."""

    code: str
    says: str
    rules: tuple[str, ...]
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileMeaning:
    """A code of level 0 or 1, by which `ijw validate` says what is wrong before any rule is looked at."""

    code: str
    says: str
    level: Literal[0, 1]
    function: str


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """No such code."""

    code: str
    nearest: tuple[str, ...]
    """Codes that look like it, best first."""


Meaning = RuleMeaning | RetourMeaning | FileMeaning
_LEVEL_CODE = ("ijw.contracts.safe_xml.parse", "ijw.contracts.schemas.validate")


def look_up(code: str, language: Language = "en") -> Meaning | UnknownCode:
    """Say what a code means; small letters will do."""
    found = _by_lower_case().get(code.lower())
    if found is None:
        near = get_close_matches(code.lower(), _by_lower_case(), n=3, cutoff=0.6)
        return UnknownCode(code, tuple(_by_lower_case()[one] for one in near))
    if found in published():
        return _rule(found, language)
    return _retourcode(found, language) if found in retourcodes() else _file_code(found, language)


def meaning(code: str, language: Language) -> str:
    """Say in one sentence what a code of a verdict means; KeyError for another code."""
    return text(code, language) if code in texts() else sentence(code, language)


@cache
def _by_lower_case() -> Mapping[str, str]:
    return MappingProxyType({code.lower(): code for code in (*published(), *retourcodes(), *words())})


def _rule(code: str, language: Language) -> RuleMeaning:
    known = published()[code]
    built = next((rule for rule in all_rules() if rule.code == code), None)
    return RuleMeaning(
        code=code,
        says=text(code, language),
        level=built.level if built else known.level,
        retourcode=known.retourcode,
        messages=tuple(sorted(known.messages)),
        classes=tuple(sorted(built.at)) if built else (),
        function=_name(built) if built else None,
        checks=inspect.getdoc(built.check) if built else None,
    )


def _name(rule: Rule) -> str:
    return f"{rule.check.__module__}.{rule.check.__name__}"


def _retourcode(code: str, language: Language) -> RetourMeaning:
    known = retourcodes()[code]
    by_rules = {one.code for one in published().values() if one.retourcode == code}
    # The list also names rules of earlier releases, which do not exist any more.
    rules = tuple(sorted(by_rules | known.rules & published().keys()))
    return RetourMeaning(code, codelist("retourcode", language)[code], rules, tuple(sorted(known.messages)))


def _file_code(code: str, language: Language) -> FileMeaning:
    level = level_of(code)
    assert level is not None, f"{code} is in words.toml and belongs to no level"
    function = "ijw.validation.archives.open_archive" if code.startswith("zip-") else _LEVEL_CODE[level]
    return FileMeaning(code, sentence(code, language), level, function)
