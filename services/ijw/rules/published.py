"""Which rules the standard has, and which of them are built here.

`published.csv` holds the facts of the published tables: the rules that carry a retourcode or that look
further than one message. What the schemas check by themselves (level 1) is not in it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ijw.rules.registry import all_rules

SEEN_WITHIN = frozenset(("TR319",))
"""Rules that the standard counts among those across messages, but that one message is enough for."""


@dataclass(frozen=True, slots=True)
class Published:
    """A rule as the standard publishes it."""

    code: str
    level: int
    """2 inside the message, 3 across messages, 4 against an outside source."""
    retourcode: str | None
    """None where the standard gives no code, for then there is nothing to send back."""
    messages: frozenset[str]


@cache
def published() -> Mapping[str, Published]:
    """Every rule of levels 2 to 4, by code."""
    source = files(__package__).joinpath("published.csv").read_text(encoding="utf-8")
    return {row["rule"]: _rule(row) for row in csv.DictReader(source.splitlines())}


def _rule(row: Mapping[str, str]) -> Published:
    messages = frozenset(row["messages"].split())
    return Published(row["rule"], int(row["level"]), row["retourcode"] or None, messages)


def not_built() -> Mapping[str, frozenset[str]]:
    """The published rules that have no function yet, with the messages they are missing for."""
    built = {rule.code: rule.messages for rule in all_rules()}
    missing = {code: rule.messages - built.get(code, frozenset()) for code, rule in published().items()}
    return {code: messages for code, messages in missing.items() if messages}
