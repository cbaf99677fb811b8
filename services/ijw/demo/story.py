"""The story: one message after the other, and what the standard says must come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from ijw.demo.messages import AS_PLANNED, DELETE, TEMPORARY, jw305, jw307, start, stop, written
from ijw.demo.people import ELSEWHERE, Child, failing_bsn
from ijw.demo.reference import assigned_from
from ijw.messages.jw305 import StartProduct
from ijw.messages.jw307 import StopProduct

UNKNOWN_ASSIGNMENT = 999_999_999


@dataclass(frozen=True, slots=True)
class Expected:
    """What must come back: the verdict, and the retourcodes beside 0200 or the reason of the rejection."""

    verdict: Literal["accepted", "refused", "rejected"]
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """One message of the story."""

    type: str
    says: str
    """What the message says, for people."""
    raw: bytes
    expected: Expected
    repeats: int | None = None
    """The number (from 0) of an earlier step whose `ijw-message-id` it bears: a redelivery."""


ACCEPTED = Expected("accepted")


def refused(*codes: str) -> Expected:
    """A retour with these retourcodes."""
    return Expected("refused", frozenset(codes))


def rejected(reason: str) -> Expected:
    """No retour: the message goes to the topic of rejected messages."""
    return Expected("rejected", frozenset([reason]))


@dataclass
class Teller:
    """Tells the story on a day; the Identificatie of every message starts with `run`."""

    today: date
    run: str
    _told: int = 0

    def story(self, children: Sequence[Child]) -> list[Step]:
        """All steps in the order to send them."""
        aak, botter, clipper, driemaster, evenaar, fregat, galjoen = children
        steps = [*self._from_start_to_end(aak), *self._sent_again(aak)]
        steps += [*self._corrections(botter, clipper), *self._task_oriented(driemaster)]
        steps += [*self._several_products(evenaar), *self._refusals(fregat), *self._not_ours(galjoen)]
        first = steps[0]
        redelivered = replace(first, says="the first message, delivered once more", repeats=0)
        return [*steps, redelivered]

    def _from_start_to_end(self, child: Child) -> Iterator[Step]:
        day, begin, pause, resume = self._day, self._day(-28), self._day(-14), self._day(-7)
        yield self._start(child, "care starts", [self._begin(child, begin)], ACCEPTED)
        second = self._begin(child, resume)
        yield self._start(child, "a second start while care runs", [second], refused("9326"))
        paused = self._end(child, begin, pause, TEMPORARY)
        yield self._stop(child, "care stops for a while (reason 20)", [paused], ACCEPTED)
        ended = self._end(child, begin, day(-10), AS_PLANNED)
        yield self._stop(child, "and then for good (reason 31)", [ended], ACCEPTED)
        yield self._start(child, "care starts again after the stop", [second], ACCEPTED)

    def _sent_again(self, child: Child) -> Iterator[Step]:
        again = jw305(
            child, [self._begin(child, self._day(-28))], identificatie=f"{self.run}001", today=self.today
        )
        yield Step("JW305", "the first message, sent again as a new one", written(again), refused("9056"))

    def _corrections(self, one: Child, other: Child) -> Iterator[Step]:
        wrong, right = self._day(-20), self._day(-18)
        yield self._start(one, "care starts, on a wrong day", [self._begin(one, wrong)], ACCEPTED)
        back = self._begin(one, wrong, DELETE)
        yield self._start(one, "that start is taken back (status 3)", [back], ACCEPTED)
        yield self._start(one, "and reported on the right day", [self._begin(one, right)], ACCEPTED)
        yield self._start(other, "care starts, on a wrong day", [self._begin(other, wrong)], ACCEPTED)
        both = [self._begin(other, wrong, DELETE), self._begin(other, right)]
        yield self._start(other, "taken back and corrected in one message", both, ACCEPTED)
        never = self._begin(other, self._day(-3), DELETE)
        yield self._start(other, "takes back what was never reported", [never], refused("9063"))

    def _task_oriented(self, child: Child) -> Iterator[Step]:
        product = start(self._day(-12), assignment=None, assigned=None)
        yield self._start(child, "care starts without ToewijzingNummer", [product], ACCEPTED)

    def _several_products(self, child: Child) -> Iterator[Step]:
        right = self._begin(child, self._day(-9))
        unknown = start(self._day(-9), assignment=UNKNOWN_ASSIGNMENT, assigned=self._assigned)
        both, says = [right, unknown], "two products, one of them never assigned"
        yield self._start(child, says, both, refused("9019"))
        yield self._start(child, "only the product that is assigned", [right], ACCEPTED)

    def _refusals(self, child: Child) -> Iterator[Step]:
        begin = self._day(-5)
        unknown = start(begin, assignment=UNKNOWN_ASSIGNMENT, assigned=self._assigned)
        yield self._start(child, "an assignment that nobody knows", [unknown], refused("9019"))
        ended = self._end(child, begin, self._day(-1), AS_PLANNED)
        yield self._stop(child, "a stop of care that never started", [ended], refused("9069"))
        right = [self._begin(child, begin)]
        yield self._start(child, "a BSN that fails the 11-proof", right, refused("0001"), Bsn=failing_bsn())

    def _not_ours(self, child: Child) -> Iterator[Step]:
        right = [self._begin(child, self._day(-5))]
        invalid, elsewhere = rejected("schema-invalid"), rejected("municipality-not-served")
        yield self._start(child, "breaks the schema: a word for a code", right, invalid, Geslacht="meisje")
        says = "for a municipality that is not served"
        yield self._start(child, says, right, elsewhere, municipality=ELSEWHERE)
        yield Step("?", "no XML at all", b"start of care: tomorrow\n", rejected("not-well-formed"))

    def _day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    @property
    def _assigned(self) -> date:
        return assigned_from(self.today)

    def _begin(self, child: Child, begin: date, status: str = "1") -> StartProduct:
        return start(begin, assignment=child.assignment, assigned=self._assigned, status=status)

    def _end(self, child: Child, begin: date, end: date, reason: str) -> StopProduct:
        return stop(begin, end, reason, assignment=child.assignment, assigned=self._assigned)

    def _start(
        self, child: Child, says: str, products: Sequence[StartProduct], expected: Expected, **other: str
    ) -> Step:
        bericht = jw305(child, products, identificatie=self._next(), today=self.today, **other)
        return Step("JW305", says, written(bericht), expected)

    def _stop(self, child: Child, says: str, products: Sequence[StopProduct], expected: Expected) -> Step:
        bericht = jw307(child, products, identificatie=self._next(), today=self.today)
        return Step("JW307", says, written(bericht), expected)

    def _next(self) -> str:
        self._told += 1
        return f"{self.run}{self._told:03d}"
