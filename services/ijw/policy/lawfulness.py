"""OP345: a change may not take away the ground under care that was delivered or claimed."""

from __future__ import annotations

from datetime import date

from ijw.policy import standard
from ijw.policy.facts import Toewijzing
from ijw.policy.verdicts import NeedsPerson


def op345_end(toewijzing: Toewijzing, last: date | None) -> NeedsPerson | None:
    """An earlier last day lies before a day that was claimed or delivered."""
    used = used_until(toewijzing)
    if last is None or used is None or last >= used:
        return None
    explanation = (
        f"assignment {toewijzing.ToewijzingNummer} would end on {last.isoformat()}, "
        f"with care delivered or claimed until {used.isoformat()}"
    )
    return NeedsPerson("OP345", explanation)


def op345_volume(
    toewijzing: Toewijzing, omvang: standard.Omvang | None, budget: int | None
) -> NeedsPerson | None:
    """A total for the whole term becomes less than what was claimed of it."""
    total = budget if budget is not None else omvang.Volume if omvang else None
    if not toewijzing.for_whole_term or total is None or total >= toewijzing.claimed_volume:
        return None
    return NeedsPerson(
        "OP345", f"assignment {toewijzing.ToewijzingNummer} would allow less than was already claimed"
    )


def used_until(toewijzing: Toewijzing) -> date | None:
    """Give the last day of which care is known to be delivered or claimed."""
    days = [day for day in (toewijzing.claimed_until, toewijzing.delivered_until) if day is not None]
    return max(days, default=None)
