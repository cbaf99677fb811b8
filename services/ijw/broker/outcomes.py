"""How the processing of a message can end. Closed: whoever handles outcomes handles all four."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from ijw.broker.consumer import Message
from ijw.broker.envelope import Incoming, Outgoing
from ijw.rules.registry import Finding

Verdict = Literal["accepted", "refused"]
DeadReason = Literal["own-code-failed", "reply-invalid", "message-id-reused"]


class Answered(NamedTuple):
    """Judged; these messages go out and these effects are saved."""

    message: Message
    verdict: Verdict
    findings: tuple[Finding, ...]
    owns_identificatie: bool
    outgoing: tuple[Outgoing, ...]
    effects: tuple[Any, ...] = ()
    because: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Processed before: what was answered then is the answer now."""

    incoming: Incoming
    same_record: bool
    """The same record read again (after a crash), rather than the message sent to us again."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Failed level 0 or 1, or is not for us."""

    incoming: Incoming
    reason: str
    outgoing: Outgoing


@dataclass(frozen=True, slots=True)
class Dead:
    """Could not be processed by the system itself."""

    incoming: Incoming
    reason: DeadReason
    trace: str
    """For people: the trace without values."""


Outcome = Answered | Duplicate | Rejected | Dead


def counts(outcomes: Sequence[Outcome]) -> Mapping[str, int]:
    """How many of each outcome, for the log."""
    found = {"accepted": 0, "refused": 0, "rejected": 0, "duplicate": 0, "dead": 0}
    for outcome in outcomes:
        match outcome:
            case Answered():
                found[outcome.verdict] += 1
            case Rejected():
                found["rejected"] += 1
            case Duplicate():
                found["duplicate"] += 1
            case Dead():
                found["dead"] += 1
    return found


def safe_trace(error: BaseException) -> str:
    """Where in our code it went wrong, without the values: an exception's own text can hold personal data."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _OURS in frame.filename]
    places = [f"{frame.filename.rpartition(_OURS)[2]}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
    return " > ".join([*places, type(error).__name__])


_OURS = "/ijw/"
