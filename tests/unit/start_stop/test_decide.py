"""Deciding on starts and stops: what a message as a whole brings about (IV008, IV032)."""

from __future__ import annotations

from datetime import date

from ijw.broker.consumer import Judgement
from ijw.messages.base import Bericht
from ijw.rules.deliveries import DeliveryFacts
from ijw.start_stop.decide import decide
from ijw.start_stop.effects import Effect, Reported, TakenBack
from support.broker import context, message
from support.factories import jw305, jw307, start_product, stop_product

ASSIGNED = DeliveryFacts(frozenset({1001}))
FEBRUARY, MARCH = date(2026, 2, 2), date(2026, 3, 1)


def judge(bericht: Bericht, facts: DeliveryFacts = ASSIGNED) -> Judgement[DeliveryFacts, Effect]:
    """The judgement on one message."""
    return decide(message(bericht), facts, context())


def after(*berichten: Bericht) -> DeliveryFacts:
    """The facts after messages that are all accepted."""
    facts = ASSIGNED
    for bericht in berichten:
        judgement = judge(bericht, facts)
        assert judgement.findings == ()
        facts = judgement.facts
    return facts


def codes(judgement: Judgement[DeliveryFacts, Effect]) -> list[tuple[str, str]]:
    """Where what was found: the product by its number in the message, and the retourcode."""
    return [(finding.path.rpartition("/")[2], finding.retourcode) for finding in judgement.findings]


def test_a_start_is_reported() -> None:
    """An accepted start is one report."""
    judgement = judge(jw305())
    assert [Reported] == [type(effect) for effect in judgement.effects]
    assert len(judgement.facts.meldingen) == 1


def test_iv032_one_wrong_product_refuses_the_whole_message() -> None:
    """Of two products the second has no assignment: nothing is reported."""
    products = [start_product(), start_product(ToewijzingNummer=9999)]
    judgement = judge(jw305(products))
    assert codes(judgement) == [("StartProduct[2]", "9019")]
    assert judgement.effects == ()
    assert judgement.facts == ASSIGNED


def test_a_temporary_stop_is_followed_by_a_definite_one() -> None:
    """OP377: without a start between."""
    temporary = jw307([stop_product(RedenBeeindiging="20", Einddatum=date(2026, 2, 10))])
    facts = after(jw305(), temporary, jw307([stop_product(Einddatum=date(2026, 2, 27))]))
    assert len(facts.meldingen) == 3


def test_a_restart_follows_a_stop() -> None:
    """OP379: after a stop delivery may start again."""
    restart = jw305([start_product(Begindatum=date(2026, 2, 20))])
    facts = after(jw305(), jw307([stop_product(Einddatum=date(2026, 2, 10))]), restart)
    assert len(facts.meldingen) == 3


def test_a_second_start_is_refused() -> None:
    """TR326: another begin date does not make it another delivery."""
    judgement = judge(jw305([start_product(Begindatum=MARCH)]), after(jw305()))
    assert codes(judgement) == [("StartProduct[1]", "9326")]


def test_a_start_is_taken_back() -> None:
    """StatusAanlevering 3 takes back the report with the same key."""
    reported = judge(jw305())
    judgement = judge(jw305([start_product(StatusAanlevering="3")]), reported.facts)
    (effect,) = judgement.effects
    assert isinstance(effect, TakenBack)
    assert reported.facts.meldingen[0].id == effect.melding_id
    assert judgement.facts.meldingen == ()


def test_a_stop_is_taken_back() -> None:
    """After that the start runs again, and can be taken back itself (TR071)."""
    facts = after(jw305(), jw307(), jw307([stop_product(StatusAanlevering="3")]))
    assert [one.is_start for one in facts.meldingen] == [True]
    assert judge(jw305([start_product(StatusAanlevering="3")]), facts).findings == ()


def test_a_start_that_was_stopped_is_not_taken_back() -> None:
    """TR071: the stop has to be taken back first."""
    judgement = judge(jw305([start_product(StatusAanlevering="3")]), after(jw305(), jw307()))
    assert codes(judgement) == [("StartProduct[1]", "9071")]


def test_iv008_correction_in_one_message() -> None:
    """A begin date is part of the key: old and new stand in one message, in whatever order."""
    old, new = start_product(StatusAanlevering="3"), start_product(Begindatum=MARCH)
    for products in ([old, new], [new, old]):
        judgement = judge(jw305(products), after(jw305()))
        assert judgement.findings == ()
        assert [TakenBack, Reported] == [type(effect) for effect in judgement.effects]
        assert [one.levering.Begindatum for one in judgement.facts.meldingen] == [MARCH]


def test_iv008_correction_in_two_messages() -> None:
    """ToewijzingIngangsdatum is not part of the key: first taken back, then reported anew."""
    back = jw305([start_product(StatusAanlevering="3")])
    anew = jw305([start_product(ToewijzingIngangsdatum=MARCH)])
    facts = after(jw305(), back, anew)
    assert [one.ToewijzingIngangsdatum for one in facts.meldingen] == [MARCH]


def test_task_oriented_work_needs_no_assignment() -> None:
    """IV096: without ToewijzingNummer the key is product and begin date, for the stop as well."""
    without = {"ToewijzingNummer": None, "ToewijzingIngangsdatum": None}
    started = judge(jw305([start_product(**without)]), DeliveryFacts())
    assert started.findings == ()
    assert judge(jw307([stop_product(**without)]), started.facts).findings == ()


def test_products_are_judged_in_the_light_of_those_before_them() -> None:
    """TR326: two starts of one assignment in one message cannot both run."""
    judgement = judge(jw305([start_product(), start_product(Begindatum=MARCH)]))
    assert codes(judgement) == [("StartProduct[2]", "9326")]


def test_what_was_weighed_names_no_person() -> None:
    """The audit holds the facts of the decision without BSN or name."""
    bericht = jw305()
    judgement = judge(bericht, after(jw305()))
    assert judgement.because["toewijzingen"] == [1001]
    assert bericht.Client.Bsn not in str(judgement.because)
