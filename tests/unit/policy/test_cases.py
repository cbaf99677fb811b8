"""Section D: what a person decides, and what cannot be decided."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ijw.policy.cases import AsAsked, Choice, Decline, settle_vot, settle_vow
from ijw.policy.decisions import Assign, NotPossible, Refuse
from ijw.policy.facts import Situation
from ijw.policy.honour import OtherPeriod
from ijw.policy.requests import AangevraagdProduct
from ijw.policy.standard import Omvang, Product, RedenAfwijzing

from .factories import (
    FIRST,
    GIGM1,
    GOES,
    LAST,
    LET_OTS_1,
    ONE_A_MONTH,
    OTS_1,
    ROTTERDAM,
    asked,
    change,
    new,
    protocols,
    running,
    situation,
    vow,
)

REMARK = asked(Commentaar="nieuw jongste kind met maatregel")
UNKNOWN_PRODUCT = asked(Product=Product("45", "45A48"))


def settled(
    product: AangevraagdProduct, choice: Choice, around: Situation | None = None
) -> Assign | Refuse | NotPossible:
    return settle_vot(product, around or situation(), protocols(), choice)


def problem(result: Assign | Refuse | NotPossible) -> str:
    assert isinstance(result, NotPossible), result
    return result.problems[0].rule


@pytest.mark.parametrize("product", [REMARK, UNKNOWN_PRODUCT])
def test_d_assign_as_asked(product: AangevraagdProduct) -> None:
    """A person assigns one to one what was asked, also a product without protocol."""
    result = settled(product, AsAsked())
    assert isinstance(result, Assign)
    assert [(product.Product, FIRST, LAST, ONE_A_MONTH)] == [
        (n.Product, n.Ingangsdatum, n.Einddatum, n.Omvang) for n in result.new
    ]
    assert result.trace[0].rule == "D"


@pytest.mark.parametrize(("last", "expected"), [(None, LAST), (date(2025, 12, 31), date(2025, 12, 31))])
def test_d_assign_with_another_period(last: date | None, expected: date) -> None:
    """Another first day, and another last day where one is given."""
    result = settled(REMARK, OtherPeriod(date(2025, 5, 1), last))
    assert isinstance(result, Assign)
    assert [(date(2025, 5, 1), expected)] == [(n.Ingangsdatum, n.Einddatum) for n in result.new]


def test_cs003_a_period_has_its_last_day_on_or_after_its_first() -> None:
    """A period of one day is possible; a first day after the asked end, without another end, is not."""
    one_day = settled(REMARK, OtherPeriod(FIRST, FIRST))
    assert isinstance(one_day, Assign)
    assert problem(settled(REMARK, OtherPeriod(LAST + timedelta(days=1)))) == "CS003"


def test_d_assign_ends_a_preventive_one() -> None:
    """A person's decision ends the running preventive assignment as the protocol says."""
    result = settled(REMARK, AsAsked(), situation(assignments=(running(),)))
    assert isinstance(result, Assign)
    assert [(date(2025, 3, 31), "05")] == [
        (c.after.Einddatum, c.RedenWijziging.value) for c in result.changed
    ]


def test_tr377_reason_8_names_the_municipality() -> None:
    """Reason 8 carries the responsible municipality."""
    result = settled(asked(), Decline(RedenAfwijzing.WOONPLAATSBEGINSEL, ROTTERDAM))
    assert isinstance(result, Refuse)
    assert (result.reason.value, result.responsible_municipality) == ("8", ROTTERDAM)


@pytest.mark.parametrize("reason", [r for r in RedenAfwijzing if r.value != "8"])
def test_tr409_other_reasons_name_no_municipality(reason: RedenAfwijzing) -> None:
    """Every other reason goes without a municipality, and is not possible with one."""
    result = settled(asked(), Decline(reason))
    assert isinstance(result, Refuse)
    assert result.reason is reason
    assert problem(settled(asked(), Decline(reason, ROTTERDAM))) == "TR409"


def test_tr377_reason_8_without_a_municipality_is_not_possible() -> None:
    """Reason 8 asks for the responsible municipality."""
    assert problem(settled(asked(), Decline(RedenAfwijzing.WOONPLAATSBEGINSEL))) == "TR377"


@pytest.mark.parametrize(
    ("choice", "around", "rule"),
    [
        (AsAsked(), situation(on_stop_list=True), "OP003"),
        (AsAsked(), situation(client=None), "TR061"),
        (OtherPeriod(FIRST, date(2025, 3, 31)), situation(), "CS003"),
        (AsAsked(), situation(assignments=(running(Verwijzer="08"),)), "OP259"),
        (AsAsked(), situation(assignments=(running(Ingangsdatum=FIRST, Einddatum=LAST),)), "OP259"),
    ],
)
def test_d_what_cannot_be_sent_is_not_possible(choice: Choice, around: Situation, rule: str) -> None:
    """No traffic, no address, a period the wrong way round, or days that are already assigned."""
    assert problem(settled(REMARK, choice, around)) == rule


def test_d_vow_as_asked_is_honoured_as_a_whole() -> None:
    """A person may honour what no rule decides: a shorter term, by the usual reason 12."""
    around = situation(assignments=(running(),))
    request = vow(change(running(), Einddatum=date(2025, 5, 31)))
    result = settle_vow(request, around, protocols(), AsAsked())
    assert isinstance(result, Assign)
    assert [(date(2025, 5, 31), "12")] == [
        (c.after.Einddatum, c.RedenWijziging.value) for c in result.changed
    ]


def test_let_3_a_late_exchange_on_another_day_still_carries_05() -> None:
    """A person moves a LET-in to another day: measure and LET product stay connected, with 05."""
    measure = running(201, Product=OTS_1, Einddatum=LAST, Verwijzer="08")
    request = vow(
        change(measure, Einddatum=date(2025, 2, 28)),
        NieuweProducten=(new(LET_OTS_1, date(2025, 3, 1), LAST),),
    )
    around = situation(municipality=GOES, assignments=(measure,))
    result = settle_vow(request, around, protocols(), OtherPeriod(date(2025, 3, 10)))
    assert isinstance(result, Assign)
    assert [(date(2025, 3, 9), "05")] == [(c.after.Einddatum, c.RedenWijziging.value) for c in result.changed]
    assert [date(2025, 3, 10)] == [n.Ingangsdatum for n in result.new]


def test_d_vow_refused_by_a_person() -> None:
    """A person refuses the whole request with one reason."""
    around = situation(assignments=(running(),))
    result = settle_vow(vow(change(running())), around, protocols(), Decline(RedenAfwijzing.ZORGINHOUDELIJK))
    assert isinstance(result, Refuse)
    assert (result.ReferentieAanbieder, result.reason.value) == ("W1", "7")


def test_d_vow_that_cannot_be_honoured_is_not_possible() -> None:
    """Another volume from the first day, or a new product over a running one, cannot be sent."""
    around = situation(assignments=(running(),))
    volume = vow(change(running(), Omvang=Omvang(2, "82", "4")))
    assert problem(settle_vow(volume, around, protocols(), AsAsked())) == "OP257"
    stacked = vow(OngewijzigdeProducten=(101,), NieuweProducten=(new(GIGM1, FIRST, LAST),))
    assert problem(settle_vow(stacked, around, protocols(), AsAsked())) == "OP259"
    assert (
        problem(settle_vow(volume, situation(client=None, assignments=(running(),)), protocols(), AsAsked()))
        == "TR061"
    )
