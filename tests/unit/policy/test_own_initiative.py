"""GI-4, OP033x1, TR385, CS335: the municipality withdraws and transfers of its own accord."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ijw.policy.decisions import Assign, NieuweToewijzing, NotPossible
from ijw.policy.facts import Situation
from ijw.policy.own_initiative import transfer_in, transfer_out, withdraw
from ijw.policy.standard import Omvang, Product, RedenWijziging

from .factories import (
    AMSTERDAM,
    FIRST,
    GIGM1,
    HOORN,
    LAST,
    ONE_A_MONTH,
    ROTTERDAM,
    TODAY,
    child,
    in_family,
    protocols,
    running,
    situation,
)

JUNE = date(2025, 6, 1)


def ended(result: Assign | NotPossible) -> tuple[date | None, str]:
    assert isinstance(result, Assign), result
    (only,) = result.changed
    return only.after.Einddatum, only.RedenWijziging.value


def problem(result: Assign | NotPossible) -> str:
    assert isinstance(result, NotPossible), result
    return result.problems[0].rule


def test_tr385_cs335_deletion_ends_on_the_first_day() -> None:
    """Reason 13: the end becomes the start, whatever end is given."""
    assert ended(withdraw(running(), RedenWijziging.VERWIJDERD, JUNE, TODAY)) == (date(2024, 1, 1), "13")


def test_tr385_deletion_of_an_assignment_of_one_day() -> None:
    """An assignment that already ends on its first day is deleted all the same."""
    one_day = running(Einddatum=date(2024, 1, 1))
    assert ended(withdraw(one_day, RedenWijziging.VERWIJDERD, None, TODAY)) == (date(2024, 1, 1), "13")


@pytest.mark.parametrize("claimed", [{"claimed_until": date(2025, 1, 31)}, {"claimed_volume": 1}])
def test_tr385_refuses_deletion_after_a_claim(claimed: dict[str, Any]) -> None:
    """Care that was claimed and not credited keeps the assignment from being deleted."""
    assert problem(withdraw(running(**claimed), RedenWijziging.VERWIJDERD, None, TODAY)) == "TR385"


@pytest.mark.parametrize("reason", ["02", "03", "05", "06", "07", "08", "09", "10", "11", "12", "14"])
def test_op033x1_any_reason_may_shorten(reason: str) -> None:
    """Every reason but 01, 04 and 13 can end an assignment earlier."""
    assert ended(withdraw(running(), RedenWijziging(reason), JUNE, TODAY)) == (JUNE, reason)


@pytest.mark.parametrize("reason", ["04", "12", "14"])
def test_op033x1_three_reasons_may_extend(reason: str) -> None:
    """Reassessment (04), on request (12) and correction (14) can end it later."""
    assert ended(withdraw(running(), RedenWijziging(reason), LAST, TODAY)) == (LAST, reason)


@pytest.mark.parametrize(
    ("reason", "last", "rule"),
    [
        ("01", JUNE, "CS336"),
        ("05", None, "CS003"),
        ("05", date(2023, 12, 31), "CS003"),
        ("05", date(2025, 6, 30), "IV099"),
        ("05", LAST, "JZ002"),
        ("04", JUNE, "JZ002"),
    ],
)
def test_op033x1_refuses_what_the_reason_does_not_allow(reason: str, last: date | None, rule: str) -> None:
    """Reason 01 is history, an end is needed, must differ, and move in the direction of the reason."""
    assert problem(withdraw(running(), RedenWijziging(reason), last, TODAY)) == rule


def test_op033x1_an_open_or_one_day_term_is_possible() -> None:
    """Any end shortens an open assignment; the first day may be the last."""
    assert ended(withdraw(running(Einddatum=None), RedenWijziging.OVERLEDEN, JUNE, TODAY)) == (JUNE, "02")
    first = date(2024, 1, 1)
    assert ended(withdraw(running(), RedenWijziging.OVERLEDEN, first, TODAY)) == (first, "02")


def test_jz002_the_problem_tells_the_direction() -> None:
    """A person reads to which side the last day must move."""
    later = withdraw(running(), RedenWijziging.VERLENGING, JUNE, TODAY)
    earlier = withdraw(running(), RedenWijziging.OVERLEDEN, LAST, TODAY)
    assert isinstance(later, NotPossible)
    assert isinstance(earlier, NotPossible)
    assert "later" in later.problems[0].explanation
    assert "earlier" in earlier.problems[0].explanation


def test_op087_a_deleted_assignment_cannot_be_withdrawn_again() -> None:
    """What was deleted is not there any more."""
    gone = running(Einddatum=date(2024, 1, 1), RedenWijziging=RedenWijziging.VERWIJDERD)
    assert problem(withdraw(gone, RedenWijziging.OVERLEDEN, JUNE, TODAY)) == "OP087"


def test_op186_an_end_in_the_past_reminds_of_the_agreement() -> None:
    """An end in the past asks the agreement of the provider; the decision says so."""
    result = withdraw(running(), RedenWijziging.OVERLEDEN, date(2025, 2, 1), TODAY)
    assert isinstance(result, Assign)
    assert "OP186" in {step.rule for step in result.trace}
    later = withdraw(running(), RedenWijziging.OVERLEDEN, JUNE, TODAY)
    assert isinstance(later, Assign)
    assert "OP186" not in {step.rule for step in later.trace}


def test_gi_4_transfer_out_ends_on_the_agreed_day() -> None:
    """The leaving municipality withdraws with 07 on a day in the future."""
    assert ended(transfer_out(running(), JUNE, TODAY)) == (JUNE, "07")


@pytest.mark.parametrize("agreed", [TODAY, date(2025, 1, 1)])
def test_gi_4_refuses_a_day_that_is_not_in_the_future(agreed: date) -> None:
    """Today is not in the future."""
    assert problem(transfer_out(running(), agreed, TODAY)) == "GI-4"


def test_gi_4_refuses_an_assignment_that_is_over_or_ends_earlier() -> None:
    """Only a running assignment is transferred, and not by extending it."""
    assert problem(transfer_out(running(Einddatum=date(2025, 3, 1)), JUNE, TODAY)) == "GI-4"
    assert problem(transfer_out(running(), LAST, TODAY)) == "JZ002"


WANTED = NieuweToewijzing(GIGM1, FIRST, LAST, ONE_A_MONTH, Verwijzer="08")


def test_gi_4_transfer_in_assigns() -> None:
    """The receiving municipality assigns on its own initiative, with the protocol in the trace."""
    result = transfer_in(WANTED, situation(), protocols())
    assert isinstance(result, Assign)
    assert result.new == (WANTED,)
    assert None is result.ReferentieAanbieder
    assert [step.rule for step in result.trace] == ["GI-2.1-b", "GI-1-b", "GI-1-a", "GI-4"]


@pytest.mark.parametrize(
    ("around", "rule"),
    [
        (situation(on_stop_list=True), "OP003"),
        (situation(client=None), "GI-2.1-b"),
        (situation(client=child(responsible_municipality=ROTTERDAM)), "GI-2.1-b"),
        (situation(assignments=(running(),)), "OP347"),
        (situation(client=child(family="F"), family_assignments=(in_family(),)), "GI-1-a"),
    ],
)
def test_gi_4_transfer_in_refuses_what_cannot_be(around: Situation, rule: str) -> None:
    """The child is known here, ours, and has nothing in the way."""
    assert problem(transfer_in(WANTED, around, protocols())) == rule


@pytest.mark.parametrize(
    ("changes", "municipality", "rule"),
    [
        ({"Omvang": Omvang(2, "82", "4")}, AMSTERDAM, "GI-1-b"),
        ({"Einddatum": date(2025, 3, 31)}, AMSTERDAM, "CS003"),
        ({"Product": Product("48", "48XGM")}, AMSTERDAM, "GI-B2-1"),
        ({"Product": Product("50", "50Z27")}, HOORN, "GI-1-d"),
    ],
)
def test_gi_4_transfer_in_refuses_a_wrong_product(
    changes: dict[str, Any], municipality: str, rule: str
) -> None:
    """What a request could not get, a transfer cannot either."""
    wanted = replace(WANTED, **changes)
    assert problem(transfer_in(wanted, situation(municipality=municipality), protocols())) == rule


def test_gi_4_transfer_in_for_one_day() -> None:
    """A term of one day is a term."""
    assert isinstance(transfer_in(replace(WANTED, Einddatum=FIRST), situation(), protocols()), Assign)


def test_gi_4_transfer_in_of_a_product_without_protocol() -> None:
    """Where no protocol holds, only stacking is in the way."""
    wanted = replace(WANTED, Product=Product("45", "45A48"))
    result = transfer_in(wanted, situation(municipality=ROTTERDAM), protocols())
    assert isinstance(result, Assign)
    assert result.protocol is None
