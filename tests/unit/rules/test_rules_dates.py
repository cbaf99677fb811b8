"""Rules about dates, and about starts and stops by themselves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ijw.messages.base import Bericht
from ijw.rules.calendar import is_whole_month, years_before
from support import factories as make
from support.judging import broken_at

TODAY = make.TODAY
TOMORROW = TODAY + timedelta(days=1)
CHILD = "/Bericht/Client/Geboortedatum/Datum"
LINE = "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]"


def claimed(begin: date, end: date, dagtekening: date = TODAY) -> Bericht:
    """A claim with one line over a period."""
    line = make.prestatie(ProductPeriode=make.period(begin, end))
    return make.jw323([make.claim_client([line])], dagtekening=dagtekening)


@pytest.mark.parametrize("factory", [make.jw301, make.jw305, make.jw307, make.jw315])
def test_tr134_accepts_a_birth_on_the_dagtekening(factory: type) -> None:
    """TR134: a child may be born on the day the message is dated, not later."""
    assert broken_at(factory(client={"Geboortedatum": make.birth(TODAY)}), "TR134") == []
    assert broken_at(factory(client={"Geboortedatum": make.birth(TOMORROW)}), "TR134") == [CHILD]


@pytest.mark.parametrize(
    ("bericht", "path"),
    [
        (
            make.jw301(relations=[make.relatie(Geboortedatum=make.birth(TOMORROW))]),
            "/Bericht/Client/Relaties/Relatie[1]/Geboortedatum/Datum",
        ),
        (
            make.jw301([make.toegewezen_product(Toewijzingsdatum=TOMORROW)]),
            "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Toewijzingsdatum",
        ),
        (
            make.jw305([make.start_product(), make.start_product(Begindatum=TOMORROW)]),
            "/Bericht/Client/StartProducten/StartProduct[2]/Begindatum",
        ),
        (
            make.jw307([make.stop_product(Begindatum=TOMORROW)]),
            "/Bericht/Client/StopProducten/StopProduct[1]/Begindatum",
        ),
        (
            make.jw307([make.stop_product(Einddatum=TOMORROW)]),
            "/Bericht/Client/StopProducten/StopProduct[1]/Einddatum",
        ),
        (
            make.jw323(declaratie={"DeclaratiePeriode": make.period(TOMORROW, date(2026, 3, 31))}),
            "/Bericht/Declaratie/DeclaratiePeriode/Begindatum",
        ),
        (
            make.jw323(declaratie={"DeclaratieDagtekening": TOMORROW}),
            "/Bericht/Declaratie/DeclaratieDagtekening",
        ),
        (claimed(TOMORROW, date(2026, 3, 31)), f"{LINE}/ProductPeriode/Begindatum"),
        (
            make.jw325(
                [
                    make.refused_client(
                        [make.refused_line(make.prestatie(ProductPeriode=make.period(TOMORROW, TOMORROW)))]
                    )
                ]
            ),
            "/Bericht/DeclaratieAntwoord/Clienten/Client[1]/Prestaties/Prestatie[1]/ProductPeriode/Begindatum",
        ),
    ],
)
def test_tr134_refuses_what_has_yet_to_happen(bericht: Bericht, path: str) -> None:
    """TR134: what is reported, assigned or claimed lies on or before the Dagtekening."""
    assert broken_at(bericht, "TR134") == [path]


@pytest.mark.parametrize("factory", [make.jw301, make.jw305, make.jw307, make.jw315, make.jw323, make.jw325])
def test_tr134_accepts_the_past(factory: type) -> None:
    """TR134: everything lies in the past."""
    assert broken_at(factory(), "TR134") == []


def test_tr134_accepts_a_requested_assignment_in_the_future() -> None:
    """TR134 is about what happened: a request is about the future."""
    assert broken_at(make.jw315([make.aangevraagd_product(ToewijzingIngangsdatum=TOMORROW)]), "TR134") == []


@pytest.mark.parametrize(
    ("begin", "end"),
    [(date(2026, 2, 1), date(2026, 2, 28)), (date(2026, 2, 1), date(2026, 2, 1)), (date(2026, 3, 1), TODAY)],
)
def test_tr137_accepts_a_period_up_to_the_dagtekening(begin: date, end: date) -> None:
    """TR137: one day is a period, and it may end on the Dagtekening."""
    assert broken_at(claimed(begin, end), "TR137") == []


@pytest.mark.parametrize(
    ("begin", "end"), [(date(2026, 2, 2), date(2026, 2, 1)), (date(2026, 3, 1), TOMORROW)]
)
def test_tr137_refuses_an_end_too_early_or_too_late(begin: date, end: date) -> None:
    """TR137: the end lies before the beginning, or after the Dagtekening."""
    assert broken_at(claimed(begin, end), "TR137") == [f"{LINE}/ProductPeriode/Einddatum"]


def test_tr137_refuses_the_period_of_a_claim_and_of_an_answer() -> None:
    """TR137: the period of the claim itself and of the lines in an answer are looked at too."""
    period = make.period(date(2026, 3, 1), date(2026, 3, 31))
    claim = make.jw323(declaratie={"DeclaratiePeriode": period})
    answer = make.jw325([make.refused_client([make.refused_line(make.prestatie(ProductPeriode=period))])])
    lines = "/Bericht/DeclaratieAntwoord/Clienten/Client[1]/Prestaties/Prestatie[1]"
    assert broken_at(claim, "TR137") == ["/Bericht/Declaratie/DeclaratiePeriode/Einddatum"]
    assert broken_at(answer, "TR137") == [f"{lines}/ProductPeriode/Einddatum"]


@pytest.mark.parametrize("end", [date(2026, 3, 16), date(2026, 9, 30), None])
def test_cs003_accepts_an_end_on_or_after_the_beginning(end: date | None) -> None:
    """CS003: one day is a period, an open end is in order."""
    assigned = make.toegewezen_product(Ingangsdatum=date(2026, 3, 16), Einddatum=end)
    asked = make.aangevraagd_product(ToewijzingEinddatum=end)
    changed, new = make.te_wijzigen_product(Einddatum=end), make.nieuw_product(Einddatum=end)
    assert broken_at(make.jw301([assigned]), "CS003") == []
    assert broken_at(make.jw315([asked]), "CS003") == []
    assert broken_at(make.jw317(changed=[changed], new=[new]), "CS003") == []


def test_cs003_refuses_an_end_before_the_beginning() -> None:
    """CS003: every class of care is looked at, in every message that has it."""
    early = date(2026, 1, 31)
    assigned = make.jw301([make.toegewezen_product(Einddatum=early)])
    asked = make.jw315([make.aangevraagd_product(ToewijzingEinddatum=early)])
    changed = make.jw317(
        changed=[make.te_wijzigen_product(Einddatum=early)], new=[make.nieuw_product(Einddatum=early)]
    )
    assert broken_at(assigned, "CS003") == [
        "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Einddatum"
    ]
    assert broken_at(asked, "CS003") == [
        "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]/ToewijzingEinddatum"
    ]
    assert broken_at(changed, "CS003") == [
        "/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct[1]/Einddatum",
        "/Bericht/Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct[1]/Einddatum",
    ]


@pytest.mark.parametrize(
    "period",
    [
        {"Begindatum": date(2026, 3, 1), "Einddatum": date(2026, 3, 1)},
        {"Begindatum": date(2026, 3, 1)},
        {"Einddatum": date(2026, 3, 1)},
        {},
    ],
)
def test_cs003_accepts_open_periods_of_a_contact(period: dict[str, date]) -> None:
    """CS003: either end of the period of an address may be open."""
    assert broken_at(make.jw301(contacts=[make.contact(Soort="04", Periode=period)]), "CS003") == []


def test_cs003_refuses_a_contact_that_ends_before_it_begins() -> None:
    """CS003: the period of an address is looked at too."""
    period = make.period(date(2026, 3, 2), date(2026, 3, 1))
    found = broken_at(make.jw301(contacts=[make.contact(Soort="04", Periode=period)]), "CS003")
    assert found == ["/Bericht/Client/Contactgegevens/Contact[1]/Periode/Einddatum"]


def test_tr380_accepts_new_care_from_tomorrow() -> None:
    """TR380: new care begins after the Dagtekening."""
    assert broken_at(make.jw317(new=[make.nieuw_product(GewensteIngangsdatum=TOMORROW)]), "TR380") == []


@pytest.mark.parametrize("begin", [TODAY, date(2026, 2, 1)])
def test_tr380_refuses_new_care_from_today_or_earlier(begin: date) -> None:
    """TR380: the day of the Dagtekening is too early."""
    found = broken_at(make.jw317(new=[make.nieuw_product(GewensteIngangsdatum=begin)]), "TR380")
    assert found == ["/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct[1]/GewensteIngangsdatum"]


def test_tr380_accepts_a_change_over_the_whole_past() -> None:
    """TR380 leaves changes alone: they may go back to the beginning of the assignment (TR357)."""
    change = make.te_wijzigen_product(GewensteIngangsdatum=date(2026, 1, 1))
    assert broken_at(make.jw317(changed=[change]), "TR380") == []


@pytest.mark.parametrize("end", [date(2026, 2, 2), date(2026, 2, 27)])
def test_tr018_accepts_a_stop_on_or_after_the_start(end: date) -> None:
    """TR018: care may stop on the day it started."""
    assert broken_at(make.jw307([make.stop_product(Einddatum=end)]), "TR018") == []


@pytest.mark.parametrize("status", ["1", "3"])
def test_tr018_refuses_a_stop_before_the_start(status: str) -> None:
    """TR018: also where the stop is deleted, for what was accepted never looked like that."""
    stop = make.stop_product(Einddatum=date(2026, 2, 1), StatusAanlevering=status)
    assert broken_at(make.jw307([stop]), "TR018") == [
        "/Bericht/Client/StopProducten/StopProduct[1]/Einddatum"
    ]


@pytest.mark.parametrize("status", ["1", "3"])
def test_cs058_accepts_first_and_delete(status: str) -> None:
    """CS058: 1 and 3 are in order."""
    assert broken_at(make.jw305([make.start_product(StatusAanlevering=status)]), "CS058") == []
    assert broken_at(make.jw307([make.stop_product(StatusAanlevering=status)]), "CS058") == []


@pytest.mark.parametrize("status", ["2", "9"])
def test_cs058_refuses_changed_and_unchanged(status: str) -> None:
    """CS058: what was reported is never changed in one step (IV008)."""
    start = make.jw305([make.start_product(StatusAanlevering=status)])
    stop = make.jw307([make.stop_product(), make.stop_product(StatusAanlevering=status)])
    assert broken_at(start, "CS058") == ["/Bericht/Client/StartProducten/StartProduct[1]/StatusAanlevering"]
    assert broken_at(stop, "CS058") == ["/Bericht/Client/StopProducten/StopProduct[2]/StatusAanlevering"]


@pytest.mark.parametrize(
    ("day", "years", "earlier"),
    [
        (date(2026, 3, 2), 5, date(2021, 3, 2)),
        (date(2024, 2, 29), 5, date(2019, 2, 28)),
        (date(2024, 2, 29), 4, date(2020, 2, 29)),
        (date(120, 1, 1), 120, date.min),
    ],
)
def test_years_before_keeps_to_the_calendar(day: date, years: int, earlier: date) -> None:
    """A leap day falls back to the 28th, and there is nothing before year 1."""
    assert earlier == years_before(day, years)


@pytest.mark.parametrize(
    ("begin", "end", "whole"),
    [
        (date(2024, 2, 1), date(2024, 2, 29), True),
        (date(2023, 2, 1), date(2023, 2, 28), True),
        (date(2024, 2, 1), date(2024, 2, 28), False),
        (date(2024, 2, 2), date(2024, 2, 29), False),
        (date(2024, 1, 1), date(2024, 2, 29), False),
        (date(2023, 2, 1), date(2024, 2, 29), False),
    ],
)
def test_is_whole_month_knows_the_last_day(begin: date, end: date, whole: bool) -> None:
    """A month is whole from its first to its last day, in one year."""
    claim = make.jw323(declaratie={"DeclaratiePeriode": make.period(begin, end)})
    assert whole == is_whole_month(claim.Declaratie.DeclaratiePeriode)
