"""LET-1 to LET-8: a measure goes to the national expert team and comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ijw.policy.composition import Gewijzigd, Nieuw, lines_for_vow
from ijw.policy.decisions import ToPerson
from ijw.policy.facts import Contract, Situation, Toewijzing
from ijw.policy.let_rules import Pair, let_1, let_6
from ijw.policy.requests import VerzoekOmWijziging
from ijw.policy.standard import Omvang, Product

from .factories import (
    GOES,
    LET_OTS_1,
    LET_OTS_2,
    LET_VOOGDIJ,
    ONE_A_MONTH,
    OTS_1,
    TODAY,
    asked,
    assigned,
    change,
    for_person,
    new,
    on_vot,
    on_vow,
    passed,
    protocol,
    refused,
    situation,
    vow,
)

MEASURE = Toewijzing(201, OTS_1, date(2025, 1, 1), date(2025, 12, 31), ONE_A_MONTH, Verwijzer="08")
TEAM = replace(MEASURE, ToewijzingNummer=202, Product=LET_OTS_1, Ingangsdatum=date(2025, 2, 1))
EVE, START = date(2025, 4, 30), date(2025, 5, 1)
END = date(2025, 12, 31)


def around(*assignments: Toewijzing) -> Situation:
    return situation(municipality=GOES, assignments=assignments or (MEASURE,))


def exchange(
    of: Toewijzing, product: Product, eve: date | None = EVE, start: date = START
) -> VerzoekOmWijziging:
    return vow(change(of, Einddatum=eve), NieuweProducten=(new(product, start, END),))


def test_let_2_in_is_assigned_with_05() -> None:
    """LET in: one decision shortens the measure with 05 and assigns the LET product (LET-3, LET-4)."""
    decision = assigned(on_vow(exchange(MEASURE, LET_OTS_1), around()))
    assert [
        (c.after.ToewijzingNummer, c.after.Einddatum, c.RedenWijziging.value) for c in decision.changed
    ] == [(201, EVE, "05")]
    assert [(n.Product, n.Ingangsdatum, n.Einddatum) for n in decision.new] == [(LET_OTS_1, START, END)]
    assert {"LET-2"} == passed(decision)
    assert decision.protocol == "let-jb-2021 2021-05"


def test_let_5_out_is_the_mirror_image() -> None:
    """LET out: the LET assignment is shortened with 05, the measure is assigned again."""
    decision = assigned(on_vow(exchange(TEAM, OTS_1), around(TEAM)))
    assert [
        (c.after.ToewijzingNummer, c.after.Einddatum, c.RedenWijziging.value) for c in decision.changed
    ] == [(202, EVE, "05")]
    assert [(n.Product, n.Ingangsdatum) for n in decision.new] == [(OTS_1, START)]
    assert {"LET-5"} == passed(decision)


def test_let_4_one_message_holds_both() -> None:
    """One JW301 with the shortened measure and the LET product, under the reference of the request."""
    decision = assigned(on_vow(exchange(MEASURE, LET_OTS_1), around()))
    lines = lines_for_vow(decision, (MEASURE,), TODAY)
    assert [(Gewijzigd, "W1"), (Nieuw, "W1")] == [(type(line), line.ReferentieAanbieder) for line in lines]


def test_let_1_two_codes_of_one_measure() -> None:
    """Where two codes belong to one measure, the way out goes by the code that the request shortens."""
    teams = protocol("let-jb-2021").products
    second = teams[0].model_copy(update={"code": "50Z99"})
    running = replace(TEAM, Product=Product("50", "50Z99"))
    wishes = [(change(running, Einddatum=EVE), running)]
    pair = let_1([*teams, second], new(OTS_1, START, END), wishes)
    assert pair == Pair("48A01", "50Z99", "out")


@pytest.mark.parametrize(("team", "measure"), [("50Z27", "48A01"), ("50Z28", "48A02"), ("50Z29", "48A03")])
def test_let_1_every_pair_goes_in_and_out(team: str, measure: str) -> None:
    """Each LET code belongs to one measure."""
    code, original = Product("50", team), Product("48", measure)
    of = replace(MEASURE, Product=original)
    back = replace(TEAM, Product=code)
    assert assigned(on_vow(exchange(of, code), around(of)))
    assert assigned(on_vow(exchange(back, original), around(back)))


@pytest.mark.parametrize("product", [LET_OTS_2, LET_VOOGDIJ])
def test_let_8_refuses_a_code_of_another_measure(product: Product) -> None:
    """A LET code that does not belong to the running measure: reason 4."""
    assert refused(on_vow(exchange(MEASURE, product), around())) == ("4", "LET-8")


def test_let_8_refuses_the_measure_of_another_code_on_the_way_out() -> None:
    """Out of LET, only the measure comes back that the LET code belongs to."""
    assert refused(on_vow(exchange(TEAM, Product("48", "48A02")), around(TEAM))) == ("4", "LET-8")


@pytest.mark.parametrize("start", [date(2025, 5, 2), date(2025, 4, 30)])
@pytest.mark.parametrize(("of", "product"), [(MEASURE, LET_OTS_1), (TEAM, OTS_1)])
def test_let_8_refuses_a_gap_or_an_overlap(of: Toewijzing, product: Product, start: date) -> None:
    """The new product starts on the day after the old one ends, in both directions."""
    assert refused(on_vow(exchange(of, product, start=start), around(of))) == ("4", "LET-8")


@pytest.mark.parametrize("eve", [date(2025, 12, 31), date(2026, 1, 31), None])
def test_let_8_refuses_when_nothing_is_shortened(eve: date | None) -> None:
    """The measure gets an earlier end than it has."""
    request = exchange(MEASURE, LET_OTS_1, eve=eve)
    assert refused(on_vow(request, around())) == ("4", "LET-8")


def test_let_8_refuses_a_let_product_after_the_own_end_of_the_measure() -> None:
    """A LET product right after a measure that ends by itself: nothing is shortened."""
    request = exchange(MEASURE, LET_OTS_1, eve=END, start=date(2026, 1, 1))
    assert refused(on_vow(request, around())) == ("4", "LET-8")


def test_let_8_accepts_a_measure_without_a_last_day() -> None:
    """Any end shortens a measure that has none."""
    open_measure = replace(MEASURE, Einddatum=None)
    assert assigned(on_vow(exchange(open_measure, LET_OTS_1), around(open_measure)))


def test_let_8_refuses_another_volume() -> None:
    """The shortened measure keeps its volume."""
    wish = change(MEASURE, Einddatum=EVE, Omvang=Omvang(2, "82", "4"))
    request = vow(wish, NieuweProducten=(new(LET_OTS_1, START, END),))
    assert refused(on_vow(request, around())) == ("4", "LET-8")


def test_let_8_refuses_without_a_running_measure() -> None:
    """A measure that is over, or that the request leaves alone, is no running measure to shorten."""
    over = replace(MEASURE, Einddatum=date(2025, 2, 28))
    request = exchange(over, LET_OTS_1, eve=date(2025, 2, 27), start=date(2025, 2, 28))
    assert refused(on_vow(request, around(over))) == ("4", "LET-8")
    left_alone = vow(OngewijzigdeProducten=(201,), NieuweProducten=(new(LET_OTS_1, START, END),))
    assert refused(on_vow(left_alone, around())) == ("4", "LET-8")


def test_let_8_refuses_a_vot_for_a_let_product() -> None:
    """A VOT shortens nothing, so it cannot ask a LET product."""
    assert refused(on_vot(asked(Product=LET_OTS_1), around())) == ("4", "LET-8")


def test_d_a_measure_itself_is_not_decided_by_the_let_process() -> None:
    """The working process does not say when a measure is assigned: a person does."""
    assert for_person(on_vot(asked(Product=OTS_1), around())) == ("D",)
    shorter = vow(change(MEASURE, Einddatum=EVE))
    assert for_person(on_vow(shorter, around())) == ("D",)
    no_way_out = vow(
        change(MEASURE, Einddatum=EVE), NieuweProducten=(new(Product("48", "48A02"), START, END),)
    )
    assert for_person(on_vow(no_way_out, around())) == ("D", "D")


def test_let_5_shortening_without_asking_the_measure_is_for_a_person() -> None:
    """A LET assignment that only ends is no exchange."""
    decision = on_vow(vow(change(TEAM, Einddatum=EVE)), around(TEAM))
    assert for_person(decision) == ("D",)


def test_d_without_an_exchange_no_protocol_is_cited() -> None:
    """A change of a measure alone is not decided under the LET process."""
    decision = on_vow(vow(change(MEASURE, Einddatum=EVE)), around())
    assert isinstance(decision, ToPerson)
    assert decision.protocol is None


def test_op345_let_in_over_used_days_goes_to_a_person() -> None:
    """A measure that would end before days that were claimed or delivered is for a person."""
    used = replace(MEASURE, claimed_until=date(2025, 5, 31))
    assert for_person(on_vow(exchange(used, LET_OTS_1), around(used))) == ("OP345",)


TARIFF = (
    Contract("48", None, 90000, date(2020, 1, 1)),
    Contract("48", "48A01", 100001, date(2020, 1, 1), date(2021, 12, 31)),
    Contract("48", "48A01", 120000, date(2022, 1, 1)),
)


@pytest.mark.parametrize(
    ("on", "cents"),
    [(date(2021, 1, 31), 250003), (date(2021, 2, 1), 270003), (date(2022, 1, 1), 324000)],
)
def test_let_6_tariff_is_the_factor_times_the_measure(on: date, cents: int) -> None:
    """250% before February 2021 and 270% since, of the tariff valid that day, half a cent up."""
    assert cents == let_6(protocol("let-jb-2021"), "50Z27", on, TARIFF)


def test_let_6_takes_the_category_when_there_is_no_other_tariff() -> None:
    """Without a contract for the measure itself, that for its category counts; without any, nothing does."""
    let = protocol("let-jb-2021")
    assert let_6(let, "50Z28", date(2025, 1, 1), TARIFF) == 243000
    assert let_6(let, "50Z28", date(2019, 1, 1), TARIFF) is None
    assert let_6(let, "48A01", date(2025, 1, 1), TARIFF) is None
    assert let_6(protocol("gi-2024-2025"), "50Z27", date(2025, 1, 1), TARIFF) is None
