"""Counts over many verdicts, made while they come in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ijw.validation.verdict import Level, Outcome, Unread, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNKNOWN_TYPE = "?"
"""Stands for the type of what level 0 refused."""


@dataclass(slots=True)
class Summary:
    """How many messages were accepted and refused, of which type, on which level, by which rules."""

    accepted: Counter[str] = field(default_factory=Counter)
    """By message type."""
    refused: Counter[str] = field(default_factory=Counter)
    """By message type."""
    levels: Counter[Level] = field(default_factory=Counter)
    """Refused messages by level."""
    rules: Counter[str] = field(default_factory=Counter)
    """Messages that break a rule, by rule."""
    unread: list[Unread] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one."""
        if isinstance(outcome, Unread):
            self.unread.append(outcome)
            return
        by_type = self.accepted if outcome.level is None else self.refused
        by_type[outcome.type or UNKNOWN_TYPE] += 1
        if outcome.level is not None:
            self.levels[outcome.level] += 1
        self.rules.update(outcome.rules)

    @property
    def total(self) -> int:
        """Messages that were judged."""
        return self.accepted.total() + self.refused.total()

    def types(self) -> tuple[str, ...]:
        """Give the message types that there were, sorted."""
        return tuple(sorted(self.accepted.keys() | self.refused.keys()))

    def frequent_rules(self, most: int) -> list[tuple[str, int]]:
        """Give the rules that most messages break; by code where it is equal."""
        return sorted(self.rules.items(), key=lambda pair: (-pair[1], pair[0]))[:most]

    def watch(self, outcomes: Iterable[Outcome]) -> Iterator[Verdict]:
        """Count while passing on the verdicts."""
        for outcome in outcomes:
            self.add(outcome)
            if isinstance(outcome, Verdict):
                yield outcome
