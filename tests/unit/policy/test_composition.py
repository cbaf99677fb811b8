"""OP087, TR379, IV094, IV097, IV099: which assignments stand in a JW301, with which reference."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ijw.policy.composition import (
    Gewijzigd,
    Nieuw,
    Ongewijzigd,
    Regel,
    lines_for_vot,
    lines_for_vow,
    lines_on_own_initiative,
    op002,
)
from ijw.policy.decisions import Assign
from ijw.policy.facts import Toewijzing
from ijw.policy.own_initiative import withdraw
from ijw.policy.standard import Product, RedenWijziging

from .factories import (
    FIRST,
    TODAY,
    asked,
    assigned,
    change,
    on_vot,
    on_vow,
    preventive,
    running,
    situation,
    vow,
)

OTHER = running(55, Product=Product("45", "45A48"), RedenWijziging=RedenWijziging.DOOR_AANBIEDER)
PAST = running(44, Einddatum=TODAY - timedelta(days=1))
FUTURE = running(66, Product=Product("45", "45A49"), Ingangsdatum=date(2027, 1, 1), Einddatum=None)
GONE = running(
    33,
    Product=Product("45", "45A50"),
    Ingangsdatum=FIRST,
    Einddatum=FIRST,
    RedenWijziging=RedenWijziging.VERWIJDERD,
)


def shown(lines: tuple[Regel, ...]) -> list[tuple[str, int | None, str | None, str | None]]:
    """Kind, number, reference and reason of each line."""
    result: list[tuple[str, int | None, str | None, str | None]] = []
    for line in lines:
        match line:
            case Nieuw():
                result.append(("new", None, line.ReferentieAanbieder, None))
            case Gewijzigd(toewijzing, reason, reference):
                result.append(("changed", toewijzing.ToewijzingNummer, reference, reason.value))
            case Ongewijzigd(toewijzing, reference):
                result.append(("same", toewijzing.ToewijzingNummer, reference, None))
    return result


def test_op087_all_actual_ones_go_along_and_ended_or_deleted_ones_do_not() -> None:
    """Future ones count, those that ended before today or were deleted do not; others have no reference."""
    assignments = (OTHER, PAST, FUTURE, GONE)
    decision = assigned(on_vot(asked(), situation(assignments=assignments)))
    assert shown(lines_for_vot([decision], assignments, TODAY)) == [
        ("same", 55, None, None),
        ("same", 66, None, None),
        ("new", None, "R1", None),
    ]


def test_op087_an_assignment_that_ends_today_is_actual() -> None:
    """Today is still part of the term."""
    last_day = running(Product=Product("45", "45A48"), Einddatum=TODAY)
    decision = assigned(on_vot(asked()))
    assert ("same", 101, None, None) in shown(lines_for_vot([decision], (last_day,), TODAY))


def test_iv094_the_ended_preventive_one_has_no_reference() -> None:
    """Only the product that was asked bears the reference; what it ends is a consequence."""
    assignments = (running(), OTHER)
    decision = assigned(on_vot(asked(), situation(assignments=assignments)))
    assert shown(lines_for_vot([decision], assignments, TODAY)) == [
        ("same", 55, None, None),
        ("changed", 101, None, "05"),
        ("new", None, "R1", None),
    ]


def test_iv097_an_extension_by_vot_bears_the_reference() -> None:
    """The extended assignment is itself what was asked."""
    product = preventive(ToewijzingEinddatum=date(2026, 1, 31))
    decision = assigned(on_vot(product, situation(assignments=(running(),))))
    assert shown(lines_for_vot([decision], (running(),), TODAY)) == [("changed", 101, "R1", "12")]


def test_iv097_every_product_of_a_vot_has_its_own_reference() -> None:
    """Two honoured products of one VOT bear two references in one message."""
    one = assigned(on_vot(asked()))
    other = assigned(on_vot(asked(ReferentieAanbieder="R2")))
    assert [line.ReferentieAanbieder for line in lines_for_vot([one, other], (), TODAY)] == ["R1", "R2"]


def test_iv097_example_all_lines_of_a_vow_bear_its_reference() -> None:
    """Product B is extended by half a year; product A goes along with the same reference."""
    year = {"Ingangsdatum": date(2025, 1, 1), "Einddatum": date(2025, 12, 31)}
    a, b = running(345001, Product=Product("45", "45A48"), **year), running(345002, **year)
    request = vow(
        change(b, Einddatum=date(2026, 6, 30)),
        OngewijzigdeProducten=(345001,),
        ReferentieAanbieder="667788",
    )
    decision = assigned(on_vow(request, situation(assignments=(a, b))))
    lines = lines_for_vow(decision, (a, b), TODAY)
    assert shown(lines) == [("same", 345001, "667788", None), ("changed", 345002, "667788", "12")]
    assert isinstance(lines[1], Gewijzigd)
    assert lines[1].toewijzing.Einddatum == date(2026, 6, 30)


def test_iv097_own_initiative_never_bears_a_reference() -> None:
    """A withdrawal by the municipality has no reference; an ended one stands in it because it changed."""
    assignments: tuple[Toewijzing, ...] = (running(), OTHER)
    decision = withdraw(running(), RedenWijziging.OVERLEDEN, date(2025, 2, 1), TODAY)
    assert isinstance(decision, Assign)
    lines = lines_on_own_initiative(decision, assignments, TODAY)
    assert shown(lines) == [("same", 55, None, None), ("changed", 101, None, "02")]


@pytest.mark.parametrize(
    ("known", "own", "needed"), [(False, False, True), (True, False, False), (False, True, False)]
)
def test_op002_the_guardian_goes_along_unless_known_or_the_client(
    known: bool, own: bool, needed: bool
) -> None:
    """OP002, OP002x1 and OP002x2."""
    assert op002(guardian_known=known, own_guardian=own) is needed
