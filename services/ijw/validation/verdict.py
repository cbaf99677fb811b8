"""What checking a message comes to. Nothing here holds a value of the message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Level = Literal[0, 1, 2]

WHOLE = "/"
"""XPath of a finding about the document as a whole."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at one place."""

    rule: str
    """Code of the standard (`TR302`), of the schema (`pattern`) or of level 0 (`doctype`)."""
    path: str
    """XPath without prefixes, such as `/Bericht/Client/Bsn`; `/` for the document."""
    message: str
    """One sentence: what is wrong, what is asked, and what kind of value is there; never the value."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A message, or a ZIP file that is not opened, was judged."""

    file: str
    """The name as the user would write it; of a message in a ZIP file `messages.zip/start.xml`."""
    type: str | None
    """The message type, such as `JW305`; None when level 0 refuses."""
    level: Level | None
    """The level that refuses; None when the message is accepted."""
    problems: tuple[Problem, ...]

    @property
    def verdict(self) -> Literal["accepted", "refused"]:
        """In one word."""
        return "accepted" if self.level is None else "refused"

    @property
    def rules(self) -> tuple[str, ...]:
        """The codes of the broken rules, each once, sorted."""
        return tuple(sorted({problem.rule for problem in self.problems}))

    def as_json(self) -> dict[str, Any]:
        """The object that `ijw validate --format json` prints on a line."""
        return {
            "file": self.file,
            "type": self.type,
            "verdict": self.verdict,
            "level": self.level,
            "rules": list(self.rules),
            "errors": [{"rule": one.rule, "path": one.path, "message": one.message} for one in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be judged at all: nothing is known about the message."""

    file: str
    reason: str


Outcome = Verdict | Unread
