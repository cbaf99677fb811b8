"""Reading one value of a reference file. Pure.

A reader takes the text of a cell that is not empty and gives the value, or Wrong with a reason. A reason
says what is wanted and never repeats what was found: a cell may hold personal data, also by mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from ijw.contracts.eleven_proof import passes_eleven_proof

LARGEST_NUMBER = 999_999_999
"""The highest ToewijzingNummer (nine digits)."""
LARGEST_AMOUNT = 99_999_999
"""The highest Volume, and the highest Budget or tariff in euro cents (eight digits)."""

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Wrong:
    """A value cannot be used; the reason is a piece of a sentence, without the value."""

    reason: str


Reader = Callable[[str], Any]
"""The value of a cell, or Wrong."""


def text(longest: int) -> Reader:
    """Any printable text of at most so many characters."""

    def read(cell: str) -> str | Wrong:
        if len(cell) > longest:
            return Wrong(f"is longer than {longest} characters")
        return cell if cell.isprintable() else Wrong("holds characters that cannot be printed")

    return read


def code(name: str, codes: Callable[[], Collection[str]]) -> Reader:
    """A code of a list; the list is asked for at the first cell, so that declaring a layout reads no file."""

    def read(cell: str) -> str | Wrong:
        known = codes()
        if cell in known:
            return cell
        few = f": {', '.join(sorted(known))}" if len(known) <= _SHOWN else ""
        return Wrong(f"is not a code of {name}{few}")

    return read


def agb(cell: str) -> str | Wrong:
    """The AGB code of a provider: eight digits."""
    return cell if _digits(cell, 8) else Wrong("must be an AGB code of 8 digits")


def bsn(cell: str) -> str | Wrong:
    """A BSN: nine digits that pass the 11-proof (CS002)."""
    if not _digits(cell, 9):
        return Wrong("must be a BSN of 9 digits")
    return cell if passes_eleven_proof(cell) else Wrong("fails the 11-proof of a BSN")


@lru_cache(maxsize=20_000)
def day(cell: str) -> date | Wrong:
    """An ISO date, `2026-02-28`."""
    try:
        found = date.fromisoformat(cell)
    except ValueError:
        return Wrong("must be a date such as 2026-02-28")
    return found if found.isoformat() == cell else Wrong("must be a date such as 2026-02-28")


def whole(highest: int, *, unit: str = "") -> Reader:
    """A whole number from 0; an amount is in euro cents."""
    wanted = f"must be a whole number{unit} from 0 to {highest}"

    def read(cell: str) -> int | Wrong:
        if not _digits(cell, len(cell)) or len(cell) > len(str(highest)):
            return Wrong(wanted)
        return int(cell) if int(cell) <= highest else Wrong(wanted)

    return read


def _digits(cell: str, count: int) -> bool:
    return len(cell) == count and cell.isascii() and cell.isdigit()
