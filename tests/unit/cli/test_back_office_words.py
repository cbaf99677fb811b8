"""What the back office reads and types: words for requests and facts, and choices out of options."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from ijw.cli.case_choice import choice_or_fail, other_period
from ijw.cli.case_words import OUTSIDE, choices, request_lines, row
from ijw.cli.failure import Failure
from ijw.cli.why_words import facts_fields
from ijw.cli.wording import amount_words, moment_words, product_name
from ijw.policy import requests, standard
from ijw.policy.cases import AsAsked, Decline
from ijw.policy.decisions import Deadline, Finding
from ijw.policy.honour import OtherPeriod
from ijw.policy.standard import RedenAfwijzing
from ijw.requests.asked import Asked, Client, Subject
from ijw.requests.cases import Case
from ijw.requests.views import working_days_left
from support.factories import bsn
from support.parts import AGB, TODAY

GIGM = standard.Product("48", "GIGM1")
ONE = standard.Omvang(1, "82", "4")
APRIL, MARCH = date(2026, 4, 1), date(2027, 3, 31)
REMARK = "Proefpersoon belt morgen"
VOT = requests.VerzoekOmToewijzing(
    TODAY,
    (
        requests.AangevraagdProduct("R1", GIGM, APRIL, MARCH, "08", ONE, Commentaar=REMARK),
        requests.AangevraagdProduct("R2", standard.Product("45"), APRIL, None, "08", Budget=125_050),
    ),
)
VOW = requests.VerzoekOmWijziging(
    TODAY,
    "R1",
    "1",
    (1003,),
    (requests.TeWijzigenProduct(1001, APRIL, MARCH, ONE),),
    (requests.NieuwProduct(GIGM, APRIL, MARCH, ONE),),
)


def case(verzoek: requests.VerzoekOmToewijzing | requests.VerzoekOmWijziging, **other: Any) -> Case:
    """A case that waits until Easter Tuesday."""
    subject = Subject(Client("0363", bsn()), AGB)
    values = {
        "id": 12,
        "reference": "R1",
        "kind": "VOT" if isinstance(verzoek, requests.VerzoekOmToewijzing) else "VOW",
        "findings": (Finding("GI-3.3", "a person must judge"),),
        "deadline": Deadline("C", date(2026, 4, 7)),
        "opened_at": datetime(2026, 3, 2, 9, tzinfo=UTC),
        "decided_at": None,
        "decided_by": None,
        "choice": None,
        "asked": Asked(uuid4(), subject, verzoek, guardian_known=False),
        "client_key": "0123456789abcdef",
        "correlation_id": "c",
        "traceparent": None,
    }
    return Case(**{**values, **other})


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        (date(2026, 4, 2), date(2026, 4, 7), 1),
        (date(2026, 4, 7), date(2026, 4, 7), 0),
        (date(2026, 4, 8), date(2026, 4, 7), -1),
        (date(2026, 4, 13), date(2026, 4, 7), -4),
    ],
)
def test_working_days_left_know_weekends_and_holidays(today: date, due: date, left: int) -> None:
    """Good Friday and Easter Monday count as holidays; a weekend never counts."""
    assert left == working_days_left(today, due)


def test_a_request_for_assignment_in_words() -> None:
    """The product of the case first, what was asked beside it after; remarks only for who may see them."""
    told = list(request_lines(case(VOT), person=True))
    assert [
        "GIGM1 Family management (category 48)",
        "2026-04-01 to 2027-03-31, 1 pieces (output) per month",
        "referred by 08 Court, public prosecutor or juvenile institution",
        f"remark on the product: {REMARK}",
        "beside it, on R2: the whole category 45 Outpatient youth care, 2026-04-01 to open",
    ] == told
    assert REMARK not in " ".join(request_lines(case(VOT), person=False))


def test_a_request_for_change_in_words() -> None:
    """All of it: what changes, what is added, what stays."""
    assert list(request_lines(case(VOW), person=False)) == [
        "because: 1 Situation of the client changed",
        "change assignment 1001 from 2026-04-01: until 2027-03-31, 1 pieces (output) per month",
        "add GIGM1 Family management (category 48), 2026-04-01 to 2027-03-31, 1 pieces (output) per month",
        "assignment 1003 stays as it is",
    ]
    assert row(case(VOW), TODAY)["asked"] == ["change 1001", "GIGM1"]


def test_every_choice_is_a_command_and_a_decided_case_has_none() -> None:
    """The period that is filled in is the asked one; a child on the stop list has a choice more."""
    commands = choices(case(VOW)).values()
    assert "ijw cases decide 12 assign --from 2026-04-01 --to 2027-03-31" in commands
    assert "ijw cases decide 12 outside" not in commands
    stopped = case(VOT, findings=(Finding(OUTSIDE, "no message traffic"),))
    assert "ijw cases decide 12 outside" in choices(stopped).values()
    decided = case(VOT, decided_at=datetime(2026, 3, 3, tzinfo=UTC), decided_by="x", choice={})
    assert choices(decided) == {}
    assert row(decided, TODAY)["state"] == "decided"


def test_what_was_typed_becomes_a_choice() -> None:
    """A day that is left out is as asked."""
    assert AsAsked() == choice_or_fail("assign", other_period(case(VOT), None, None), None, None)
    last = datetime(2026, 12, 31)  # noqa: DTZ001  (as the command line gives it)
    until = other_period(case(VOT), None, last)
    assert OtherPeriod(APRIL, date(2026, 12, 31)) == choice_or_fail("assign", until, None, None)
    elsewhere = Decline(RedenAfwijzing.WOONPLAATSBEGINSEL, "0405")
    assert elsewhere == choice_or_fail("refuse", None, "8", "0405")
    assert choice_or_fail("outside", None, None, None) is None


@pytest.mark.parametrize(
    ("what", "period", "reason", "municipality"),
    [
        ("refuse", None, None, None),
        ("refuse", None, "10", None),
        ("refuse", None, "8", "9999"),
        ("refuse", OtherPeriod(APRIL), "4", None),
        ("assign", None, "4", None),
        ("assign", None, None, "0405"),
        ("outside", None, "4", None),
    ],
)
def test_options_that_do_not_belong_together_are_refused(
    what: Any, period: OtherPeriod | None, reason: str | None, municipality: str | None
) -> None:
    """One line, before anything is asked of the database."""
    with pytest.raises(Failure):
        choice_or_fail(what, period, reason, municipality)


def test_amounts_and_products_in_words() -> None:
    """Eenheid 83 is euro cents, and so is a budget; a product without a code is its category."""
    assert amount_words(standard.Omvang(125_050, "83", "4"), None) == "€ 1250.50 per month"
    assert amount_words(None, 5) == "budget € 0.05"
    assert amount_words(None, None) == "no volume"
    assert product_name(standard.Product("45", "99Z99")) == "99Z99 (category 45)"
    assert product_name(None) == "no product, only a budget"


def test_moments_are_those_of_the_netherlands() -> None:
    """Summer and winter."""
    winter = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    assert moment_words(winter) == "2026-03-02 10:05"
    assert moment_words(winter + timedelta(days=122)) == "2026-07-02 11:05"


def test_facts_never_tell_who_the_child_is() -> None:
    """Birth dates, families and free text are left out, however deep they stand."""
    stored = {"situation": {"client": {"birth_date": "2015-06-01", "family": "F", "measure": "OTS"}}}
    assert facts_fields(stored) == {"situation": {"client": {"measure": "OTS"}}}
    members = {"family_members": [{"key": "member-1", "birth_date": "2010-01-01"}], "Commentaar": REMARK}
    assert facts_fields(members) == {"family_members": [{"key": "member-1"}]}
