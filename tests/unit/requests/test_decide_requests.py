"""Deciding on requests: what a message as a whole brings about, and what the next one finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from ijw.broker.consumer import Judgement
from ijw.messages.base import Bericht
from ijw.messages.document import Document
from ijw.messages.jw301 import JW301
from ijw.messages.jw319 import JW319
from ijw.policy.facts import Measure, Toewijzing
from ijw.policy.standard import Omvang, Product
from ijw.requests import decide, rows
from ijw.requests.asked import Client, Subject
from ijw.requests.effects import CaseOpened, Effect, Replied, Requested, Ruled
from ijw.requests.known import Holding, Known
from ijw.requests.protocols import protocols
from ijw.requests.register import Register, Registered
from ijw.rules.registry import within
from ijw.settings import load_settings
from support.broker import context, message
from support.factories import TODAY, aangevraagd_product, omvang, product
from support.stories import Teller
from support.town import HOORN

PROTOCOLS = protocols(load_settings())
T = Teller(1)
NUMBERS = tuple(range(500_001, 500_101))


def registered(t: Teller = T, child: int = 1, **columns: Any) -> Registered:
    """A child as the register has it."""
    empty = dict.fromkeys(("prefix", "first_names", "house_letter", "house_addition", "family", "measure"))
    row = {**empty, **t.person(child), "birth_date": date(2015, 6, 1), **columns}
    return rows.registered(row)


def known(*people: Registered, **facts: Any) -> Known:
    """What is known with these people."""
    register = Register({one.client: one for one in people or (registered(),)})
    return Known(register=register, numbers=NUMBERS, **facts)


def held(t: Teller = T, number: int = 1001, **changes: Any) -> Holding:
    """A preventive GIGM1 from September to the end of June, as it was imported."""
    toewijzing = Toewijzing(
        number,
        Product("48", "GIGM1"),
        date(2025, 9, 1),
        date(2026, 6, 30),
        Omvang(1, "82", "4"),
        Verwijzer="01",
    )
    subject = Subject(Client(t.municipality, t.bsn()), t.agb)
    return Holding(subject, replace(toewijzing, **changes), 1)


def judge(bericht: Bericht, facts: Known) -> Judgement[Known, Effect]:
    """The judgement on one message; everything that goes out passes level 2."""
    judgement = decide.decide(message(bericht), facts, context(), PROTOCOLS)
    for answer in judgement.answers:
        assert within(Document(answer)) == ()
    return judgement


def kinds(judgement: Judgement[Known, Effect]) -> list[str]:
    """The types of the answers beside the retour."""
    return [answer.type for answer in judgement.answers]


def numbers(bericht: Bericht) -> list[tuple[int, str | None]]:
    """The assignments in a JW301, with their references."""
    assert isinstance(bericht, JW301)
    found = bericht.Client.ToegewezenProducten.ToegewezenProduct
    return [(one.ToewijzingNummer, one.ReferentieAanbieder) for one in found]


def test_an_assigned_product_is_a_request_a_decision_and_an_answer() -> None:
    """Everything that an assignment brings about, in the order in which it is written."""
    judgement = judge(T.vot(T.gigm1()), known())
    assert [Requested, Ruled, Replied] == [type(effect) for effect in judgement.effects]
    assert kinds(judgement) == ["JW301"]
    assert numbers(judgement.answers[0]) == [(500_001, "R1")]
    assert judgement.facts.numbers[0] == 500_002


def test_tr374_the_next_request_of_the_same_batch_is_too_early() -> None:
    """Its answer is not out yet, also where it was decided at once."""
    first = judge(T.vot(T.gigm1()), known())
    second = judge(T.vot(T.gigm1(ReferentieAanbieder="R2")), first.facts)
    assert [found.rule for found in second.findings] == ["TR374"]
    assert (len(second.effects), len(second.answers)) == (0, 0)


def test_tr374_is_about_when_a_request_was_sent() -> None:
    """One that arrived before the previous answer was there is refused, a later one is judged."""
    asks = message(T.vot(T.gigm1()))
    subject = Subject(Client(T.municipality, T.bsn()), T.agb)
    answered = datetime(2026, 3, 1, 12, tzinfo=UTC)
    for arrived, rules in (
        (datetime(2026, 3, 1, 11, tzinfo=UTC), ["TR374"]),
        (datetime(2026, 3, 1, 13, tzinfo=UTC), []),
    ):
        late = replace(asks, incoming=asks.incoming._replace(arrived=arrived))
        judgement = decide.decide(late, known(answered={subject: answered}), context(), PROTOCOLS)
        assert rules == [found.rule for found in judgement.findings]


def test_gi_1_a_a_sibling_later_in_the_batch_is_refused() -> None:
    """What is known goes from client to client: one family system has one GIGM1."""
    family = [registered(child=child, family="F") for child in (1, 2)]
    other = Teller(2)
    first = judge(T.vot(T.gigm1()), known(*family))
    second = judge(other.vot(T.gigm1(), bsn=T.bsn(2)), first.facts)
    (answer,) = second.answers
    assert isinstance(answer, JW319)
    assert answer.Antwoord.RedenAfwijzingVerzoek == "6"


def test_op087_several_products_are_assigned_in_one_message() -> None:
    """Two assigned, one refused, one for a person: one JW301, then a JW319 for each of the others."""
    t = Teller(1, municipality=HOORN)
    sibling = t.gigm1(ReferentieAanbieder="R2", Product=product("48", "48XOT"))
    refused = t.gigm1(ReferentieAanbieder="R3", Product=product("50", "50Z27"))
    asks = t.vot(t.gigm1(), refused, aangevraagd_product(ReferentieAanbieder="R4"), sibling)
    judgement = judge(asks, known(registered(t)))
    assert kinds(judgement) == ["JW301", "JW319", "JW319"]
    assert numbers(judgement.answers[0]) == [(500_001, "R1"), (500_002, "R2")]
    assert [one.reference for one in judgement.effects if isinstance(one, CaseOpened)] == ["R4"]
    assert len([one for one in judgement.effects if isinstance(one, Replied)]) == 4


def test_a_product_that_extends_another_of_the_same_request_comes_in_a_second_message() -> None:
    """Two preventive terms that adjoin: the second one extends the first, which stands in a message once."""
    preventive = {"Verwijzer": {"Type": "01"}}
    first = T.gigm1(ToewijzingEinddatum=date(2026, 12, 31), **preventive)
    second = T.gigm1(
        ReferentieAanbieder="R2",
        ToewijzingIngangsdatum=date(2027, 1, 1),
        ToewijzingEinddatum=date(2027, 12, 31),
        **preventive,
    )
    judgement = judge(T.vot(first, second), known())
    assert [numbers(answer) for answer in judgement.answers] == [[(500_001, "R1")], [(500_001, "R2")]]
    (holding,) = judgement.facts.held(Subject(Client(T.municipality, T.bsn()), T.agb))
    assert (2, date(2026, 12, 31)) == (holding.version, holding.toewijzing.extended_from)


def test_tr061_without_an_address_a_person_finds_one() -> None:
    """What the protocol would assign cannot be sent; the trace tells both."""
    for columns in ({"postcode": None}, {"house_number": None}, {"postcode": "B-2000"}):
        judgement = judge(T.vot(T.gigm1()), known(registered(**columns)))
        (case,) = (one for one in judgement.effects if isinstance(one, CaseOpened))
        assert [found.rule for found in case.findings] == ["TR061"]
        assert date(2026, 4, 27) == case.deadline.due
        assert kinds(judgement) == ["JW319"]


def test_op003_nothing_goes_out_for_a_client_on_the_stop_list() -> None:
    """No answer beside the receipt; a person gets a case, within the term of a first answer."""
    client = Client(T.municipality, T.bsn())
    judgement = judge(T.vot(T.gigm1()), known(stopped=frozenset([client])))
    (case,) = (one for one in judgement.effects if isinstance(one, CaseOpened))
    assert kinds(judgement) == []
    assert (["OP003"], date(2026, 3, 9)) == ([found.rule for found in case.findings], case.deadline.due)


def test_gi_2_3_2_ends_the_old_assignment_without_a_reference() -> None:
    """The version that it becomes keeps who it is for; an import was decided on its first day (IV013)."""
    other = held(number=1002, Product=Product("45", "45A04"))
    mine = {Client(T.municipality, T.bsn()): [held(), other]}
    judgement = judge(T.vot(T.gigm1()), known(holdings=mine))
    (bericht,) = judgement.answers
    assert numbers(bericht) == [(1001, None), (1002, None), (500_001, "R1")]
    assert isinstance(bericht, JW301)
    days = [p.Toewijzingsdatum for p in bericht.Client.ToegewezenProducten.ToegewezenProduct]
    assert [TODAY, date(2025, 9, 1), TODAY] == days
    (ruled,) = (one.ruling for one in judgement.effects if isinstance(one, Ruled))
    assert [(h.toewijzing.ToewijzingNummer, h.version) for h in ruled.holdings] == [(1001, 2), (500_001, 1)]


def test_op002_the_parents_go_along() -> None:
    """Adults of the family who were at least 16 at the birth; no brother, and nobody for a guardianship."""
    people = [
        registered(family="F"),
        registered(child=2, family="F", birth_date=date(1985, 1, 1), surname="Ouder"),
        registered(child=3, family="F", birth_date=date(2006, 1, 1), surname="Broer"),
        registered(child=4, family="F", birth_date=date(1986, 1, 1), surname="Zonderadres", postcode=None),
    ]
    (bericht,) = judge(T.vot(T.gigm1()), known(*people)).answers
    assert isinstance(bericht, JW301)
    assert bericht.Client.Relaties is not None
    assert [one.Naam.Geslachtsnaam.Achternaam for one in bericht.Client.Relaties.Relatie] == ["Ouder"]
    guarded = [replace(people[0], measure=Measure.VOOGDIJ), *people[1:]]
    (bericht,) = judge(T.vot(T.gigm1()), known(*guarded)).answers
    assert isinstance(bericht, JW301)
    assert (bericht.Client.Relaties, bericht.Client.WettelijkeVertegenwoordiging) == (None, "06")


def test_iv009_a_birth_date_of_which_a_part_is_unknown_says_nothing_on_an_age() -> None:
    """An unregistered child with such a date: nothing is judged on it, a person finds out who it is."""
    birth = {"Geboortedatum": {"Datum": date(2008, 1, 1), "DatumGebruik": "2"}}
    judgement = judge(T.vot(T.gigm1(), client=birth), Known(numbers=NUMBERS))
    (case,) = (one for one in judgement.effects if isinstance(one, CaseOpened))
    assert [found.rule for found in case.findings] == ["GI-2.1-b", "GI-2.2-b"]


def test_iv032_a_message_that_is_refused_has_no_effect() -> None:
    """TR347 for one of two products: nothing of the whole message happens, and the reasons are kept."""
    used = known(references=frozenset([(T.agb, "R2")]))
    judgement = judge(T.vot(T.gigm1(), T.gigm1(ReferentieAanbieder="R2", Omvang=omvang(2))), used)
    assert [(found.rule, found.retourcode) for found in judgement.findings] == [("TR347", "9347")]
    assert judgement.facts is used
    assert judgement.because["references"] == ["R2"]
