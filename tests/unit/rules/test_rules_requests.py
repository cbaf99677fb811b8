"""Rules about requests and the answers to them by themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ijw.messages.base import Bericht
from support import factories as make
from support.judging import broken_at

ASKED = "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]"
WITH_CODE, WITHOUT_CODE = ["02", "03", "04", "05"], ["01", "06", "08"]
AGB, NAME = "01000001", "Proefpraktijk"


def asked(**elements: Any) -> Bericht:
    return make.jw315([make.aangevraagd_product(**elements)])


def referred(type_: str, code: str | None = None, name: str | None = None) -> Bericht:
    return asked(Verwijzer={"Type": type_, "Naam": name, "ZorgverlenerCode": code})


def answered(verdict: str, reason: str | None = None, municipality: str | None = None) -> Bericht:
    elsewhere = {"Gemeente": municipality} if municipality else None
    return make.jw319(
        make.antwoord(VerzoekAntwoord=verdict, RedenAfwijzingVerzoek=reason, Woonplaatsbeginsel=elsewhere)
    )


def test_cd043_accepts_number_and_date_together() -> None:
    """CD043: both, or neither."""
    assert broken_at(asked(), "CD043") == []
    assert broken_at(asked(BeschikkingNummer=0, BeschikkingIngangsdatum=date(2026, 1, 1)), "CD043") == []


@pytest.mark.parametrize(
    "one", [{"BeschikkingNummer": 0}, {"BeschikkingIngangsdatum": date(2026, 1, 1)}], ids=str
)
def test_cd043_refuses_one_without_the_other(one: dict[str, Any]) -> None:
    """CD043: a decision with a number has a date, and the other way round."""
    assert broken_at(asked(**one), "CD043") == [f"{ASKED}/BeschikkingIngangsdatum"]


@pytest.mark.parametrize("type_", WITH_CODE)
def test_cd066_accepts_a_code_alone(type_: str) -> None:
    """CD066: the code says who referred."""
    assert broken_at(referred(type_, AGB), "CD066") == []


@pytest.mark.parametrize("type_", WITH_CODE)
def test_cd066_refuses_a_name_beside_a_code(type_: str) -> None:
    """CD066: the name is one too many."""
    assert broken_at(referred(type_, AGB, NAME), "CD066") == [f"{ASKED}/Verwijzer/Naam"]


@pytest.mark.parametrize("type_", WITHOUT_CODE)
def test_cd066_accepts_others(type_: str) -> None:
    """CD066 is about referrers who have a code; CD068 is about the others."""
    assert broken_at(referred(type_, AGB, NAME), "CD066") == []


@pytest.mark.parametrize("type_", WITH_CODE)
def test_cd067_accepts_a_name_without_a_code(type_: str) -> None:
    """CD067: a code, or else a name."""
    assert broken_at(referred(type_, None, NAME), "CD067") == []
    assert broken_at(referred(type_, AGB), "CD067") == []


@pytest.mark.parametrize("type_", WITH_CODE)
def test_cd067_refuses_neither_name_nor_code(type_: str) -> None:
    """CD067: nobody knows who referred."""
    assert broken_at(referred(type_), "CD067") == [f"{ASKED}/Verwijzer/Naam"]


@pytest.mark.parametrize("type_", WITHOUT_CODE)
def test_cd067_accepts_others(type_: str) -> None:
    """CD067: a child that came by itself has no referrer to name."""
    assert broken_at(referred(type_), "CD067") == []


@pytest.mark.parametrize("type_", WITHOUT_CODE)
def test_cd068_accepts_others_without_a_code(type_: str) -> None:
    """CD068: a municipality or a court has no code; a name is in order."""
    assert broken_at(referred(type_, None, NAME), "CD068") == []


@pytest.mark.parametrize("type_", WITHOUT_CODE)
def test_cd068_refuses_others_with_a_code(type_: str) -> None:
    """CD068: the code cannot be right."""
    assert broken_at(referred(type_, AGB), "CD068") == [f"{ASKED}/Verwijzer/ZorgverlenerCode"]


@pytest.mark.parametrize("type_", WITH_CODE)
def test_cd068_accepts_a_code_where_it_belongs(type_: str) -> None:
    """CD068: referrers with a code have one."""
    assert broken_at(referred(type_, AGB), "CD068") == []


def test_tr383_accepts_a_reference_for_each_product() -> None:
    """TR383: two products, two references."""
    products = [make.aangevraagd_product(ReferentieAanbieder=r) for r in ("A", "B")]
    assert broken_at(make.jw315(products), "TR383") == []


def test_tr383_refuses_a_reference_for_two_products() -> None:
    """TR383: the second and third product with a reference are each found."""
    products = [make.aangevraagd_product(ReferentieAanbieder=r) for r in ("A", "B", "A", "A")]
    path = "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct"
    assert broken_at(make.jw315(products), "TR383") == [
        f"{path}[3]/ReferentieAanbieder",
        f"{path}[4]/ReferentieAanbieder",
    ]


def test_tr352_accepts_a_request_that_starts_from_an_assignment() -> None:
    """TR352: an assignment that changes, or one that stays."""
    assert broken_at(make.jw317(), "TR352") == []
    stays = make.jw317(unchanged=[make.ongewijzigd_product()], changed=[], new=[make.nieuw_product()])
    assert broken_at(stays, "TR352") == []


def test_tr352_refuses_a_request_for_new_care_only() -> None:
    """TR352: without an assignment there is nothing to change."""
    assert broken_at(make.jw317(changed=[], new=[make.nieuw_product()]), "TR352") == [
        "/Bericht/Client/Verzoek"
    ]


def test_tr353_accepts_a_request_that_changes_or_adds() -> None:
    """TR353: a change, or new care."""
    assert broken_at(make.jw317(), "TR353") == []
    adds = make.jw317(unchanged=[make.ongewijzigd_product()], changed=[], new=[make.nieuw_product()])
    assert broken_at(adds, "TR353") == []


def test_tr353_refuses_a_request_that_leaves_everything() -> None:
    """TR353: nothing would change."""
    leaves = make.jw317(unchanged=[make.ongewijzigd_product()], changed=[])
    assert broken_at(leaves, "TR353") == ["/Bericht/Client/Verzoek"]


def test_tr352_and_tr353_refuse_an_empty_request() -> None:
    """TR352 and TR353: a request without any product breaks both."""
    empty = make.jw317(changed=[])
    assert broken_at(empty, "TR352") == broken_at(empty, "TR353") == ["/Bericht/Client/Verzoek"]


def test_cd085_accepts_a_refusal_with_a_reason() -> None:
    """CD085: a refusal says why."""
    assert broken_at(answered("1", "4"), "CD085") == []
    assert broken_at(answered("2"), "CD085") == []


def test_cd085_refuses_a_refusal_without_a_reason() -> None:
    """CD085: why?"""
    assert broken_at(answered("1"), "CD085") == ["/Bericht/Antwoord/RedenAfwijzingVerzoek"]


def test_cd086_accepts_an_investigation_without_a_reason() -> None:
    """CD086: nothing is refused yet."""
    assert broken_at(answered("2"), "CD086") == []
    assert broken_at(answered("1", "4"), "CD086") == []


def test_cd086_refuses_an_investigation_with_a_reason() -> None:
    """CD086: a reason for what is not refused."""
    assert broken_at(answered("2", "4"), "CD086") == ["/Bericht/Antwoord/RedenAfwijzingVerzoek"]


def test_tr377_accepts_reason_8_with_a_municipality() -> None:
    """TR377: who is responsible instead is named."""
    assert broken_at(answered("1", "8", "0518"), "TR377") == []
    assert broken_at(answered("1", "4"), "TR377") == []


def test_tr377_refuses_reason_8_without_a_municipality() -> None:
    """TR377: the provider would not know where to go."""
    assert broken_at(answered("1", "8"), "TR377") == ["/Bericht/Antwoord/Woonplaatsbeginsel"]


def test_tr409_accepts_no_municipality_for_other_reasons() -> None:
    """TR409: only reason 8 names a municipality."""
    assert broken_at(answered("1", "4"), "TR409") == []
    assert broken_at(answered("1", "8", "0518"), "TR409") == []


@pytest.mark.parametrize(("verdict", "reason"), [("1", "4"), ("2", None)])
def test_tr409_refuses_a_municipality_for_other_reasons(verdict: str, reason: str | None) -> None:
    """TR409: another reason, or none at all, does not point elsewhere."""
    assert broken_at(answered(verdict, reason, "0518"), "TR409") == ["/Bericht/Antwoord/Woonplaatsbeginsel"]
