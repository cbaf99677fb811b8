"""Printing one case, for the person who decides it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rich.console import Console
from rich.markup import escape

from ijw.cli.case_words import choices, fact_lines, person_fields, request_lines, row
from ijw.cli.printing import console
from ijw.cli.wording import code_name, moment_words, municipality_name
from ijw.contracts import codelists
from ijw.policy.records import facts_from_json
from ijw.requests.cases import Case
from ijw.requests.history import StoredDecision
from ijw.requests.register import Registered


@dataclass(frozen=True)
class Shown:
    """A case with the decisions on its request, and the child as the register knows it."""

    case: Case
    decisions: Sequence[StoredDecision]
    registered: Registered | None = field(repr=False)

    @property
    def facts(self) -> list[str]:
        """What the first decision, to leave it to a person, was made on."""
        if not self.decisions:
            return []
        return list(fact_lines(facts_from_json(self.decisions[0].facts).situation))

    @property
    def answers(self) -> list[str]:
        """What was answered, in order."""
        return [f"{one.answer} {moment_words(one.at)}, by {one.who}" for one in self.decisions if one.answer]


def shown_fields(shown: Shown, today: date, *, person: bool) -> dict[str, Any]:
    """A case as one JSON object."""
    case = shown.case
    return {
        **row(case, today),
        "asked_on": case.asked.verzoek.Dagtekening,
        "opened_at": case.opened_at.isoformat(),
        "deadline_rule": case.deadline.rule,
        "findings": [{"rule": one.rule, "explanation": one.explanation} for one in case.findings],
        "request": list(request_lines(case, person=person)),
        "facts": shown.facts,
        "answers": shown.answers,
        "decided_by": case.decided_by,
        "decided_at": case.decided_at.isoformat() if case.decided_at else None,
        "choice": case.choice,
        "choices": dict(choices(case)),
        **({"person": dict(person_fields(case, shown.registered))} if person else {}),
    }


def print_shown(shown: Shown, today: date, *, person: bool) -> None:
    """Print a case for a person."""
    screen, case = console(), shown.case
    what = "request for assignment (VOT)" if case.kind == "VOT" else "request for change (VOW)"
    title = f"Case {case.id}: {what} {case.reference} of provider {case.agb}"
    screen.print(f"[bold]{escape(title)}[/bold], {municipality_name(case.municipality)}")
    screen.print(f"asked on {case.asked.verzoek.Dagtekening}, {_state(case, today)}")
    if person:
        told = person_fields(case, shown.registered)
        _section(screen, "Child", [f"{name}: {value}" for name, value in told.items() if value])
    _section(screen, "Asked", list(request_lines(case, person=person)))
    _section(screen, "Found", [f"{one.rule}: {one.explanation}" for one in case.findings])
    _section(screen, "Facts", shown.facts)
    _section(screen, "Answered", shown.answers)
    _section(screen, "Choices", [f"{name}: {command}" for name, command in choices(case).items()])
    if case.open:
        reasons = [code_name("reden_afwijzing_verzoek", code) for code in _reasons()]
        _section(screen, "Reasons to refuse", reasons)


def _state(case: Case, today: date) -> str:
    if case.decided_at is not None:
        return f"decided by {case.decided_by} on {moment_words(case.decided_at)}: {_choice(case)}"
    left = row(case, today)["days_left"]
    late = f"{-left} working days too late" if case.overdue(today) else f"{left} working days left"
    return f"to be decided by {case.deadline.due} ({case.deadline.rule}), {late}"


def _choice(case: Case) -> str:
    chosen = {name: value for name, value in (case.choice or {}).items() if value is not None}
    return ", ".join([str(chosen.pop("choice", "")), *(f"{name} {value}" for name, value in chosen.items())])


def _reasons() -> Sequence[str]:
    return list(codelists.entries("reden_afwijzing_verzoek"))


def _section(screen: Console, title: str, lines: Sequence[str]) -> None:
    if lines:
        screen.print(f"\n[bold]{title}[/bold]")
        for line in lines:
            screen.print(f"  {escape(line)}", soft_wrap=True)
