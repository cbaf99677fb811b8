"""What somebody typed as a decision on a case, as a choice. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ijw.cli.case_words import asked_period
from ijw.cli.failure import Failure
from ijw.cli.who import place_or_fail
from ijw.policy.cases import AsAsked, Choice, Decline
from ijw.policy.honour import OtherPeriod
from ijw.policy.standard import RedenAfwijzing
from ijw.requests.cases import Case

What = Literal["assign", "refuse", "outside"]


def other_period(case: Case, first: datetime | None, last: datetime | None) -> OtherPeriod | None:
    """Another period than asked; None when neither day is given. A day left out is as asked."""
    if first is None and last is None:
        return None
    asked: date = asked_period(case)[0]
    return OtherPeriod(first.date() if first else asked, last.date() if last else None)


def choice_or_fail(
    what: What, period: OtherPeriod | None, reason: str | None, municipality: str | None
) -> Choice | None:
    """The choice; None when it is dealt with outside the message traffic. Raises Failure with one line."""
    if what != "assign" and period:
        raise Failure("--from and --to belong to assign")
    if what != "refuse" and (reason or municipality):
        raise Failure("--reason and --municipality belong to refuse")
    match what:
        case "assign":
            return period or AsAsked()
        case "outside":
            return None
        case "refuse":
            return Decline(_reason(reason), place_or_fail(municipality) if municipality else None)


def _reason(code: str | None) -> RedenAfwijzing:
    try:
        return RedenAfwijzing(code or "")
    except ValueError:
        listed = ", ".join(RedenAfwijzing)
        raise Failure(f"--reason must be a RedenAfwijzingVerzoek: {listed}") from None
