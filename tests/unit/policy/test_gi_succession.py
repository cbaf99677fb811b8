"""GI-2.3: what follows a running assignment, by VOT and by VOW."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ijw.policy.decisions import Decision
from ijw.policy.facts import Toewijzing
from ijw.policy.standard import Omvang, Product, RedenWijziging

from .factories import (
    AMSTERDAM,
    FIRST,
    GIGM1,
    HOORN,
    LAST,
    LET_OTS_1,
    ROTTERDAM,
    asked,
    assigned,
    change,
    child,
    for_person,
    new,
    on_vot,
    on_vow,
    preventive,
    refused,
    running,
    sibling_code,
    situation,
    vow,
)

JUDICIAL = running(Verwijzer="08")


def ended(decision: Decision) -> list[tuple[int, date | None, str, bool]]:
    """Number, new end, reason and whether it is itself what was asked, of each changed assignment."""
    return [
        (c.after.ToewijzingNummer, c.after.Einddatum, c.RedenWijziging.value, c.honours)
        for c in assigned(decision).changed
    ]


def test_gi_2_3_1_judicial_after_judicial_is_a_new_assignment() -> None:
    """A measure that follows on another one gets a new assignment; nothing else changes."""
    around = situation(assignments=(running(Verwijzer="08", Einddatum=date(2025, 3, 31)),))
    decision = assigned(on_vot(asked(), around))
    assert decision.changed == ()
    assert [one.Ingangsdatum for one in decision.new] == [FIRST]


def test_gi_2_3_1_refuses_judicial_during_judicial() -> None:
    """Two measures may not share days on the same product: reason 6."""
    assert refused(on_vot(asked(), situation(assignments=(JUDICIAL,)))) == ("6", "GI-2.3-1")


@pytest.mark.parametrize(("before", "after", "fact"), [("01", "08", "GI-2.3-2"), ("08", "01", "GI-2.3-4")])
def test_gi_2_3_2_and_4_end_the_old_one_the_day_before(before: str, after: str, fact: str) -> None:
    """Preventive to judicial and back: one decision ends the old one with 05 and starts the new one."""
    around = situation(assignments=(running(Verwijzer=before),))
    decision = assigned(on_vot(asked(Verwijzer=after), around))
    assert ended(decision) == [(101, FIRST - timedelta(days=1), "05", False)]
    assert [(one.Ingangsdatum, one.Einddatum) for one in decision.new] == [(FIRST, LAST)]
    assert fact in {step.rule for step in decision.trace if step.outcome == "applied"}


def test_gi_2_3_2_the_old_one_may_keep_one_day() -> None:
    """An old assignment that started the day before ends on its first day."""
    eve = FIRST - timedelta(days=1)
    around = situation(assignments=(running(Ingangsdatum=eve),))
    assert ended(on_vot(asked(), around)) == [(101, eve, "05", False)]


def test_gi_2_3_2_leaves_an_old_one_that_starts_later_to_a_person() -> None:
    """An assignment that starts with or after the new one cannot end the day before it."""
    around = situation(assignments=(running(Ingangsdatum=FIRST, Einddatum=date(2026, 1, 1)),))
    assert for_person(on_vot(asked(), around)) == ("GI-2.3-2",)


@pytest.mark.parametrize("used", [{"claimed_until": date(2025, 4, 30)}, {"delivered_until": FIRST}])
def test_op345_succession_over_used_days_goes_to_a_person(used: dict[str, Any]) -> None:
    """Ending the old one before a day that was claimed or delivered is for a person."""
    assert for_person(on_vot(asked(), situation(assignments=(running(**used),)))) == ("OP345",)


def test_op347_unknown_framework_of_the_running_one_goes_to_a_person() -> None:
    """Without a referrer nobody can tell what the running assignment is."""
    assert for_person(on_vot(asked(), situation(assignments=(running(Verwijzer=None),)))) == ("OP347",)


def test_op347_a_deleted_assignment_does_not_count() -> None:
    """An assignment with reason 13 that ends on its first day was never there."""
    gone = running(
        Ingangsdatum=FIRST, Einddatum=FIRST, RedenWijziging=RedenWijziging.VERWIJDERD, Verwijzer="08"
    )
    assert assigned(on_vot(asked(), situation(assignments=(gone,)))).new


def test_op347_refuses_preventive_inside_preventive() -> None:
    """A preventive request that does not go beyond the running term is stacked."""
    inside = preventive(ToewijzingEinddatum=date(2025, 6, 30))
    assert refused(on_vot(inside, situation(assignments=(running(),)))) == ("6", "OP347")


@pytest.mark.parametrize("first", [date(2025, 7, 1), date(2025, 6, 1), date(2024, 1, 1)])
def test_gi_2_3_3_vot_that_follows_on_preventive_extends_it(first: date) -> None:
    """A VOT on or inside the running term moves the end of the running assignment, with reason 12."""
    product = preventive(ToewijzingIngangsdatum=first, ToewijzingEinddatum=date(2026, 6, 30))
    decision = assigned(on_vot(product, situation(assignments=(running(),))))
    assert decision.new == ()
    assert ended(decision) == [(101, date(2026, 6, 30), "12", True)]


def test_gi_2_3_3_vot_extends_a_term_that_has_just_ended() -> None:
    """When the term is over no VOW can be sent: the VOT still extends that assignment."""
    over = running(Einddatum=date(2025, 2, 28))
    product = preventive(ToewijzingIngangsdatum=date(2025, 3, 1), ToewijzingEinddatum=date(2025, 12, 31))
    assert ended(on_vot(product, situation(assignments=(over,)))) == [(101, date(2025, 12, 31), "12", True)]


def test_gi_2_3_3_vot_after_a_gap_is_a_new_term() -> None:
    """A preventive request that does not follow on anything is a new assignment."""
    product = preventive(ToewijzingIngangsdatum=date(2025, 7, 2), ToewijzingEinddatum=date(2027, 7, 1))
    decision = assigned(on_vot(product, situation(assignments=(running(),))))
    assert (len(decision.new), len(decision.changed)) == (1, 0)


def test_gi_2_3_3_vot_longer_than_a_year_is_refused() -> None:
    """An extension by VOT has the same limit as one by VOW."""
    product = preventive(ToewijzingIngangsdatum=date(2025, 7, 1), ToewijzingEinddatum=date(2026, 7, 1))
    assert refused(on_vot(product, situation(assignments=(running(),)))) == ("4", "GI-2.3-3")


def extension(of: Toewijzing, last: date | None, **around: Any) -> Decision:
    request = vow(change(of, Einddatum=last))
    return on_vow(request, situation(assignments=(of,), **around))


def test_gi_2_3_3_vow_extends_by_a_year() -> None:
    """The extension keeps the number, gets the new end and reason 12."""
    decision = extension(running(), date(2026, 6, 30))
    assert ended(decision) == [(101, date(2026, 6, 30), "12", True)]


@pytest.mark.parametrize("last", [date(2026, 7, 1), None])
def test_gi_2_3_3_vow_longer_than_a_year_is_refused(last: date | None) -> None:
    """One day more than a year, or no end at all, is outside the contract."""
    assert refused(extension(running(), last)) == ("4", "GI-2.3-3")


def test_gi_2_3_3_second_extension_adds_nothing_to_the_year() -> None:
    """An assignment that was extended before still ends at most a year after its first end."""
    once = running(Einddatum=date(2025, 12, 31), extended_from=date(2025, 6, 30))
    assert ended(extension(once, date(2026, 6, 30)))
    assert refused(extension(once, date(2026, 7, 1))) == ("4", "GI-2.3-3")


def test_gi_2_3_3_past_the_18th_birthday_is_refused() -> None:
    """An extension past the 18th birthday: reason 9; the birthday itself is allowed."""
    client = child(birth_date=date(2008, 6, 29), responsible_municipality=AMSTERDAM)
    assert refused(extension(running(), date(2026, 6, 30), client=client)) == ("9", "GI-2.2-c")
    assert ended(extension(running(), date(2026, 6, 29), client=client))


def test_gi_2_3_3_after_the_term_asks_a_new_request() -> None:
    """A VOW comes before the end of the running term; afterwards a VOT is needed (reason 1)."""
    over = running(Einddatum=date(2025, 2, 28))
    assert refused(extension(over, date(2025, 12, 31))) == ("1", "GI-2.3-3")


def test_gi_2_3_1_vow_on_a_judicial_assignment_asks_a_new_request() -> None:
    """A judicial assignment is not extended: a new measure is a new VOT (reason 1)."""
    assert refused(extension(JUDICIAL, date(2026, 6, 30))) == ("1", "GI-2.3-1")


def test_gi_2_1_b_vow_of_a_child_that_moved_is_refused() -> None:
    """An extension asks the responsible municipality too."""
    client = child(responsible_municipality=ROTTERDAM)
    assert refused(extension(running(), date(2026, 6, 30), client=client)) == ("8", "GI-2.1-b")


def test_gi_1_b_vow_with_another_volume_is_refused() -> None:
    """The volume of GIGM1 cannot change."""
    request = vow(change(running(), Omvang=Omvang(2, "82", "4")))
    assert refused(on_vow(request, situation(assignments=(running(),)))) == ("4", "GI-1-b")


@pytest.mark.parametrize(
    ("product", "outcome"),
    [(GIGM1, ("1", "GI-2.3-1")), (Product("48", "48XGM"), ("1", "GI-2.3-1")), (LET_OTS_1, ("4", "GI-1-d"))],
)
def test_gi_2_3_vow_with_a_new_product_of_the_protocol_is_refused(
    product: Product, outcome: tuple[str, str]
) -> None:
    """GIGM1 and sibling codes are asked by VOT; LET products not at all."""
    request = vow(NieuweProducten=(new(product, FIRST, LAST),), OngewijzigdeProducten=(101,))
    assert refused(on_vow(request, situation(assignments=(running(),)))) == outcome


def test_gi_2_3_shortening_is_for_a_person() -> None:
    """No rule decides on an earlier end."""
    assert for_person(extension(running(), date(2025, 5, 31))) == ("D",)


def test_d_vow_on_another_product_goes_to_a_person() -> None:
    """A change of a product that no protocol covers is for a person, also beside one that is decided."""
    other = running(102, Product=Product("45", "45A48"))
    request = vow(change(running(), Einddatum=date(2026, 6, 30)), change(other, Einddatum=date(2026, 6, 30)))
    assert for_person(on_vow(request, situation(assignments=(running(), other)))) == ("D",)


def test_d_unknown_framework_of_the_assignment_goes_to_a_person() -> None:
    """Without a referrer nobody can tell whether the assignment may be extended."""
    assert for_person(extension(running(Verwijzer=None), date(2026, 6, 30))) == ("D",)


def test_op003_vow_on_the_stop_list_is_held_back() -> None:
    """Nothing is sent for a client on the stop list."""
    assert on_vow(vow(), situation(on_stop_list=True)).kind == "hold_back"


def test_tr351_an_unknown_number_is_a_bug_here() -> None:
    """A number that is not there was refused before with 9351."""
    with pytest.raises(KeyError):
        on_vow(vow(change(running(999))), situation(assignments=(running(),)))


def test_gi_2_3_1_sibling_code_is_not_extended() -> None:
    """A sibling code gets new days by a new VOT, as GIGM1 does."""
    of = running(Product=sibling_code().Product, Verwijzer=None)
    request = vow(change(of, Einddatum=date(2026, 6, 30)))
    around = situation(municipality=HOORN, assignments=(of,))
    assert refused(on_vow(request, around)) == ("1", "GI-2.3-1")
