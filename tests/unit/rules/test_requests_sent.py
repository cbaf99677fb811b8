"""Whether a request may be sent at all, and where a verdict on a request ends up in its receipt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ijw.messages import retour
from ijw.messages.base import Bericht
from ijw.messages.document import Document, Node
from ijw.rules.clients import tr304
from ijw.rules.products import tr381
from ijw.rules.registry import Rule, all_rules, broken, rules_at
from ijw.rules.requests_facts import RequestFacts, references
from ijw.rules.requests_sent import tr347, tr374
from support import factories as make

TODAY = date(2026, 3, 2)
NOTHING = RequestFacts(TODAY, TODAY)
USED = RequestFacts(TODAY, TODAY, references=frozenset({"VOT-1", "VOW-1"}))
VOT, VOW = make.jw315(), make.jw317()
REQUESTS = pytest.mark.parametrize("request_", [VOT, VOW], ids=["JW315", "JW317"])
STAMP = retour.Stamp("R1", TODAY)


def test_tr304_accepts_a_client_who_is_known() -> None:
    """TR304: a change is about a client whom this provider has, or asked for."""
    assert not tr304(VOW.Client, NOTHING)


def test_tr304_refuses_a_client_who_is_not_known() -> None:
    """TR304: a BSN that was never assigned or asked to this provider here."""
    assert tr304(VOW.Client, RequestFacts(TODAY, TODAY, client_known=False))


def test_tr304_does_not_judge_a_request_for_an_assignment() -> None:
    """TR304: a first request is how a client becomes known."""
    client = Document(VOT).nodes("Client")[0]
    assert broken("JW315", client, RequestFacts(TODAY, TODAY, client_known=False)) == ()


def test_tr347_accepts_a_reference_that_is_new() -> None:
    """TR347: each product of a JW315 has a reference of its own, a JW317 has one."""
    assert not tr347(make.aangevraagd_product(ReferentieAanbieder="VOT-2"), USED)
    assert not tr347(make.jw317(verzoek={"ReferentieAanbieder": "VOW-2"}).Client.Verzoek, USED)


def test_tr347_refuses_a_reference_that_was_used() -> None:
    """TR347: whatever kind of request used it."""
    assert tr347(make.aangevraagd_product(ReferentieAanbieder="VOW-1"), USED)
    assert tr347(make.jw317(verzoek={"ReferentieAanbieder": "VOT-1"}).Client.Verzoek, USED)


def test_tr347_looks_at_every_reference_of_a_request() -> None:
    """TR347: what a request uses is what later requests may not use."""
    products = [make.aangevraagd_product(ReferentieAanbieder=r) for r in ("A", "B")]
    assert references(Document(make.jw315(products))) == ("A", "B")
    assert references(Document(VOW)) == ("VOW-1",)


@REQUESTS
def test_tr374_accepts_a_request_when_none_is_open(request_: Bericht) -> None:
    """TR374: the previous request was dealt with, or there was none."""
    assert not tr374(Document(request_).nodes("Client")[0].value, NOTHING)


@REQUESTS
def test_tr374_refuses_a_request_while_another_is_open(request_: Bericht) -> None:
    """TR374: one request at a time for a client, of whichever kind."""
    waiting = RequestFacts(TODAY, TODAY, request_open=True)
    assert tr374(Document(request_).nodes("Client")[0].value, waiting)


@pytest.mark.parametrize("product", [{"Categorie": "45", "Code": "45A04"}, {"Categorie": "45"}, None])
def test_tr381_accepts_listed_products_in_requests(product: dict[str, str] | None) -> None:
    """TR381: a code in its own category, a category alone, and no product at all (IV075)."""
    assert not tr381(make.aangevraagd_product(Product=product), NOTHING)
    assert not tr381(make.nieuw_product(Product=product), NOTHING)


@pytest.mark.parametrize("code", ["41A11", "XXXXX"])
def test_tr381_refuses_other_codes_in_requests(code: str) -> None:
    """TR381: the code of another category, and a code that nobody knows."""
    product = {"Categorie": "45", "Code": code}
    assert tr381(make.aangevraagd_product(Product=product), NOTHING)
    assert tr381(make.nieuw_product(Product=product), NOTHING)


def test_tr381_accepts_a_contracted_code_in_requests() -> None:
    """TR381: a municipality may have contracted codes of its own."""
    facts = RequestFacts(TODAY, TODAY, contracted=frozenset({("45", "XXXXX")}))
    product = {"Categorie": "45", "Code": "XXXXX"}
    assert not tr381(make.aangevraagd_product(Product=product), facts)
    assert tr381(make.nieuw_product(Product={"Categorie": "41", "Code": "XXXXX"}), facts)


@pytest.mark.parametrize("type_", ["JW315", "JW317"])
def test_tr056_tr135_and_tr378_judge_the_header_of_requests(type_: str) -> None:
    """TR056, TR135 and TR378 judge the header of a request as of any message."""
    assert [rule.code for rule in rules_at(type_, "Header")] == ["TR056", "TR135", "TR378"]


def judged() -> Iterator[tuple[Rule, Bericht, Node]]:
    """Every rule of levels 3 and 4 about requests, with every class it judges."""
    new = make.jw317(unchanged=[make.ongewijzigd_product(1)], new=[make.nieuw_product()])
    for bericht in (VOT, new):
        for rule in all_rules():
            if rule.level > 2 and bericht.type in rule.messages and "Header" not in rule.at:
                for name in rule.at:
                    for node in Document(bericht).nodes(name):
                        yield rule, bericht, node


def test_every_rule_about_requests_judges_a_class() -> None:
    """Nothing is declared at a class that its message does not have."""
    declared = {
        (rule.code, message)
        for rule in all_rules()
        for message in rule.messages & {"JW315", "JW317"}
        if rule.level > 2 and "Header" not in rule.at
    }
    assert declared == {(rule.code, bericht.type) for rule, bericht, _ in judged()}


@pytest.mark.parametrize(
    ("rule", "bericht", "node"), [pytest.param(*one, id=f"{one[0].code}-{one[2].name}") for one in judged()]
)
def test_every_retourcode_reaches_the_receipt(rule: Rule, bericht: Bericht, node: Node) -> None:
    """A rule sits at a class that has RetourCodes in the JW316 or JW318, and its code stands there."""
    receipt = retour.with_classes(bericht, STAMP, {node.path: [rule.retourcode]}, frozenset())
    same = [one for one in Document(receipt).nodes(node.name) if one.path == node.path]
    assert [[rule.retourcode]] == [one.value.RetourCodes.RetourCode for one in same]
