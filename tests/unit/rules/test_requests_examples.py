"""Whole requests: the worked examples of the standard are in order, and each mistake lands on its class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ijw.messages import cdt
from ijw.messages.base import Bericht
from ijw.messages.document import Document
from ijw.messages.jw317 import JW317, NieuwProduct, TeWijzigenProduct
from ijw.rules.registry import broken, within
from ijw.rules.requests_facts import RequestFacts, Toewijzing
from support import factories as make

TODAY = date(2026, 3, 2)
VERZOEK = "/Bericht/Client/Verzoek"
STAYS = f"{VERZOEK}/OngewijzigdeProducten/OngewijzigdProduct"
CHANGES = f"{VERZOEK}/TeWijzigenProducten/TeWijzigenProduct"
A, B, C = ({"Categorie": "45", "Code": code} for code in ("45A04", "45A05", "45A48"))
NEW_YEARS_EVE = date(2025, 12, 31)
MARCH, JULY = date(2025, 3, 1), date(2026, 7, 1)


def findings(bericht: Bericht, facts: RequestFacts) -> list[tuple[str, str]]:
    """Retourcode and path of everything below the header."""
    document: Document[Bericht] = Document(bericht)
    names = ("Client", "Verzoek", "AangevraagdProduct", "OngewijzigdProduct", "TeWijzigenProduct")
    nodes = [node for name in (*names, "NieuwProduct") for node in document.nodes(name)]
    return [(one.retourcode, one.path) for node in nodes for one in broken(bericht.type, node, facts)]


def hours(volume: int, frequency: str = "2", unit: str = "04") -> dict[str, Any]:
    """So much care, in hours a week."""
    return {"Volume": volume, "Eenheid": unit, "Frequentie": frequency}


def assigned(
    number: int, product: dict[str, Any], end: date, omvang: dict[str, Any], begin: date = MARCH
) -> Toewijzing:
    return Toewijzing(
        number, cdt.Product.model_validate(product), begin, end, cdt.Omvang.model_validate(omvang)
    )


def change(number: int, begin: date, end: date, omvang: dict[str, Any]) -> TeWijzigenProduct:
    return make.te_wijzigen_product(
        ToewijzingNummer=number, GewensteIngangsdatum=begin, Einddatum=end, Omvang=omvang
    )


def new(product: dict[str, Any], begin: date, end: date, omvang: dict[str, Any]) -> NieuwProduct:
    return make.nieuw_product(Product=product, GewensteIngangsdatum=begin, Einddatum=end, Omvang=omvang)


def vow(
    signed: date,
    *,
    stay: Sequence[int] = (),
    changed: Sequence[TeWijzigenProduct] = (),
    added: Sequence[NieuwProduct] = (),
) -> JW317:
    unchanged = [make.ongewijzigd_product(number) for number in stay]
    return make.jw317(unchanged=unchanged, changed=changed, new=added, dagtekening=signed)


def accepted(request: JW317, *toewijzingen: Toewijzing) -> bool:
    """Whether the request passes levels 2 to 4 on the day it was signed."""
    signed = request.Header.BerichtIdentificatie.Dagtekening
    assert within(Document(request)) == ()
    return findings(request, RequestFacts(signed, signed, toewijzingen)) == []


def test_iv092_example_1_is_in_order() -> None:
    """IV092: a product is replaced by another from September, a total stays as it is."""
    now = assigned(432, B, date(2026, 12, 31), hours(3)), assigned(543, C, NEW_YEARS_EVE, hours(80, "6"))
    request = vow(
        date(2025, 8, 1),
        stay=[543],
        changed=[change(432, MARCH, date(2025, 8, 31), hours(3))],
        added=[new(A, date(2025, 9, 1), date(2026, 12, 31), hours(6))],
    )
    assert accepted(request, *now)


EXAMPLE_2 = (
    assigned(789, A, NEW_YEARS_EVE, hours(3)),
    assigned(910, C, NEW_YEARS_EVE, hours(4, "4", "16")),
)
MORE = change(789, date(2025, 11, 1), JULY, hours(5))


def test_iv092_example_2a_is_in_order() -> None:
    """IV092: one product gets more from November and longer, the other only longer."""
    longer = change(910, MARCH, JULY, hours(4, "4", "16"))
    assert accepted(vow(date(2025, 10, 10), changed=[MORE, longer]), *EXAMPLE_2)


def test_iv092_example_2b_is_in_order() -> None:
    """IV092: a product goes on after its assignment ends, with less: as new care."""
    after = new(C, date(2026, 1, 1), JULY, hours(2, "4", "16"))
    assert accepted(vow(date(2025, 10, 10), stay=[910], changed=[MORE], added=[after]), *EXAMPLE_2)


def test_iv093_example_1_is_in_order() -> None:
    """IV093: one assignment becomes longer, another gets a larger volume from June."""
    begin = date(2025, 1, 1)
    now = (
        assigned(123001, A, NEW_YEARS_EVE, hours(4), begin),
        assigned(123002, B, NEW_YEARS_EVE, hours(3), begin),
    )
    longer = change(123001, begin, date(2026, 6, 30), hours(4))
    larger = change(123002, date(2025, 6, 12), NEW_YEARS_EVE, hours(6))
    assert accepted(vow(date(2025, 5, 15), changed=[longer, larger]), *now)


def test_iv097_example_is_in_order() -> None:
    """IV097: one of two assignments becomes half a year longer, and both are named."""
    begin, end = date(2026, 1, 1), date(2026, 12, 31)
    now = assigned(345001, A, end, hours(4), begin), assigned(345002, B, end, hours(4), begin)
    longer = change(345002, begin, date(2027, 6, 30), hours(4))
    assert accepted(vow(TODAY, stay=[345001], changed=[longer]), *now)
    assert not accepted(vow(TODAY, changed=[longer]), *now)


def test_tr347_finds_each_product_with_a_used_reference() -> None:
    """TR347: of three products, the two with an old reference are found."""
    used = RequestFacts(TODAY, TODAY, references={"VOT-1", "VOW-1"})
    products = [make.aangevraagd_product(ReferentieAanbieder=r) for r in ("VOT-1", "new", "VOW-1")]
    found = findings(make.jw315(products), used)
    path = "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct"
    assert found == [("9347", f"{path}[1]"), ("9347", f"{path}[3]")]


def test_each_mistake_lands_on_its_class() -> None:
    """A message with many mistakes gets each code at the class where the mistake is."""
    known = (
        assigned(1, A, date(2026, 12, 31), hours(4)),
        assigned(2, B, date(2026, 12, 31), hours(80, "6")),
        assigned(3, C, date(2026, 3, 1), hours(4)),
        replace(assigned(4, C, date(2026, 12, 31), hours(4)), Product=cdt.Product(Categorie="41")),
        assigned(5, {"Categorie": "48"}, date(2026, 12, 31), hours(4)),
    )
    end = date(2026, 12, 31)
    request = vow(
        TODAY,
        stay=[1, 3],
        changed=[
            change(2, date(2026, 3, 1), end, hours(60, "6")),
            change(4, MARCH, end, hours(2)),
            change(99, MARCH, end, hours(2)),
        ],
        added=[new({"Categorie": "45", "Code": "45A04"}, date(2026, 4, 1), end, hours(1))],
    )
    facts = RequestFacts(TODAY, TODAY, known, {"VOW-1"}, client_known=False, request_open=True)
    assert findings(request, facts) == [
        ("8187", "/Bericht/Client"),
        ("9374", "/Bericht/Client"),
        ("9347", VERZOEK),
        ("9349", VERZOEK),
        ("9361", VERZOEK),
        ("9350", f"{STAYS}[2]"),
        ("9357", f"{CHANGES}[1]"),
        ("9373", f"{CHANGES}[1]"),
        ("9412", f"{CHANGES}[2]"),
        ("9351", f"{CHANGES}[3]"),
    ]


@pytest.mark.parametrize("bericht", [make.jw315(), make.jw317()], ids=["JW315", "JW317"])
def test_a_second_request_is_refused_at_its_client(bericht: Bericht) -> None:
    """TR374: while a request is open, the next gets 9374 and, with its own reference, nothing else."""
    now = replace(assigned(make.NUMBER, A, date(2026, 12, 31), hours(4)), Ingangsdatum=date(2026, 3, 16))
    facts = RequestFacts(TODAY, TODAY, (now,), request_open=True)
    assert findings(bericht, facts) == [("9374", "/Bericht/Client")]
