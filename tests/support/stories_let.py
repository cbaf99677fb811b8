"""Stories of the working process LET JB (region Zeeland): a measure is exchanged for the expert team."""

from __future__ import annotations

from datetime import date
from typing import Any

from ijw.messages.jw317 import NieuwProduct, TeWijzigenProduct
from ijw.requests.desk import AsAsked
from support.factories import nieuw_product, omvang, ongewijzigd_product, product, te_wijzigen_product
from support.stories import Given, Story, Teller, Told
from support.town import GOES, Row

ONE_A_MONTH = omvang(1, "82", "4")
MEASURE_ENDS = date(2026, 12, 31)


def in_goes(t: Teller) -> Teller:
    """The story in a municipality of Zeeland."""
    t.municipality = GOES
    return t


def measure(t: Teller, code: str = "48A01", number: int = 1) -> Row:
    """A running measure, from January to the end of the year."""
    return t.assignment(number, product=code, start="2026-01-01", end=MEASURE_ENDS.isoformat(), referrer="08")


def shortened(number: object, first: date, last: date, volume: Any = ONE_A_MONTH) -> TeWijzigenProduct:
    """The wish that an assignment ends earlier."""
    return te_wijzigen_product(
        ToewijzingNummer=number, GewensteIngangsdatum=first, Einddatum=last, Omvang=volume
    )


def asked(category: str, code: str, first: date, last: date = MEASURE_ENDS) -> NieuwProduct:
    """A wish for a product from then on."""
    return nieuw_product(
        Product=product(category, code), GewensteIngangsdatum=first, Einddatum=last, Omvang=ONE_A_MONTH
    )


def in_and_out(t: Teller) -> Told:
    """LET-2, LET-3, LET-4: LET in by VOW, the assigned measure shortened with 05. LET-5: LET out again.

    A person assigns the measure, because the working process only decides on the exchange.
    """
    in_goes(t)
    january, april, july = date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)
    yield Given(persons=[t.person()], assignments=[measure(t, "48A03")])
    ots = {"Product": product("48", "48A01"), "ToewijzingIngangsdatum": january}
    yield t.vot(t.gigm1(**ots, ToewijzingEinddatum=MEASURE_ENDS))
    assigned = yield t.settle(AsAsked(), "assign as asked")
    ots_1, other = assigned.number("48A01"), ongewijzigd_product(int(str(measure(t)["number"])))
    into = yield t.vow(
        unchanged=[other],
        changed=[shortened(ots_1, january, date(2026, 3, 31))],
        new=[asked("50", "50Z27", april)],
        verzoek={"ReferentieAanbieder": "IN"},
    )
    yield t.vow(
        unchanged=[other, ongewijzigd_product(ots_1)],
        changed=[shortened(into.number("50Z27"), april, date(2026, 6, 30))],
        new=[asked("48", "48A01", july)],
        verzoek={"ReferentieAanbieder": "OUT"},
    )


def wrong_pair(t: Teller) -> Told:
    """LET-1, LET-8: the product for OTS after the first year does not belong to an OTS of the first year."""
    in_goes(t)
    yield Given(persons=[t.person()], assignments=[measure(t)])
    yield t.vow(
        changed=[shortened(measure(t)["number"], date(2026, 1, 1), date(2026, 3, 31))],
        new=[asked("50", "50Z28", date(2026, 4, 1))],
    )


def gap(t: Teller) -> Told:
    """LET-8: a day without care between the measure and the team is refused, and so is a day with both."""
    in_goes(t)
    yield Given(persons=[t.person()], assignments=[measure(t)])
    short = [shortened(measure(t)["number"], date(2026, 1, 1), date(2026, 3, 31))]
    yield t.vow(
        changed=short,
        new=[asked("50", "50Z27", date(2026, 4, 2))],
        verzoek={"ReferentieAanbieder": "GAP"},
    )
    yield t.vow(
        changed=short,
        new=[asked("50", "50Z27", date(2026, 3, 31))],
        verzoek={"ReferentieAanbieder": "OVERLAP"},
    )


def by_vot(t: Teller) -> Told:
    """LET-8: a VOT shortens nothing, so a LET product is not asked by one."""
    in_goes(t)
    yield Given(persons=[t.person()], assignments=[measure(t)])
    yield t.vot(t.gigm1(Product=product("50", "50Z27")))


def no_address(t: Teller) -> Told:
    """TR061: without an address nothing can be assigned; a person finds one, and then it is."""
    in_goes(t)
    yield Given(persons=[t.person(postcode="")], assignments=[measure(t)])
    yield t.vow(
        changed=[shortened(measure(t)["number"], date(2026, 1, 1), date(2026, 3, 31))],
        new=[asked("50", "50Z27", date(2026, 4, 1))],
    )
    yield t.settle(AsAsked(), "assign as asked", "VOW-1")
    yield Given(persons=[t.person()])
    yield t.settle(AsAsked(), "assign as asked", "VOW-1")


LET: dict[str, Story] = {
    "LET-2-in-and-out": in_and_out,
    "LET-8-wrong-pair": wrong_pair,
    "LET-8-gap-or-overlap": gap,
    "LET-8-by-vot": by_vot,
    "TR061-no-address": no_address,
}
