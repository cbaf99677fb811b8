"""The header against what came before and outside sources."""

from __future__ import annotations

from datetime import date

import pytest

from ijw.rules import header as rules
from ijw.rules.header import HeaderFacts
from support.factories import jw305

TODAY = date(2026, 3, 2)


def facts(*, known: bool = False) -> HeaderFacts:
    """What is known around a header on 2 March 2026."""
    return HeaderFacts(TODAY, identificatie_known=known, municipalities={"0363"})


def test_tr056_accepts_a_new_identificatie() -> None:
    """An Identificatie that this sender did not use before is accepted."""
    assert not rules.tr056(jw305().Header, facts())


def test_tr056_refuses_an_identificatie_used_before() -> None:
    """An Identificatie is used once for each sender and type of message."""
    assert rules.tr056(jw305().Header, facts(known=True))


@pytest.mark.parametrize("day", [TODAY, date(2026, 3, 1)])
def test_tr135_accepts_today_and_before(day: date) -> None:
    """A Dagtekening of today or earlier is accepted."""
    assert not rules.tr135(jw305(dagtekening=day).Header, facts())


def test_tr135_refuses_tomorrow() -> None:
    """A Dagtekening does not lie in the future."""
    assert rules.tr135(jw305(dagtekening=date(2026, 3, 3)).Header, facts())


def test_tr378_accepts_a_municipality_of_the_list() -> None:
    """The receiver is a municipality that exists."""
    assert not rules.tr378(jw305(municipality="0363").Header, facts())


def test_tr378_refuses_a_municipality_that_does_not_exist() -> None:
    """A code that is not in the list is no municipality."""
    assert rules.tr378(jw305(municipality="9999").Header, facts())
