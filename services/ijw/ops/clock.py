"""The date."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from ijw.settings import Settings

_NETHERLANDS = ZoneInfo("Europe/Amsterdam")


def today(settings: Settings) -> date:
    """The date in the Netherlands, or the frozen one (`IJW_TODAY`)."""
    return settings.today or datetime.now(_NETHERLANDS).date()


def moment(settings: Settings) -> datetime:
    """The date and time in the Netherlands; on the frozen date when there is one."""
    now = datetime.now(_NETHERLANDS)
    return datetime.combine(today(settings), now.timetz())
