"""What one rule says about one request, and how the answers of many rules become one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, assert_never

from ijw.policy.deadlines import Occasion
from ijw.policy.decisions import Finding, Step, Trace
from ijw.policy.standard import RedenAfwijzing


@dataclass(frozen=True, slots=True)
class Passes:
    """The rule holds and stands in nobody's way."""

    rule: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Refuses:
    """The rule forbids the request; reason 8 names the responsible municipality (TR377)."""

    rule: str
    explanation: str
    reason: RedenAfwijzing
    responsible_municipality: str | None = None


@dataclass(frozen=True, slots=True)
class NeedsPerson:
    """The rule leaves the request to a person; `always` even when another rule would refuse it."""

    rule: str
    explanation: str
    occasion: Occasion = "final_answer"
    always: bool = False


Verdict = Passes | Refuses | NeedsPerson


@dataclass(frozen=True, slots=True)
class Judgement:
    """All verdicts together: refused by one rule, else left to a person by some, else free to assign."""

    trace: Trace
    refusal: Refuses | None = None
    for_person: tuple[NeedsPerson, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a person must look at."""
        return tuple(Finding(verdict.rule, verdict.explanation) for verdict in self.for_person)


def judge(verdicts: Iterable[Verdict | None]) -> Judgement:
    """Take verdicts in order until one settles the matter; None is a rule that does not apply.

    The first refusal wins, also over a person. A verdict that is always for a person ends the judging.
    """
    trace: list[Step] = []
    for_person: list[NeedsPerson] = []
    for verdict in verdicts:
        if verdict is None:
            continue
        trace.append(Step(verdict.rule, _outcome(verdict), verdict.explanation))
        if isinstance(verdict, Refuses):
            return Judgement(tuple(trace), refusal=verdict)
        if isinstance(verdict, NeedsPerson):
            for_person.append(verdict)
            if verdict.always:
                break
    return Judgement(tuple(trace), for_person=tuple(for_person))


def _outcome(verdict: Verdict) -> Literal["passed", "refused", "person"]:
    match verdict:
        case Passes():
            return "passed"
        case Refuses():
            return "refused"
        case NeedsPerson():
            return "person"
        case _:
            assert_never(verdict)
