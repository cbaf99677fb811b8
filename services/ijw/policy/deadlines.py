"""The days before which something must be done; the terms themselves are data of a protocol."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, assert_never

from ijw.policy.decisions import Deadline
from ijw.policy.facts import Split, Toewijzing
from ijw.policy.periods import eighteenth_birthday
from ijw.policy.protocol_sections import CalendarTerm, Deadlines, Term
from ijw.policy.working_days import working_days_after

Occasion = Literal[
    "retour",
    "first_answer",
    "residence_enquiry",
    "final_answer",
    "start_message",
    "stop_message",
    "claim_answer",
    "split_decision",
    "split_reaction",
]
"""What has a term that starts on some day: the names of the terms in a protocol file."""


def due(occasion: Occasion, since: date, deadlines: Deadlines) -> Deadline:
    """Give the last day for it, when its term started with what happened on `since`."""
    term: Term = getattr(deadlines, occasion)
    return Deadline(term.fact, _last_day(term, since))


def c_final_answer(dagtekening: date, deadlines: Deadlines) -> Deadline:
    """Give the last day for the assignment or refusal after "in onderzoek" (section C, OP274, OP346)."""
    return due("final_answer", dagtekening, deadlines)


def gi_2_1_c(message: Literal["JW305", "JW307"], happened: date, deadlines: Deadlines) -> Deadline:
    """Give the last day for the start or stop message on what happened that day (OP271, OP272)."""
    return due("start_message" if message == "JW305" else "stop_message", happened, deadlines)


def gi_2_4(toewijzing: Toewijzing, birth_date: date, deadlines: Deadlines) -> tuple[Deadline, ...]:
    """Give the days on which the transition to adult care is signalled.

    Before the end date, and before the 18th birthday when the assignment runs past it.
    """
    term = deadlines.transition
    birthday = eighteenth_birthday(birth_date)
    moments = [toewijzing.Einddatum] if toewijzing.Einddatum else []
    if toewijzing.Ingangsdatum < birthday and (not toewijzing.Einddatum or toewijzing.Einddatum > birthday):
        moments.append(birthday)
    return tuple(Deadline(term.fact, moment - _length(term)) for moment in sorted(moments))


def gi_b1_deadline(split: Split, deadlines: Deadlines) -> Deadline:
    """Give the last day for the decision on a split, or, when decided, for the reaction to it."""
    if split.decided_on is None:
        return due("split_decision", split.requested_on, deadlines)
    return due("split_reaction", split.decided_on, deadlines)


def _last_day(term: Term, since: date) -> date:
    if term.unit == "working_days":
        return working_days_after(since, term.amount)
    return since + _length(term)


def _length(term: Term | CalendarTerm) -> timedelta:
    """How long a term of calendar days is; a signal counts back over these, never over working days."""
    match term.unit:
        case "days" | "working_days":
            return timedelta(days=term.amount)
        case "weeks":
            return timedelta(weeks=term.amount)
        case _:
            assert_never(term.unit)
