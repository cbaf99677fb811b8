"""IV092 and IV093: honouring a request for change, with the worked examples of the fill instructions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ijw.policy.decisions import Assign, NotPossible
from ijw.policy.facts import Situation, Toewijzing
from ijw.policy.honour import OtherPeriod, honour
from ijw.policy.lawfulness import op345_volume
from ijw.policy.plan import Plan
from ijw.policy.requests import VerzoekOmWijziging
from ijw.policy.standard import Omvang, Product

from .factories import change, for_person, new, on_vow, situation, vow

A, B, C = Product("45", "45A01"), Product("45", "45A02"), Product("45", "45A03")
YEAR_END, NEXT_YEAR_END = date(2025, 12, 31), date(2026, 12, 31)


def weekly(hours: int) -> Omvang:
    return Omvang(hours, "04", "2")


def assignment(number: int, product: Product, first: date, last: date, omvang: Omvang | None) -> Toewijzing:
    return Toewijzing(number, product, first, last, omvang)


def honoured(request: VerzoekOmWijziging, *assignments: Toewijzing, other: OtherPeriod | None = None) -> Plan:
    plan = honour(request, Situation("0363", date(2025, 6, 2), None, assignments), other=other)
    assert isinstance(plan, Plan), plan
    return plan


def changed(plan: Plan) -> list[tuple[int, date | None, Omvang | None, str]]:
    return [
        (c.after.ToewijzingNummer, c.after.Einddatum, c.after.Omvang, c.RedenWijziging.value)
        for c in plan.changed
    ]


def made(plan: Plan) -> list[tuple[Product | None, date, date | None, Omvang | None]]:
    return [(n.Product, n.Ingangsdatum, n.Einddatum, n.Omvang) for n in plan.new]


def test_iv092_example_1_replaces_a_product() -> None:
    """The old product ends the day before the new one starts; the total product is left alone."""
    b1 = assignment(432, A, date(2025, 3, 1), NEXT_YEAR_END, weekly(3))
    total = assignment(543, C, date(2025, 3, 1), YEAR_END, Omvang(80, "04", "6"))
    request = vow(
        change(b1, Einddatum=date(2025, 8, 31)),
        OngewijzigdeProducten=(543,),
        NieuweProducten=(new(B, date(2025, 9, 1), NEXT_YEAR_END, weekly(6)),),
    )
    plan = honoured(request, b1, total)
    assert changed(plan) == [(432, date(2025, 8, 31), weekly(3), "12")]
    assert made(plan) == [(B, date(2025, 9, 1), NEXT_YEAR_END, weekly(6))]


def test_iv092_example_2a_raises_one_and_extends_the_other() -> None:
    """A higher volume ends the old number and starts a new one; only a later end keeps the number."""
    a1 = assignment(789, A, date(2025, 3, 1), YEAR_END, weekly(3))
    c1 = assignment(910, C, date(2025, 3, 1), YEAR_END, Omvang(4, "16", "4"))
    request = vow(
        change(a1, GewensteIngangsdatum=date(2025, 11, 1), Einddatum=date(2026, 7, 1), Omvang=weekly(5)),
        change(c1, Einddatum=date(2026, 7, 1)),
    )
    plan = honoured(request, a1, c1)
    assert changed(plan) == [
        (789, date(2025, 10, 31), weekly(3), "12"),
        (910, date(2026, 7, 1), Omvang(4, "16", "4"), "12"),
    ]
    assert made(plan) == [(A, date(2025, 11, 1), date(2026, 7, 1), weekly(5))]


def test_iv092_example_2b_asks_a_later_period_as_a_new_product() -> None:
    """The same product for a period after the running one is new; the running one stays."""
    a1 = assignment(789, A, date(2025, 3, 1), YEAR_END, weekly(3))
    c1 = assignment(910, C, date(2025, 3, 1), YEAR_END, Omvang(4, "16", "4"))
    request = vow(
        change(a1, GewensteIngangsdatum=date(2025, 11, 1), Einddatum=date(2026, 7, 1), Omvang=weekly(5)),
        OngewijzigdeProducten=(910,),
        NieuweProducten=(new(C, date(2026, 1, 1), date(2026, 7, 1), Omvang(2, "16", "4")),),
    )
    plan = honoured(request, a1, c1)
    assert changed(plan) == [(789, date(2025, 10, 31), weekly(3), "12")]
    assert made(plan) == [
        (A, date(2025, 11, 1), date(2026, 7, 1), weekly(5)),
        (C, date(2026, 1, 1), date(2026, 7, 1), Omvang(2, "16", "4")),
    ]


def test_iv093_example_1_extends_one_and_replaces_the_other() -> None:
    """123001 keeps its number with a later end; 123002 ends on 11 June and a new one starts on the 12th."""
    e = assignment(123001, A, date(2025, 1, 1), YEAR_END, weekly(4))
    f = assignment(123002, B, date(2025, 1, 1), YEAR_END, weekly(3))
    request = vow(
        change(e, Einddatum=date(2026, 6, 30)),
        change(f, GewensteIngangsdatum=date(2025, 6, 12), Omvang=weekly(6)),
    )
    plan = honoured(request, e, f)
    assert changed(plan) == [
        (123001, date(2026, 6, 30), weekly(4), "12"),
        (123002, date(2025, 6, 11), weekly(3), "12"),
    ]
    assert made(plan) == [(B, date(2025, 6, 12), YEAR_END, weekly(6))]


EXAMPLE_2 = (
    assignment(345001, A, date(2025, 1, 1), YEAR_END, weekly(2)),
    assignment(345002, B, date(2025, 1, 1), YEAR_END, weekly(3)),
)
REQUEST_2 = vow(
    change(EXAMPLE_2[1], Einddatum=date(2025, 5, 15)),
    OngewijzigdeProducten=(345001,),
    NieuweProducten=(new(C, date(2025, 5, 16), YEAR_END, weekly(1)),),
)


def test_iv093_example_2a_moves_connected_days_together() -> None:
    """Decided too late: B ends and C starts on other days that still connect."""
    plan = honoured(REQUEST_2, *EXAMPLE_2, other=OtherPeriod(date(2025, 5, 24)))
    assert changed(plan) == [(345002, date(2025, 5, 23), weekly(3), "12")]
    assert made(plan) == [(C, date(2025, 5, 24), YEAR_END, weekly(1))]


def test_iv093_another_day_leaves_unconnected_wishes_as_they_are() -> None:
    """A change of volume moves to the other day; an end that nothing follows on stays as asked."""
    raised, extended = EXAMPLE_2
    request = vow(
        change(raised, GewensteIngangsdatum=date(2025, 5, 16), Omvang=weekly(5)),
        change(extended, Einddatum=NEXT_YEAR_END),
    )
    plan = honoured(request, *EXAMPLE_2, other=OtherPeriod(date(2025, 5, 24)))
    assert changed(plan) == [
        (345001, date(2025, 5, 23), weekly(2), "12"),
        (345002, NEXT_YEAR_END, weekly(3), "12"),
    ]
    assert made(plan) == [(A, date(2025, 5, 24), YEAR_END, weekly(5))]


def test_iv093_example_2b_honours_with_retroactive_effect() -> None:
    """Agreed with the provider: the days are those of the request."""
    plan = honoured(REQUEST_2, *EXAMPLE_2)
    assert changed(plan) == [(345002, date(2025, 5, 15), weekly(3), "12")]
    assert made(plan) == [(C, date(2025, 5, 16), YEAR_END, weekly(1))]


@pytest.mark.parametrize(
    ("other", "first"), [(None, date(2026, 5, 8)), (OtherPeriod(date(2026, 5, 15)), date(2026, 5, 15))]
)
def test_iv093_example_3_a_new_product_late_or_with_retroactive_effect(
    other: OtherPeriod | None, first: date
) -> None:
    """X stays as it is; Y starts as asked (a) or on the day of deciding (b)."""
    x = assignment(678001, A, date(2025, 1, 1), date(2026, 5, 7), weekly(2))
    request = vow(
        OngewijzigdeProducten=(678001,),
        NieuweProducten=(new(B, date(2026, 5, 8), NEXT_YEAR_END, weekly(1)),),
    )
    plan = honoured(request, x, other=other)
    assert changed(plan) == []
    assert made(plan) == [(B, first, NEXT_YEAR_END, weekly(1))]


@pytest.mark.parametrize("hours", [60, 100])
def test_iv066_a_total_for_the_term_keeps_its_number(hours: int) -> None:
    """Frequency 6: volume and end change under the same number, from the first day."""
    total = assignment(543, C, date(2025, 3, 1), YEAR_END, Omvang(80, "04", "6"))
    request = vow(change(total, Omvang=Omvang(hours, "04", "6"), Einddatum=date(2026, 1, 31)))
    plan = honoured(request, total)
    assert changed(plan) == [(543, date(2026, 1, 31), Omvang(hours, "04", "6"), "12")]
    assert made(plan) == []


def test_iv066_a_budget_keeps_its_number() -> None:
    """A budget changes under the same number."""
    budget = Toewijzing(600, None, date(2025, 3, 1), YEAR_END, Budget=100_000)
    plan = honoured(vow(change(budget, Budget=150_000)), budget)
    assert [(c.after.ToewijzingNummer, c.after.Budget, c.after.Einddatum) for c in plan.changed] == [
        (600, 150_000, YEAR_END)
    ]


def test_iv099_a_wish_that_changes_nothing_gets_no_reason() -> None:
    """A TeWijzigenProduct equal to the assignment leaves it unchanged."""
    same = assignment(1, A, date(2025, 3, 1), YEAR_END, weekly(3))
    assert honoured(vow(change(same)), same).changed == ()


def problems(result: Plan | NotPossible | Assign) -> list[str]:
    assert isinstance(result, NotPossible)
    return [problem.rule for problem in result.problems]


def test_op257_another_volume_from_the_first_day_is_not_possible() -> None:
    """The old assignment cannot end before it starts: a person finds another day."""
    of = assignment(1, A, date(2025, 3, 1), YEAR_END, weekly(3))
    around = situation(assignments=(of,))
    assert problems(honour(vow(change(of, Omvang=weekly(4))), around)) == ["OP257"]


def test_iv092_a_change_after_the_end_is_not_possible() -> None:
    """A change of volume lies within the period of the assignment."""
    of = assignment(1, A, date(2025, 3, 1), date(2025, 6, 30), weekly(3))
    wish = change(of, GewensteIngangsdatum=date(2025, 8, 1), Einddatum=YEAR_END, Omvang=weekly(4))
    assert problems(honour(vow(wish), situation(assignments=(of,)))) == ["IV092"]


@pytest.mark.parametrize("last", [YEAR_END, None])
def test_iv092_a_change_on_the_last_day_or_in_an_open_term_is_possible(last: date | None) -> None:
    """The last day still lies within the period; an open period has no last day."""
    of = replace(assignment(1, A, date(2025, 3, 1), YEAR_END, weekly(3)), Einddatum=last)
    wish = change(of, GewensteIngangsdatum=YEAR_END, Einddatum=NEXT_YEAR_END, Omvang=weekly(4))
    plan = honoured(vow(wish), of)
    assert changed(plan) == [(1, date(2025, 12, 30), weekly(3), "12")]
    assert made(plan) == [(A, YEAR_END, NEXT_YEAR_END, weekly(4))]


@pytest.mark.parametrize(
    ("first", "then", "rule"),
    [
        (YEAR_END, NEXT_YEAR_END, "OP380"),
        (YEAR_END, None, "OP380"),
        (YEAR_END, date(2025, 8, 1), "OP257"),
        (None, YEAR_END, "OP257"),
    ],
)
def test_op380_a_later_end_is_an_extension_and_an_earlier_one_is_not(
    first: date | None, then: date | None, rule: str
) -> None:
    """Stretching the end cites OP380, bringing it forward OP257."""
    of = replace(assignment(1, A, date(2025, 3, 1), YEAR_END, weekly(3)), Einddatum=first)
    assert [rule] == [step.rule for step in honoured(vow(change(of, Einddatum=then)), of).steps]


@pytest.mark.parametrize(("wanted", "needs_person"), [(59, True), (60, False), (61, False), (None, False)])
def test_op345_a_total_below_what_was_claimed_is_for_a_person(wanted: int | None, needs_person: bool) -> None:
    """A total, in units or in cents, may not become less than what was claimed of it."""
    hours = replace(assignment(1, A, date(2025, 3, 1), YEAR_END, Omvang(80, "04", "6")), claimed_volume=60)
    budget = replace(hours, Omvang=None, Budget=80)
    omvang = None if wanted is None else Omvang(wanted, "04", "6")
    assert needs_person is (op345_volume(hours, omvang, None) is not None)
    assert needs_person is (op345_volume(budget, None, wanted) is not None)


def test_op345_is_told_beside_a_product_without_protocol() -> None:
    """A person who judges a lower total also sees that more was claimed already."""
    total = replace(assignment(1, A, date(2025, 3, 1), YEAR_END, Omvang(80, "04", "6")), claimed_volume=60)
    request = vow(change(total, Omvang=Omvang(50, "04", "6")))
    assert for_person(on_vow(request, situation(assignments=(total,)))) == ("D", "OP345")


def test_cs003_an_assignment_may_end_on_its_first_day() -> None:
    """A term of one day is a term."""
    of = assignment(1, A, date(2025, 3, 1), YEAR_END, weekly(3))
    plan = honoured(vow(change(of, Einddatum=date(2025, 3, 1))), of)
    assert changed(plan) == [(1, date(2025, 3, 1), weekly(3), "12")]


def test_op345_a_weekly_volume_is_no_total() -> None:
    """What was claimed says nothing about a volume per week."""
    of = replace(assignment(1, A, date(2025, 3, 1), YEAR_END, weekly(3)), claimed_volume=60)
    assert op345_volume(of, weekly(2), None) is None


def test_cs003_an_end_before_the_start_is_not_possible() -> None:
    """An assignment does not end before it starts."""
    of = assignment(1, A, date(2025, 3, 1), YEAR_END, weekly(3))
    wish = change(of, Einddatum=date(2025, 2, 28))
    assert problems(honour(vow(wish), situation(assignments=(of,)))) == ["CS003"]
