"""Requests for change against the assignments that are there: accepting and refusing cases for every rule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ijw.messages import cdt
from ijw.messages.jw317 import JW317, NieuwProduct, OngewijzigdProduct, TeWijzigenProduct, Verzoek
from ijw.rules import requests_changes as rules
from ijw.rules.requests_facts import RequestFacts, Toewijzing
from support import factories as make

TODAY = date(2026, 3, 2)
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)
BEGIN, END = date(2026, 1, 1), date(2026, 12, 31)
CARE = cdt.Product(Categorie="45", Code="45A04")
OTHER = cdt.Product(Categorie="45", Code="45A05")
CATEGORY = cdt.Product(Categorie="45")
ELSEWHERE = cdt.Product(Categorie="41")
HOURS = cdt.Omvang(Volume=4, Eenheid="04", Frequentie="2")
TOTAL = cdt.Omvang(Volume=80, Eenheid="04", Frequentie="6")


def assigned(number: int = 1, **elements: Any) -> Toewijzing:
    """Four hours a week in 2026, unless the test says otherwise."""
    values = {"Product": CARE, "Ingangsdatum": BEGIN, "Einddatum": END, "Omvang": HOURS}
    return Toewijzing(number, **{**values, **elements})


def facts(*toewijzingen: Toewijzing, today: date = TODAY, signed: date = TODAY) -> RequestFacts:
    """What is known on 2 March 2026, the day the request bears too."""
    return RequestFacts(today, signed, toewijzingen)


def stays(number: int = 1) -> OngewijzigdProduct:
    """An assignment that stays."""
    return make.ongewijzigd_product(number)


def change(
    number: int = 1, begin: date = BEGIN, end: date | None = END, **elements: Any
) -> TeWijzigenProduct:
    """A change of an assignment."""
    values = {"ToewijzingNummer": number, "GewensteIngangsdatum": begin, "Einddatum": end, "Omvang": HOURS}
    return make.te_wijzigen_product(**{**values, **elements})


def new(begin: date, end: date | None = END, product: cdt.Product | None = CARE) -> NieuwProduct:
    """Care to add."""
    return make.nieuw_product(Product=product, GewensteIngangsdatum=begin, Einddatum=end)


def verzoek(*classes: OngewijzigdProduct | TeWijzigenProduct | NieuwProduct) -> Verzoek:
    """A request that holds these."""
    return vow(*classes).Client.Verzoek


def vow(*classes: OngewijzigdProduct | TeWijzigenProduct | NieuwProduct) -> JW317:
    return make.jw317(
        unchanged=[one for one in classes if isinstance(one, OngewijzigdProduct)],
        changed=[one for one in classes if isinstance(one, TeWijzigenProduct)],
        new=[one for one in classes if isinstance(one, NieuwProduct)],
    )


DELETED = [
    assigned(RedenWijziging=reason, Ingangsdatum=TOMORROW, Einddatum=TOMORROW) for reason in ("13", "01")
]
NOT_ACTUAL = [assigned(Einddatum=YESTERDAY), *DELETED]
ACTUAL = [
    assigned(Einddatum=TODAY),
    assigned(Einddatum=None),
    assigned(Ingangsdatum=TOMORROW),
    assigned(RedenWijziging="13"),
    assigned(RedenWijziging="05", Ingangsdatum=TOMORROW, Einddatum=TOMORROW),
]


@pytest.mark.parametrize("one", NOT_ACTUAL)
def test_tr349_accepts_a_request_without_what_is_not_actual(one: Toewijzing) -> None:
    """TR349: what ended before today, or was deleted, need not be named."""
    assert not rules.tr349(verzoek(stays(2)), facts(one, assigned(2)))


@pytest.mark.parametrize("one", ACTUAL)
def test_tr349_refuses_a_request_without_what_is_actual(one: Toewijzing) -> None:
    """TR349: what ends today, has no end, is to begin, or only looks deleted, is to be named."""
    assert rules.tr349(verzoek(stays(2), new(BEGIN)), facts(one, assigned(2)))


@pytest.mark.parametrize("one", ACTUAL)
def test_tr349_accepts_what_is_named_either_way(one: Toewijzing) -> None:
    """TR349: as what stays or as what changes."""
    assert not rules.tr349(verzoek(stays(1), change(2)), facts(one, assigned(2)))
    assert not rules.tr349(verzoek(change(1), stays(2)), facts(one, assigned(2)))


def test_tr349_measures_by_today_and_not_by_the_dagtekening() -> None:
    """TR349: what ended between the Dagtekening and today is not actual any more."""
    ended = assigned(Einddatum=YESTERDAY)
    assert not rules.tr349(verzoek(new(BEGIN)), facts(ended, signed=YESTERDAY))


@pytest.mark.parametrize("one", ACTUAL)
def test_tr350_and_tr351_accept_an_actual_assignment(one: Toewijzing) -> None:
    """TR350 and TR351: what ends today, has no end, is to begin, or only looks deleted, is actual."""
    assert not rules.tr350(stays(), facts(one))
    assert not rules.tr351(change(), facts(one))


@pytest.mark.parametrize("one", [assigned(2), *NOT_ACTUAL])
def test_tr350_refuses_what_is_not_an_actual_assignment(one: Toewijzing) -> None:
    """TR350: an unknown number, an assignment that ended, or a deleted one, cannot stay."""
    assert rules.tr350(stays(), facts(one))


@pytest.mark.parametrize("one", [assigned(2), *NOT_ACTUAL])
def test_tr351_refuses_what_is_not_an_actual_assignment(one: Toewijzing) -> None:
    """TR351: an unknown number, an assignment that ended, or a deleted one, cannot change."""
    assert rules.tr351(change(), facts(one))


def test_tr357_accepts_a_change_after_the_dagtekening() -> None:
    """TR357: a change that lies ahead begins on any day."""
    assert not rules.tr357(change(begin=TOMORROW), facts(assigned()))


def test_tr357_accepts_a_change_of_the_whole_assignment() -> None:
    """TR357: a change that lies behind begins when the assignment does."""
    assert not rules.tr357(change(begin=BEGIN), facts(assigned()))


@pytest.mark.parametrize("begin", [TODAY, BEGIN + timedelta(1), BEGIN - timedelta(1)])
def test_tr357_refuses_a_change_from_another_day_that_is_not_ahead(begin: date) -> None:
    """TR357: the day of the Dagtekening does not lie ahead; no day before it but the first will do."""
    assert rules.tr357(change(begin=begin), facts(assigned()))


def test_tr357_measures_by_the_dagtekening_and_not_by_today() -> None:
    """TR357: a change that lay ahead when the request was signed stays in order."""
    late = facts(assigned(), today=TODAY + timedelta(9))
    assert not rules.tr357(change(begin=TOMORROW), late)


def test_tr357_accepts_a_change_on_the_first_day_of_an_assignment_from_today() -> None:
    """TR357: today is the first day of the assignment."""
    assert not rules.tr357(change(begin=TODAY), facts(assigned(Ingangsdatum=TODAY)))


def test_tr361_accepts_care_apart() -> None:
    """TR361: other products, or other days."""
    now = facts(assigned(1, Einddatum=date(2026, 6, 30)), assigned(2, Product=OTHER))
    after = new(date(2026, 7, 1))
    assert not rules.tr361(verzoek(stays(1), stays(2), after, new(BEGIN, product=ELSEWHERE)), now)


def test_tr361_accepts_a_shortened_assignment_and_what_follows() -> None:
    """TR361: what counts is when the change ends, not when the assignment did."""
    assert not rules.tr361(verzoek(change(end=TOMORROW), new(TOMORROW + timedelta(1))), facts(assigned()))


def test_tr361_refuses_new_care_on_the_last_day_of_what_stays_or_changes() -> None:
    """TR361: both ends are days of care."""
    assert rules.tr361(verzoek(stays(), new(END, None)), facts(assigned()))
    assert rules.tr361(verzoek(change(end=TOMORROW), new(TOMORROW)), facts(assigned()))


def test_tr361_refuses_new_care_before_a_change_that_lies_ahead() -> None:
    """TR361: until the change the assignment goes on as it is (IV093)."""
    ahead = change(begin=date(2026, 9, 1))
    assert rules.tr361(verzoek(ahead, new(TOMORROW, date(2026, 8, 31))), facts(assigned()))


def test_tr361_refuses_an_extension_into_what_follows() -> None:
    """TR361: an assignment that is extended meets the next one of that product."""
    next_ = assigned(2, Ingangsdatum=date(2027, 1, 1), Einddatum=None)
    now = facts(assigned(1), next_)
    assert rules.tr361(verzoek(change(1, end=date(2027, 1, 1)), stays(2)), now)
    assert rules.tr361(verzoek(change(1, end=None), stays(2)), now)
    assert not rules.tr361(verzoek(stays(1), stays(2)), now)


def test_tr361_refuses_a_change_that_begins_before_the_assignment() -> None:
    """TR361: an assignment that is to begin is asked earlier, into the one before it."""
    next_ = assigned(2, Ingangsdatum=date(2027, 1, 1), Einddatum=None)
    earlier = change(2, begin=END, end=None)
    assert rules.tr361(verzoek(stays(1), earlier), facts(assigned(1), next_))


def test_tr361_refuses_one_assignment_that_stays_and_changes() -> None:
    """TR361: the same number in both lists asks the same care twice."""
    assert rules.tr361(verzoek(stays(), change()), facts(assigned()))


@pytest.mark.parametrize("product", [CARE, CATEGORY, None])
def test_tr361_compares_categories_and_everything(product: cdt.Product | None) -> None:
    """TR361: without a code the category is meant, without a product everything (IV075)."""
    assert rules.tr361(verzoek(stays(), new(TOMORROW, product=product)), facts(assigned()))
    assert rules.tr361(verzoek(stays(), new(TOMORROW, product=CARE)), facts(assigned(Product=product)))


def test_tr361_leaves_numbers_that_are_not_actual() -> None:
    """TR361: without an assignment there is no product to compare; TR350 and TR351 speak."""
    assert not rules.tr361(
        verzoek(stays(1), change(2), new(TOMORROW)), facts(assigned(1, Einddatum=YESTERDAY))
    )


WHOLE = [assigned(Product=None, Omvang=None, Budget=100_000), assigned(Omvang=TOTAL)]


@pytest.mark.parametrize("one", WHOLE)
def test_tr373_accepts_a_change_for_the_whole_term(one: Toewijzing) -> None:
    """TR373: a budget or a total changes from the first day; the end may move (IV092)."""
    assert not rules.tr373(change(end=None), facts(one))


@pytest.mark.parametrize("one", WHOLE)
@pytest.mark.parametrize("begin", [TOMORROW, BEGIN + timedelta(1), BEGIN - timedelta(1)])
def test_tr373_refuses_a_change_from_another_day(one: Toewijzing, begin: date) -> None:
    """TR373: a part of a budget or a total cannot change."""
    assert rules.tr373(change(begin=begin), facts(one))


def test_tr373_accepts_care_per_week_that_changes_on_the_way() -> None:
    """TR373: other frequencies change from any day, also into a total for the days that follow (IV093)."""
    assert not rules.tr373(change(begin=TOMORROW), facts(assigned()))
    assert not rules.tr373(change(begin=TOMORROW, Omvang=TOTAL), facts(assigned()))


ENDS = pytest.mark.parametrize(
    ("end", "refused"), [(date(2020, 12, 31), 0), (date(2021, 1, 1), 1), (None, 1)]
)
OLD = date(2020, 1, 1)


@ENDS
def test_tr375_refuses_an_omvang_without_a_product_after_2020(end: date | None, refused: int) -> None:
    """TR375: an assignment of anything has a budget and no Omvang, unless it is to end before 2021."""
    generic = facts(assigned(Product=None, Omvang=None, Budget=1, Ingangsdatum=OLD))
    assert refused == rules.tr375(change(begin=OLD, end=end), generic)


@pytest.mark.parametrize("product", [CARE, CATEGORY])
def test_tr375_accepts_a_product(product: cdt.Product) -> None:
    """TR375 is about assignments without any product."""
    assert not rules.tr375(change(), facts(assigned(Product=product)))


def test_tr375_accepts_a_budget() -> None:
    """TR375: without an Omvang nothing is wrong."""
    assert not rules.tr375(
        change(Omvang=None, Budget=2), facts(assigned(Product=None, Omvang=None, Budget=1))
    )


@pytest.mark.parametrize("product", [CARE, CATEGORY, None])
def test_tr411_accepts_an_omvang(product: cdt.Product | None) -> None:
    """TR411: with an Omvang nothing is missing."""
    assert not rules.tr411(change(), facts(assigned(Product=product)))


def test_tr411_refuses_a_code_without_an_omvang() -> None:
    """TR411: an assignment of one product says how much, whenever it ends."""
    assert rules.tr411(change(Omvang=None), facts(assigned()))
    assert rules.tr411(change(Omvang=None, Budget=1), facts(assigned()))
    assert rules.tr411(change(end=date(2020, 12, 31), Omvang=None), facts(assigned()))


@pytest.mark.parametrize("product", [CATEGORY, None])
def test_tr411_accepts_no_omvang_without_a_code(product: cdt.Product | None) -> None:
    """TR411 is about assignments of one product."""
    assert not rules.tr411(change(Omvang=None), facts(assigned(Product=product)))


@ENDS
def test_tr412_refuses_an_omvang_without_a_code_after_2020(end: date | None, refused: int) -> None:
    """TR412: an assignment of a category has no Omvang, unless it is to end before 2021."""
    aspecific = facts(assigned(Product=CATEGORY, Omvang=None, Ingangsdatum=OLD))
    assert refused == rules.tr412(change(begin=OLD, end=end), aspecific)


@pytest.mark.parametrize("product", [CARE, None])
def test_tr412_accepts_a_code_and_leaves_no_product_to_tr375(product: cdt.Product | None) -> None:
    """TR412 is about assignments of a category; without any product TR375 speaks alone."""
    assert not rules.tr412(change(), facts(assigned(Product=product)))


def test_tr412_accepts_a_category_without_omvang() -> None:
    """TR412: without an Omvang nothing is wrong."""
    assert not rules.tr412(change(Omvang=None), facts(assigned(Product=CATEGORY, Omvang=None)))


def test_only_the_missing_assignment_is_reported() -> None:
    """Without an actual assignment there is nothing to compare a change with, so TR351 speaks alone."""
    others = (rules.tr357, rules.tr373, rules.tr375, rules.tr411, rules.tr412)
    for one in (assigned(2), *(assigned(Product=None, Einddatum=YESTERDAY), *DELETED)):
        for asked in (change(begin=TODAY), change(begin=TODAY, Omvang=None)):
            assert not any(rule(asked, facts(one)) for rule in others)
