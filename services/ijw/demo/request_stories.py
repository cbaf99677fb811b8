"""The stories of requests: what a certified agency asks, and what the two protocols make of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from ijw.demo.families import AGENCY, HOORN, MEASURE, ZAANSTAD, Families, Kid, measure_period, month
from ijw.demo.requests import PREVENTIVE, Agency, Asked
from ijw.demo.story import refused
from ijw.demo.turns import (
    IN_ONDERZOEK,
    REFUSED,
    Answered,
    Decide,
    HandOver,
    Message,
    Out,
    Person,
    Product,
    Story,
    TakeOver,
    assigned,
)
from ijw.policy import standard
from ijw.policy.cases import AsAsked
from ijw.policy.decisions import NieuweToewijzing
from ijw.policy.periods import years_later

GIGM = "GIGM1"
TEAM = "50Z27"
REMARK = "nieuw jongste kind met maatregel"
STACKING, OUTSIDE_CONTRACT, RESIDENCE = "6", "4", "8"
"""RedenAfwijzingVerzoek."""
SHORTENED, MOVED, EXTENDED = "05", "07", "12"
"""RedenWijziging."""


@dataclass
class Requests:
    """Tells the stories on a day; `run` makes every number in them its own."""

    told: Families
    today: date
    run: str
    agency: Agency = field(init=False)

    def __post_init__(self) -> None:
        self.agency = Agency(self.today, self.run)

    def stories(self) -> Story:
        """All of them, one after the other."""
        yield from self._one_family()
        yield from self._siblings()
        yield from self._preventive_to_judicial()
        yield from self._extension()
        yield from self._elsewhere()
        yield from self._examined()
        yield from self._expert_team()
        yield from self._moving()

    def _one_family(self) -> Story:
        first, last = self._year()
        care = Asked(GIGM, first, last)
        yield self._vot("judicial", "family management for a child with a measure", care)
        second = Answered(REFUSED, STACKING)
        yield self._vot("sibling at home", "the same for another child of that family", care, out=second)
        much = Asked(GIGM, first, last, volume=2)
        refusal = Answered(REFUSED, OUTSIDE_CONTRACT)
        yield self._vot("preventive", "family management, but two pieces a month", much, out=refusal)

    def _siblings(self) -> Story:
        first, last = self._year()
        both = (Asked(GIGM, first, last), Asked("48XOT", first, last))
        yield self._vot("youngest", "West-Friesland: the youngest child gets two codes", *both)
        yield self._vot("brother", "its brother, youth probation", Asked("48XJR", first, last))
        late = Asked("48XGM", first, last + timedelta(days=1))
        other = Answered(REFUSED, OUTSIDE_CONTRACT)
        yield self._vot("sister", "its sister, a day longer than the family", late, out=other)
        yield self._vot("sister", "its sister, without a measure", Asked("48XGM", first, last))

    def _preventive_to_judicial(self) -> Story:
        first, last = self._running_year()
        yield self._vot("preventive", "preventive family management", Asked(GIGM, first, last, PREVENTIVE))
        court, end = self._year(months=1)
        before = Product(GIGM, first, court - timedelta(days=1), SHORTENED)
        ends = assigned(before, Product(GIGM, court, end))
        yield self._vot("preventive", "and now the court orders it", Asked(GIGM, court, end), out=ends)

    def _extension(self) -> Story:
        first, last = self._running_year()
        care = Asked(GIGM, first, last, PREVENTIVE)
        numbers = yield self._vot("extended", "preventive family management", care)
        kid = self.told.kids["extended"]
        too_long = self.agency.vow(kid, ends=(numbers[GIGM], first, years_later(last, 2)))
        refusal = Answered(REFUSED, OUTSIDE_CONTRACT)
        yield Message("JW317", "two years more of it", too_long, (refusal,))
        later = years_later(last, 1)
        longer = self.agency.vow(kid, ends=(numbers[GIGM], first, later))
        out = assigned(Product(GIGM, first, later, EXTENDED))
        yield Message("JW317", "one year more of it", longer, (out,))

    def _elsewhere(self) -> Story:
        out = Answered(REFUSED, RESIDENCE, HOORN)
        yield self._vot(
            "elsewhere", "a child for whom Hoorn is responsible", Asked(GIGM, *self._year()), out=out
        )

    def _examined(self) -> Story:
        first, last = self._year()
        kid, reference = self.told.kids["examined"], self.agency.reference()
        care = Asked(GIGM, first, last, remark=REMARK)
        raw = self.agency.vot(kid, care, references=[reference])
        wait = Answered(IN_ONDERZOEK)
        yield Message("JW315", "for a new youngest child: a person must judge", raw, (wait,))
        again = self.agency.vot(kid, care, references=[self.agency.reference()])
        yield Message("JW315", "a second request while that one waits", again, (), refused("9374"))
        out = assigned(Product(GIGM, first, last))
        yield Person("cases decide", "the back office assigns", Decide(reference, AsAsked()), (out,))

    def _expert_team(self) -> Story:
        kid, number = self.told.kids["expert team"], self.told.measure_number
        first, last = measure_period(self.today)
        into, back = month(self.today, 1), month(self.today, 4)
        eve, end = into - timedelta(days=1), back - timedelta(days=1)
        raw = self.agency.vow(kid, ends=(number, first, eve), new=Asked(TEAM, into, last))
        team = assigned(Product(MEASURE, first, eve, SHORTENED), Product(TEAM, into, last))
        numbers = yield Message("JW317", "Zeeland: LET in, the measure ends the day before", raw, (team,))
        again = Asked(MEASURE, back, last)
        raw = self.agency.vow(kid, ends=(numbers[TEAM], into, end), new=again, unchanged=[number])
        out = assigned(
            Product(MEASURE, first, eve), Product(TEAM, into, end, SHORTENED), Product(MEASURE, back, last)
        )
        yield Message("JW317", "LET out, the measure goes on", raw, (out,))

    def _moving(self) -> Story:
        kid, (first, last) = self.told.kids["moving"], self._year()
        numbers = yield self._vot(
            "moving", "family management for a child that moves", Asked(GIGM, first, last)
        )
        agreed = self.today + timedelta(days=59)
        ended = assigned(Product(GIGM, first, agreed, MOVED))
        leave = HandOver(kid.municipality, numbers[GIGM], agreed)
        yield Person("transfer-out", "Amsterdam hands the child over", leave, (ended,))
        begin = agreed + timedelta(days=1)
        omvang = standard.Omvang(1, "82", "4")
        wanted = NieuweToewijzing(standard.Product("48", GIGM), begin, last, omvang, Verwijzer="08")
        enter = TakeOver(ZAANSTAD, kid.bsn, AGENCY, wanted)
        out = assigned(Product(GIGM, begin, last))
        yield Person("transfer-in", "Zaanstad takes the child over", enter, (out,))

    def _vot(self, role: str, says: str, *asked: Asked, out: Out | None = None) -> Message:
        """A request of the agency; it is assigned as asked unless `out` says otherwise."""
        kid: Kid = self.told.kids[role]
        raw = self.agency.vot(kid, *asked, references=[self.agency.reference() for _ in asked])
        as_asked = assigned(*(Product(one.code, one.first, one.last) for one in asked))
        return Message("JW315", says, raw, (out or as_asked,))

    def _year(self, *, months: int = 0) -> tuple[date, date]:
        """From the first of a month, so many months from now, for a year."""
        return month(self.today, months), month(self.today, months + 12) - timedelta(days=1)

    def _running_year(self) -> tuple[date, date]:
        """A year that began four months ago."""
        return self._year(months=-4)
