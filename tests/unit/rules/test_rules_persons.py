"""Rules about who a message is about."""

from __future__ import annotations

from datetime import date

import pytest

from ijw.messages.base import Bericht
from support import factories as make
from support.judging import broken_at

BIRTH = "/Bericht/Client/Geboortedatum"


def born(day: date, use: str | None = None, dagtekening: date = make.TODAY) -> Bericht:
    return make.jw305(client={"Geboortedatum": make.birth(day, use)}, dagtekening=dagtekening)


def named(use: str, partner: str | None = None) -> Bericht:
    return make.jw301(client={"Naam": make.full_name(use, partner)})


def speaking(form: str, language: str | None) -> Bericht:
    return make.jw301(client={"Communicatie": {"Vorm": form, "Taal": language}})


@pytest.mark.parametrize("n", range(1, 12))
def test_cs002_accepts_a_bsn_that_passes_the_11_proof(n: int) -> None:
    """CS002: whatever its last digit, a BSN that passes the 11-proof is in order."""
    assert broken_at(make.jw305(bsn=make.bsn(n)), "CS002") == []


@pytest.mark.parametrize("step", range(1, 11))
def test_cs002_refuses_the_ten_numbers_after_a_good_one(step: int) -> None:
    """CS002: the proof sees every change of the last digits."""
    wrong = f"{int(make.bsn(1)) + step:09}"
    assert broken_at(make.jw305(bsn=wrong), "CS002") == ["/Bericht/Client/Bsn"]


def test_cs002_refuses_each_wrong_client_of_a_claim() -> None:
    """CS002: every client of a claim is looked at."""
    lines = [make.claim_client(bsn=make.bsn(1)), make.claim_client(bsn=make.bad_bsn())]
    assert broken_at(make.jw323(lines), "CS002") == ["/Bericht/Declaratie/Clienten/Client[2]/Bsn"]


@pytest.mark.parametrize(
    ("day", "use"),
    [
        (date(2012, 5, 14), None),
        (date(2012, 5, 1), "1"),
        (date(2012, 1, 1), "1"),
        (date(2012, 1, 1), "2"),
        (date(1900, 1, 1), "3"),
        (date(1900, 1, 1), None),
    ],
)
def test_cs139_accepts_dates_that_agree(day: date, use: str | None) -> None:
    """CS139: what DatumGebruik calls unknown is 01 or 1900 in Datum, and a full date may be anything."""
    assert broken_at(born(day, use), "CS139") == []


@pytest.mark.parametrize(
    ("day", "use"),
    [
        (date(2012, 5, 14), "1"),
        (date(2012, 5, 1), "2"),
        (date(2012, 1, 14), "2"),
        (date(2012, 1, 1), "3"),
        (date(1900, 1, 2), "3"),
    ],
)
def test_cs139_refuses_dates_that_disagree(day: date, use: str) -> None:
    """CS139: a part that is unknown cannot hold a value of its own."""
    assert broken_at(born(day, use), "CS139") == [BIRTH]


def test_cs139_refuses_a_relation_and_skips_one_without_date() -> None:
    """CS139: relations of an assignment are looked at too; their date may be absent."""
    wrong = make.relatie(Nummer="R2", Geboortedatum=make.birth(date(1980, 5, 14), "2"))
    found = broken_at(make.jw301(relations=[make.relatie(), wrong]), "CS139")
    assert found == ["/Bericht/Client/Relaties/Relatie[2]/Geboortedatum"]


@pytest.mark.parametrize(
    ("day", "dagtekening"),
    [
        (date(1906, 3, 2), date(2026, 3, 2)),
        (date(1900, 2, 28), date(2020, 2, 29)),
        (date(5, 1, 1), date(100, 1, 1)),
    ],
)
def test_tr002_accepts_up_to_120_years(day: date, dagtekening: date) -> None:
    """TR002: exactly 120 years is not more than 120 years, also around a leap day."""
    assert broken_at(born(day, dagtekening=dagtekening), "TR002") == []


@pytest.mark.parametrize(
    ("day", "dagtekening"),
    [(date(1906, 3, 1), date(2026, 3, 2)), (date(1900, 2, 27), date(2020, 2, 29))],
)
def test_tr002_refuses_more_than_120_years(day: date, dagtekening: date) -> None:
    """TR002: one day more is too much."""
    assert broken_at(born(day, dagtekening=dagtekening), "TR002") == [BIRTH]


def test_tr002_accepts_an_unknown_date() -> None:
    """TR002: 1 January 1900 with DatumGebruik 3 is no age at all."""
    assert broken_at(born(date(1900, 1, 1), "3"), "TR002") == []


@pytest.mark.parametrize("use", [None, "1", "2"])
def test_tr002_refuses_1900_that_is_not_called_unknown(use: str | None) -> None:
    """TR002: 1 January 1900 without DatumGebruik 3 is a date like any other."""
    assert broken_at(born(date(1900, 1, 1), use), "TR002") == [BIRTH]


def test_cs318_accepts_a_natural_person() -> None:
    """CS318: a client bears the name of a person."""
    assert broken_at(named("1"), "CS318") == []


def test_cs318_refuses_an_organisation_as_client() -> None:
    """CS318: NaamGebruik 6 is for organisations."""
    assert broken_at(named("6"), "CS318") == ["/Bericht/Client/Naam"]


def test_cs318_accepts_an_organisation_as_relation() -> None:
    """CS318 is about the client: a guardian may be an organisation (IV045)."""
    guardian = make.relatie(Naam=make.full_name("6"))
    assert broken_at(make.jw301(relations=[guardian]), "CS318") == []


@pytest.mark.parametrize(
    ("use", "partner"), [("1", None), ("6", None), *((use, "Partnerproef") for use in "1234")]
)
def test_cs050_accepts_a_use_that_fits_the_names(use: str, partner: str | None) -> None:
    """CS050: without partner's name 1 or 6, with it 1 to 4."""
    assert broken_at(named(use, partner), "CS050") == []


@pytest.mark.parametrize(
    ("use", "partner"), [*((use, None) for use in "2345"), ("5", "Partnerproef"), ("6", "Partnerproef")]
)
def test_cs050_refuses_a_use_without_the_names(use: str, partner: str | None) -> None:
    """CS050: a name that is not there cannot be used."""
    assert broken_at(named(use, partner), "CS050") == ["/Bericht/Client/Naam"]


def test_cs050_refuses_a_relation() -> None:
    """CS050: relations are looked at too."""
    found = broken_at(make.jw301(relations=[make.relatie(Naam=make.full_name("2"))]), "CS050")
    assert found == ["/Bericht/Client/Relaties/Relatie[1]/Naam"]


@pytest.mark.parametrize(("form", "language"), [("1", "Fries"), ("2", None), ("3", None)])
def test_cd007_accepts_a_language_for_an_interpreter(form: str, language: str | None) -> None:
    """CD007: an interpreter needs a language, the other forms have none."""
    assert broken_at(speaking(form, language), "CD007") == []


@pytest.mark.parametrize(("form", "language"), [("1", None), ("2", "Fries"), ("3", "Fries")])
def test_cd007_refuses_a_language_too_few_or_too_many(form: str, language: str | None) -> None:
    """CD007: an interpreter without a language, or a language without an interpreter."""
    assert broken_at(speaking(form, language), "CD007") == ["/Bericht/Client/Communicatie/Taal"]
