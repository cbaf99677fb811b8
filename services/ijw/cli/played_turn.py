"""What came of a turn of a story, beside what the story says. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from ijw.cli.observed import Observed
from ijw.cli.spoken import Said, SaidAnswer, SaidAssignment
from ijw.demo.turns import Answered, Assigned, Message, Numbers, Out, Person, Product, Turn
from ijw.messages.retour import NO_REMARK


@dataclass(frozen=True)
class PlayedTurn:
    """A turn, and what came of it."""

    turn: Turn
    receipt: Observed | None = None
    out: tuple[Said, ...] = ()
    problem: str | None = None
    """Why a person could not do it."""

    @property
    def codes(self) -> frozenset[str]:
        """The retourcodes that say something, or the reason of the rejection."""
        if self.receipt is None:
            return frozenset()
        if self.receipt.error:
            return frozenset([self.receipt.error])
        return frozenset(self.receipt.codes) - {NO_REMARK}

    @property
    def as_expected(self) -> bool:
        """Whether everything that came is what the story says, and nothing else."""
        wanted = Counter(self.turn.out) == Counter(map(_as_out, self.out))
        match self.turn:
            case Message(expected=expected):
                verdict = self.receipt.verdict if self.receipt else None
                return wanted and (verdict, self.codes) == (expected.verdict, expected.codes)
            case Person():
                return wanted and self.problem is None
            case _:
                assert_never(self.turn)


@dataclass(frozen=True)
class LeftOver:
    """Messages that came out and that no story explains; there should be none."""

    types: Sequence[str]

    @property
    def as_expected(self) -> bool:
        """Whether there are none."""
        return not self.types


def numbers_of(out: Sequence[Said]) -> Numbers:
    """The ToewijzingNummer by product; of two assignments of a product the newest."""
    products = [one for what in out if isinstance(what, SaidAssignment) for one in what.products]
    return {one.product or "": one.number for one in sorted(products, key=lambda one: one.number)}


def _as_out(what: Said) -> Out:
    """A message in the words of the stories, which know no numbers."""
    match what:
        case SaidAssignment(products):
            return Assigned(
                frozenset(Product(one.product or "", one.first, one.last, one.reason) for one in products)
            )
        case SaidAnswer(_, answer, reason, municipality):
            return Answered(answer, reason, municipality)
        case _:
            assert_never(what)
