"""TR101: no doubles in one message."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support import factories as make
from support.judging import broken_at

STARTS = "/Bericht/Client/StartProducten/StartProduct"
STOPS = "/Bericht/Client/StopProducten/StopProduct"
WITHOUT_NUMBER: dict[str, Any] = {"ToewijzingNummer": None, "ToewijzingIngangsdatum": None}


@pytest.mark.parametrize(
    "other",
    [
        {"ToewijzingNummer": 7},
        {"Product": make.product(code="45A05")},
        {"Product": make.product(code=None)},
        {"Product": None},
        {"Begindatum": date(2026, 2, 3)},
        WITHOUT_NUMBER,
    ],
)
def test_tr101_accepts_starts_that_differ_in_their_key(other: dict[str, Any]) -> None:
    """TR101: number, product and begin are the key of a start."""
    assert broken_at(make.jw305([make.start_product(), make.start_product(**other)]), "TR101") == []


@pytest.mark.parametrize("other", [{}, {"StatusAanlevering": "3"}, {"ToewijzingIngangsdatum": None}])
def test_tr101_refuses_starts_that_differ_in_nothing_else(other: dict[str, Any]) -> None:
    """TR101: so a deletion and a new start with one key take two messages (IV008)."""
    start = make.jw305([make.start_product(), make.start_product(**other)])
    assert broken_at(start, "TR101") == [f"{STARTS}[2]"]


@pytest.mark.parametrize("product", [None, make.product(code=None)])
def test_tr101_refuses_doubles_of_what_is_empty(product: dict[str, Any] | None) -> None:
    """TR101: an empty part of a key is equal to an empty part."""
    elements = {**WITHOUT_NUMBER, "Product": product}
    starts = [make.start_product(**elements), make.start_product(**elements)]
    assert broken_at(make.jw305(starts), "TR101") == [f"{STARTS}[2]"]


@pytest.mark.parametrize("other", [{"RedenBeeindiging": "20"}, {"Einddatum": date(2026, 2, 28)}])
def test_tr101_accepts_stops_that_differ_in_reason_or_end(other: dict[str, Any]) -> None:
    """TR101: reason and end are in the key of a stop."""
    assert broken_at(make.jw307([make.stop_product(), make.stop_product(**other)]), "TR101") == []


def test_tr101_refuses_the_same_stop_twice() -> None:
    """TR101: each double is found, the first is not."""
    assert broken_at(make.jw307([make.stop_product()] * 3), "TR101") == [f"{STOPS}[2]", f"{STOPS}[3]"]


def test_tr101_accepts_an_assignment_without_doubles() -> None:
    """TR101: the contact of a relation goes with its relation."""
    relations = [make.relatie(Nummer="1"), make.relatie(Nummer="2")]
    contacts = [make.contact(Soort="01"), make.contact(Soort="02")]
    products = [make.toegewezen_product(ToewijzingNummer=n) for n in (1, 2)]
    assert broken_at(make.jw301(products, contacts=contacts, relations=relations), "TR101") == []


def test_tr101_refuses_doubles_in_an_assignment() -> None:
    """TR101: relations by number, contacts by kind, products by number."""
    relations = [make.relatie(Nummer="1"), make.relatie(Nummer="1")]
    contacts = [make.contact(Soort="01"), make.contact(Soort="01")]
    products = [make.toegewezen_product(ToewijzingNummer=n) for n in (0, 0)]
    assert broken_at(make.jw301(products, contacts=contacts, relations=relations), "TR101") == [
        "/Bericht/Client/Relaties/Relatie[2]",
        "/Bericht/Client/Contactgegevens/Contact[2]",
        "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]",
    ]


def test_tr101_looks_at_references_of_a_request() -> None:
    """TR101: the reference is the key of a requested product."""
    one, other = make.aangevraagd_product(), make.aangevraagd_product(ReferentieAanbieder="VOT-2")
    assert broken_at(make.jw315([one, other]), "TR101") == []
    assert broken_at(make.jw315([one, one]), "TR101") == [
        "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct[2]"
    ]


def test_tr101_accepts_one_number_in_two_groups_of_a_change() -> None:
    """TR101: a class is a double of a class of its own name (TR361 sees the other)."""
    change = make.jw317(unchanged=[make.ongewijzigd_product()], changed=[make.te_wijzigen_product()])
    assert broken_at(change, "TR101") == []


def test_tr101_refuses_doubles_in_a_change() -> None:
    """TR101: unchanged and changed by number, new by product and begin."""
    change = make.jw317(
        unchanged=[make.ongewijzigd_product(7)] * 2,
        changed=[make.te_wijzigen_product()] * 2,
        new=[make.nieuw_product(), make.nieuw_product(Einddatum=None, Omvang=None)],
    )
    verzoek = "/Bericht/Client/Verzoek"
    assert broken_at(change, "TR101") == [
        f"{verzoek}/OngewijzigdeProducten/OngewijzigdProduct[2]",
        f"{verzoek}/TeWijzigenProducten/TeWijzigenProduct[2]",
        f"{verzoek}/NieuweProducten/NieuwProduct[2]",
    ]


def test_tr101_accepts_one_reference_for_two_clients() -> None:
    """TR101: the key of a line goes with that of its client (TR314 sees the other)."""
    clients = [make.claim_client(), make.claim_client(bsn=make.bsn(2))]
    assert broken_at(make.jw323(clients), "TR101") == []


def test_tr101_refuses_a_client_and_a_line_twice() -> None:
    """TR101: a line is a double also when its client stands there twice."""
    clients = [make.claim_client(), make.claim_client()]
    refused = [make.refused_client(), make.refused_client()]
    for bericht, at in (
        (make.jw323(clients), "/Bericht/Declaratie"),
        (make.jw325(refused), "/Bericht/DeclaratieAntwoord"),
    ):
        found = broken_at(bericht, "TR101")
        assert found == [f"{at}/Clienten/Client[2]", f"{at}/Clienten/Client[2]/Prestaties/Prestatie[1]"]


def test_tr101_accepts_one_reference_with_another_previous_number() -> None:
    """TR101: both numbers are in the key of a line."""
    lines = [make.credit("P1", "A"), make.credit("P1", "B")]
    assert broken_at(make.jw323([make.claim_client(lines)]), "TR101") == []
    refused = [make.refused_line(line) for line in lines]
    assert broken_at(make.jw325([make.refused_client(refused)]), "TR101") == []
