"""Stories of the standard itself: what persons decide, worked examples, receipts, our own initiative."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from ijw.messages.jw317 import TeWijzigenProduct
from ijw.policy.decisions import NieuweToewijzing
from ijw.policy.standard import Omvang, Product, RedenAfwijzing, RedenWijziging
from ijw.requests import desk
from ijw.requests.asked import Client, Subject
from ijw.requests.desk import AsAsked, Decline, OtherPeriod
from ijw.requests.stop_list import stop
from ijw.settings import Settings
from ijw.store.database import transaction
from support.factories import (
    aangevraagd_product,
    nieuw_product,
    omvang,
    ongewijzigd_product,
    product,
    te_wijzigen_product,
)
from support.stories import Do, Given, Story, Teller, Told
from support.town import AMSTERDAM, HOORN, ZAANSTAD, Row

HOURS = omvang(4, "04", "2")
YEAR, END = date(2025, 1, 1), date(2025, 12, 31)


def care(t: Teller, number: int, code: str, **columns: object) -> Row:
    """Care of no protocol in 2025: so many hours a week."""
    own = {"category": "45", "product": code, "start": YEAR, "end": END, "volume": 4, "unit": "04"}
    return {**t.assignment(number), **own, "number": number, "frequency": "2", "referrer": "02", **columns}


def change(number: int, first: date, last: date | None, volume: Any = HOURS) -> TeWijzigenProduct:
    """How an assignment must become."""
    return te_wijzigen_product(
        ToewijzingNummer=number, GewensteIngangsdatum=first, Einddatum=last, Omvang=volume
    )


def no_protocol(t: Teller) -> Told:
    """D: a product that no protocol covers goes to a person: as asked, another period, or refused.

    One VOT with three products: each is answered by itself (OP344), and only once (TR359, TR365).
    """
    yield Given(persons=[t.person()])
    codes = (("R1", "45A04"), ("R2", "45A48"), ("R3", "45A05"))
    yield t.vot(*(aangevraagd_product(ReferentieAanbieder=r, Product=product("45", c)) for r, c in codes))
    yield t.settle(AsAsked(), "R1: assign as asked", "R1")
    yield t.settle(OtherPeriod(date(2026, 4, 1)), "R2: assign from 2026-04-01", "R2")
    yield t.vot(aangevraagd_product(ReferentieAanbieder="R4"))
    yield t.settle(Decline(RedenAfwijzing.BUDGET), "R3: refuse with reason 2", "R3")
    yield t.vot(aangevraagd_product(ReferentieAanbieder="R4", Product=product("45", "45A05")))


def wrong_refusal(t: Teller) -> Told:
    """TR377, TR409: the responsible municipality belongs to reason 8, and only there."""
    yield Given(persons=[t.person()])
    yield t.vot(aangevraagd_product(ReferentieAanbieder="R1"))
    yield t.settle(Decline(RedenAfwijzing.WOONPLAATSBEGINSEL), "refuse with reason 8, no municipality")
    yield t.settle(Decline(RedenAfwijzing.BUDGET, HOORN), "refuse with reason 2 and a municipality")


def several_products(t: Teller) -> Told:
    """OP274, OP087: one VOT, four products: two assigned in one JW301, one refused, one in onderzoek."""
    t.municipality = HOORN
    yield Given(persons=[t.person()])
    sibling = {"Omvang": omvang(1, "82", "4")}
    yield t.vot(
        t.gigm1(),
        t.gigm1(ReferentieAanbieder="R2", Product=product("48", "48XOT"), **sibling),
        t.gigm1(ReferentieAanbieder="R3", Product=product("50", "50Z29"), **sibling),
        aangevraagd_product(ReferentieAanbieder="R4"),
    )


def stop_listed(t: Teller) -> Told:
    """OP003: a client without message traffic: nothing is sent but the receipt; a person gets a case."""
    yield Given(persons=[t.person()])

    async def unsafe(engine: AsyncEngine, settings: Settings) -> desk.Result:
        async with transaction(engine) as connection:
            await stop(connection, Client(t.municipality, t.bsn()), since=t.today, who="tester")
        return desk.Done(None)

    yield Do("put the client on the stop list", unsafe)
    yield t.vot(t.gigm1())
    yield t.settle(AsAsked(), "assign as asked")

    async def close(engine: AsyncEngine, settings: Settings) -> desk.Result:
        async with engine.connect() as connection:
            waiting = await desk.open_cases(connection)
        (mine,) = [one for one in waiting if one.agb == t.agb]
        return await desk.settle_outside(engine, settings, mine.id, "tester")

    yield Do("close the case: dealt with outside the message traffic", close)
    yield t.settle(AsAsked(), "assign as asked")


def no_contract(t: Teller) -> Told:
    """OP296: where contracts are registered, a product without one is refused with reason 3."""
    t.municipality = ZAANSTAD
    own = {"municipality": ZAANSTAD, "agb": t.agb, "category": "48", "unit": "82", "tariff": 100000}
    yield Given(persons=[t.person()], contracts=[{**own, "product": "GIGM1", "valid_from": "2026-05-01"}])
    yield t.vot(t.gigm1())
    yield t.vot(t.gigm1(ReferentieAanbieder="R2", ToewijzingIngangsdatum=date(2026, 5, 1)))


def guardian_known(t: Teller) -> Told:
    """OP002x1: the agency knows the guardian, so the parent does not go along."""
    parent = {"birth_date": "1985-02-03", "surname": "Ouder"}
    yield Given(persons=[t.person(1, family=t.family()), t.person(2, family=t.family(), **parent)])
    yield t.vot(t.gigm1(), client={"GezagsdragerBekend": "1"})


def own_guardian(t: Teller) -> Told:
    """OP002x2: a young person of 18 has the authority; an institution with guardianship is code 06."""
    parent = {"birth_date": "1975-02-03", "surname": "Ouder"}
    yield Given(
        persons=[
            t.person(1, family=t.family(), birth_date="2008-02-01", measure="JR"),
            t.person(2, family=t.family(), **parent),
            t.person(3, measure="VOOGDIJ"),
        ]
    )
    yield t.vot(t.gigm1(Commentaar="JR"))
    yield t.vot(t.gigm1(ReferentieAanbieder="R3"), child=3)


def withdraw(t: Teller) -> Told:
    """OP033x1: the municipality ends an assignment, then deletes it; no reference on its own initiative."""
    yield Given(persons=[t.person()], assignments=[t.assignment(1), t.assignment(2, product="48A01")])
    number = int(str(t.assignment(1)["number"]))

    def act(reason: RedenWijziging, last: date | None, says: str) -> Do:
        async def withdrawn(engine: AsyncEngine, settings: Settings) -> desk.Result:
            return await desk.withdraw(
                engine, settings, t.municipality, number, reason=reason, last=last, who="tester"
            )

        return Do(says, withdrawn)

    yield act(RedenWijziging.VERKORTING, date(2026, 4, 30), "end on 2026-04-30 with reason 05")
    yield act(RedenWijziging.VERLENGING, date(2026, 4, 1), "extend (04) to an earlier day")
    yield act(RedenWijziging.VERWIJDERD, None, "delete (13)")
    yield act(RedenWijziging.VERKORTING, date(2026, 3, 31), "end what was deleted")


def transfer(t: Teller) -> Told:
    """GI-4: a child moves from Amsterdam to Hoorn: reason 07 on the agreed day, then an assignment there."""
    yield Given(
        persons=[t.person(1), t.person(1, municipality=HOORN)], assignments=[t.assignment(1, referrer="08")]
    )
    number = int(str(t.assignment(1)["number"]))

    def out(agreed: date) -> Do:
        async def act(engine: AsyncEngine, settings: Settings) -> desk.Result:
            return await desk.transfer_out(engine, settings, AMSTERDAM, number, agreed=agreed, who="tester")

        return Do(f"transfer out of 0363, last day {agreed}", act)

    async def into(engine: AsyncEngine, settings: Settings) -> desk.Result:
        first, last = date(2026, 5, 1), date(2026, 8, 31)
        wanted = NieuweToewijzing(Product("48", "GIGM1"), first, last, Omvang(1, "82", "4"), None, "08")
        subject = Subject(Client(HOORN, t.bsn()), t.agb)
        return await desk.transfer_in(engine, settings, subject, wanted, "tester")

    yield out(date(2026, 3, 2))
    yield out(date(2026, 4, 30))
    yield Do("transfer in to 0405 from 2026-05-01", into)


def receipts_of_a_vot(t: Teller) -> Told:
    """TR347, TR381: a reference is used once; a code belongs to its category; all is refused (IV032)."""
    yield Given(persons=[t.person()])
    yield t.vot(t.gigm1(ReferentieAanbieder="R1", Omvang=omvang(2, "82", "4")))
    yield t.vot(
        t.gigm1(ReferentieAanbieder="R1"), t.gigm1(ReferentieAanbieder="R2", Product=product("45", "48A01"))
    )
    yield t.vot(t.gigm1(ReferentieAanbieder="R2"), dagtekening=date(2026, 3, 3))


def receipts_of_a_vow(t: Teller) -> Told:
    """TR304, TR349 to TR351, TR357, TR361, TR373, TR411: a VOW that does not fit what is there."""
    yield t.vow(changed=[change(1, date(2026, 4, 1), date(2026, 6, 30))])
    total = {"volume": 80, "frequency": "6"}
    one, two = 1000 * t.story + 1, 1000 * t.story + 2
    runs = {"start": "2026-01-01", "end": "2026-12-31"}
    yield Given(
        persons=[t.person()],
        assignments=[care(t, one, "45A04", **runs), care(t, two, "45A48", **runs, **total)],
    )
    yield t.vow(changed=[change(one, date(2026, 4, 1), date(2026, 6, 30))])
    yield t.vow(unchanged=[ongewijzigd_product(two), ongewijzigd_product(9)], changed=[change(8, YEAR, END)])
    yield t.vow(
        changed=[
            change(one, date(2026, 2, 1), date(2026, 6, 30), None),
            change(two, date(2026, 4, 1), date(2026, 12, 31), omvang(60, "04", "6")),
        ]
    )
    again = nieuw_product(GewensteIngangsdatum=date(2026, 4, 1), Einddatum=date(2026, 6, 30))
    yield t.vow(unchanged=[ongewijzigd_product(one), ongewijzigd_product(two)], new=[again])


DECIDED: dict[str, Story] = {
    "D-no-protocol": no_protocol,
    "TR377-wrong-refusal": wrong_refusal,
    "OP274-several-products": several_products,
    "OP003-stop-list": stop_listed,
    "OP296-no-contract": no_contract,
    "OP002x1-guardian-known": guardian_known,
    "OP002x2-own-guardian": own_guardian,
    "OP033x1-withdraw": withdraw,
    "GI-4-transfer": transfer,
    "TR347-receipts-of-a-vot": receipts_of_a_vot,
    "TR349-receipts-of-a-vow": receipts_of_a_vow,
}


def iv092_example_1(t: Teller) -> Told:
    """IV092, example 1: product B1 is replaced by B2 from September; the total of 80 hours stays."""
    b1 = care(t, 432, "45A04", start="2025-03-01", end="2026-12-31", volume=3)
    c1 = care(t, 543, "45A48", start="2025-03-01", volume=80, frequency="6")
    yield Given(persons=[t.person()], assignments=[b1, c1])
    new = {"Product": product("45", "45A05"), "Omvang": omvang(6, "04", "2")}
    yield t.vow(
        unchanged=[ongewijzigd_product(543)],
        changed=[change(432, date(2025, 3, 1), date(2025, 8, 31), omvang(3, "04", "2"))],
        new=[nieuw_product(**new, GewensteIngangsdatum=date(2025, 9, 1), Einddatum=date(2026, 12, 31))],
    )
    yield t.settle(AsAsked(), "assign as asked", "VOW-1")


def iv093_example_1(t: Teller) -> Told:
    """IV093, example 1: E is extended under its number (OP380); F gets a new volume and number (OP257)."""
    yield Given(
        persons=[t.person()],
        assignments=[care(t, 123001, "45A04"), care(t, 123002, "45A48", volume=3)],
    )
    yield t.vow(
        changed=[
            change(123001, YEAR, date(2026, 6, 30)),
            change(123002, date(2025, 6, 12), END, omvang(6, "04", "2")),
        ],
        verzoek={"ReferentieAanbieder": "A001"},
        dagtekening=date(2025, 5, 15),
    )
    yield t.settle(AsAsked(), "assign as asked", "A001")


def _example_2(t: Teller) -> Told:
    yield Given(
        persons=[t.person()],
        assignments=[care(t, 345001, "45A04"), care(t, 345002, "45A48")],
    )
    new = nieuw_product(
        Product=product("45", "45A05"), GewensteIngangsdatum=date(2025, 5, 16), Einddatum=END, Omvang=HOURS
    )
    yield t.vow(
        unchanged=[ongewijzigd_product(345001)],
        changed=[change(345002, YEAR, date(2025, 5, 15))],
        new=[new],
        dagtekening=date(2025, 4, 15),
    )


def iv093_example_2a(t: Teller) -> Told:
    """IV093, example 2a: decided late: B ends on 23 May and C follows on 24 May, still connected."""
    yield from _example_2(t)
    yield t.settle(OtherPeriod(date(2025, 5, 24)), "assign from 2025-05-24", "VOW-1")


def iv093_example_2b(t: Teller) -> Told:
    """IV093, example 2b: decided late, with retroactive effect as asked."""
    t.municipality = ZAANSTAD
    yield from _example_2(t)
    yield t.settle(AsAsked(), "assign as asked", "VOW-1")


def iv093_example_3b(t: Teller) -> Told:
    """IV093, example 3b (a month later): X stays and Y starts on the day of deciding, not connected."""
    yield Given(persons=[t.person()], assignments=[care(t, 678001, "45A04", end="2025-06-07")])
    new = nieuw_product(
        Product=product("45", "45A05"), GewensteIngangsdatum=date(2025, 6, 8), Einddatum=END, Omvang=HOURS
    )
    yield t.vow(unchanged=[ongewijzigd_product(678001)], new=[new])
    yield t.settle(OtherPeriod(date(2025, 6, 15)), "assign from 2025-06-15", "VOW-1")


def iv097(t: Teller) -> Told:
    """IV097: both assignments get the reference of the VOW; a change of our own accord has none."""
    runs = {"start": "2025-01-01", "end": "2025-12-31"}
    yield Given(
        persons=[t.person()], assignments=[care(t, 445001, "45A04", **runs), care(t, 445002, "45A48", **runs)]
    )
    yield t.vow(
        unchanged=[ongewijzigd_product(445001)],
        changed=[change(445002, YEAR, date(2026, 6, 30))],
        verzoek={"ReferentieAanbieder": "667788"},
    )
    yield t.settle(AsAsked(), "assign as asked", "667788")

    async def end(engine: AsyncEngine, settings: Settings) -> desk.Result:
        reason, last = RedenWijziging.CONTRACTWIJZIGING, date(2026, 3, 31)
        return await desk.withdraw(
            engine, settings, t.municipality, 445002, reason=reason, last=last, who="tester"
        )

    yield Do("end 445002 on 2026-03-31 with reason 03", end)


EXAMPLES_DAY = date(2025, 6, 2)
EXAMPLES: dict[str, Story] = {
    "IV092-example-1": iv092_example_1,
    "IV093-example-1": iv093_example_1,
    "IV093-example-2a": iv093_example_2a,
    "IV093-example-2b": iv093_example_2b,
    "IV093-example-3b": iv093_example_3b,
    "IV097-example": iv097,
}
