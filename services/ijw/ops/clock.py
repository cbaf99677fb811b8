"""The date."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from ijw.settings import Settings

_NETHERLANDS = ZoneInfo("Europe/Amsterdam")


def today(settings: Settings) -> date:
    """The date in the Netherlands, or the frozen one (`IJW_TODAY`)."""
    return settings.today or datetime.now(_NETHERLANDS).date()
