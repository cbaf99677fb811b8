"""Numbers for our own messages: unique over all processes, taken a block at a time."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass
class RetourNumbers:
    """A stock of numbers for IdentificatieRetour; a number that is not used is lost, which harms nobody."""

    _blocks: deque[range] = field(default_factory=deque)

    async def ensure(self, connection: AsyncConnection, wanted: int) -> None:
        """Have at least so many numbers in stock."""
        while sum(map(len, self._blocks)) < wanted:
            first = (await connection.execute(text("SELECT nextval('retour_numbers')"))).scalar_one()
            self._blocks.append(range(first, first + 1000))

    def take(self) -> str:
        """The next number, as twelve digits (the length of IdentificatieRetour)."""
        block = self._blocks[0]
        self._blocks[0] = block[1:]
        if not self._blocks[0]:
            self._blocks.popleft()
        return f"{block[0]:012d}"
