"""How a rule is declared, found and run.

A rule of level 2 looks at one document and yields the places that break it. A rule of level 3 or 4 is asked
about one class and the facts around it, and answers whether it is broken. Both are plain functions named by
their code; the decorator only writes them down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Literal, TypeVar

from ijw.messages.document import Document, Node

Level = Literal[2, 3, 4]
Check = TypeVar("Check", bound=Callable[..., Any])

TECHNICAL_REFUSAL = "0001"
"""The retourcode of every rule of level 2 (IV032)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document breaks a rule: a class, and one of its elements when that says more."""

    node: Node
    element: str | None = None

    @property
    def path(self) -> str:
        """The XPath of the place."""
        return f"{self.node.path}/{self.element}" if self.element else self.node.path


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule at one place. Carries no values, so it is safe to log and store."""

    rule: str
    retourcode: str
    path: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as declared."""

    code: str
    level: Level
    retourcode: str
    messages: frozenset[str]
    at: frozenset[str]
    """Levels 3 and 4: element names of the classes the rule judges. Level 2: empty, it sees the whole."""
    check: Callable[..., Any]


_REGISTRY: dict[str, Rule] = {}


def rule(
    code: str,
    *,
    messages: Iterable[str],
    level: Level = 2,
    retourcode: str = TECHNICAL_REFUSAL,
    at: Iterable[str] = (),
) -> Callable[[Check], Check]:
    """Declare the function below as the rule `code`; its name must be the code in lower case."""

    def declare(check: Check) -> Check:
        if check.__name__ != code.lower() or code in _REGISTRY:
            raise TypeError(f"rule {code} must be declared once, by a function called {code.lower()}")
        _REGISTRY[code] = Rule(code, level, retourcode, frozenset(messages), frozenset(at), check)
        return check

    return declare


def all_rules() -> tuple[Rule, ...]:
    """Every declared rule, by code."""
    _load()
    return tuple(_REGISTRY[code] for code in sorted(_REGISTRY))


@cache
def rules_within(message: str) -> tuple[Rule, ...]:
    """The rules of level 2 that judge that message, by code."""
    return tuple(r for r in all_rules() if message in r.messages and not r.at)


@cache
def rules_at(message: str, klasse: str) -> tuple[Rule, ...]:
    """The rules of levels 3 and 4 that judge that class of that message, by code."""
    return tuple(r for r in all_rules() if message in r.messages and klasse in r.at)


def within(document: Document[Any]) -> tuple[Finding, ...]:
    """Level 2: every rule that can be judged inside the message, all findings in a fixed order."""
    return tuple([Finding(r.code, r.retourcode, place.path) for r, place in places(document)])


def places(document: Document[Any]) -> Sequence[tuple[Rule, Place]]:
    """Level 2 as `within`, with the class of every place, for who wants to look at what is there."""
    return [(r, place) for r in rules_within(document.type) for place in r.check(document)]


def broken(message: str, node: Node, facts: object) -> tuple[Finding, ...]:
    """Levels 3 and 4: the rules that this class breaks in the light of the facts."""
    value = node.value
    found = [r for r in rules_at(message, node.name) if r.check(value, facts)]
    return tuple([Finding(r.code, r.retourcode, node.path) for r in found])


@cache
def _load() -> None:
    """Import every module of this package: declaring its rules is what importing a rule module does."""
    package = import_module(__package__)
    for module in iter_modules(package.__path__):
        import_module(f"{__package__}.{module.name}")
