"""Starts and stops against what was reported before: one accepting and one refusing case for every rule."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from ijw.messages.jw305 import StartProduct
from ijw.messages.jw307 import StopProduct
from ijw.rules import deliveries as rules
from ijw.rules.deliveries import DeliveryFacts, Melding, melding
from support.factories import start_product, stop_product

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
TEMPORARY, DEFINITE = "20", "31"


def facts(*products: StartProduct | StopProduct, assigned: bool = True) -> DeliveryFacts:
    """One assignment (1001) and the reports that were accepted, the oldest first."""
    reported: tuple[Melding, ...] = tuple(melding(product, uuid4()) for product in products)
    return DeliveryFacts(frozenset({1001} if assigned else ()), reported)


def start(begin: date = MARCH, **elements: object) -> StartProduct:
    """A first report of a start."""
    return start_product(Begindatum=begin, **elements)


def stop(reason: str = DEFINITE, end: date = APRIL, begin: date = MARCH, **elements: object) -> StopProduct:
    """A first report of a stop."""
    return stop_product(RedenBeeindiging=reason, Einddatum=end, Begindatum=begin, **elements)


def test_tr019_accepts_a_known_assignment() -> None:
    """A ToewijzingNummer of this client at this provider is accepted."""
    assert not rules.tr019(start(), facts())


def test_tr019_refuses_an_unknown_assignment() -> None:
    """A ToewijzingNummer that this client does not have at this provider is refused."""
    assert rules.tr019(start(), facts(assigned=False))
    assert rules.tr019(stop(), facts(assigned=False))


def test_tr019_accepts_task_oriented_work() -> None:
    """Without a ToewijzingNummer there is no assignment to find (IV096)."""
    assert not rules.tr019(start(ToewijzingNummer=None), facts(assigned=False))


def test_tr019_does_not_judge_what_is_taken_back() -> None:
    """A report is taken back on its own key alone."""
    assert not rules.tr019(start(StatusAanlevering="3"), facts(assigned=False))


def test_tr063_accepts_taking_back_what_was_reported() -> None:
    """A start and a stop that were reported can be taken back."""
    assert not rules.tr063(start(StatusAanlevering="3"), facts(start()))
    assert not rules.tr063(stop(StatusAanlevering="3"), facts(start(), stop()))


def test_tr063_refuses_taking_back_what_was_not_reported() -> None:
    """Another begin date, end date or reason is another report."""
    assert rules.tr063(start(StatusAanlevering="3"), facts(start(APRIL)))
    assert rules.tr063(stop(end=MAY, StatusAanlevering="3"), facts(start(), stop()))
    assert rules.tr063(stop(TEMPORARY, StatusAanlevering="3"), facts(start(), stop()))


def test_tr063_does_not_look_at_the_start_of_the_assignment() -> None:
    """ToewijzingIngangsdatum is not part of the logical key (IV008)."""
    back = start(StatusAanlevering="3", ToewijzingIngangsdatum=MAY)
    assert not rules.tr063(back, facts(start()))


def test_tr071_accepts_taking_back_a_start_without_stop() -> None:
    """A start that still runs can be taken back."""
    assert not rules.tr071(start(StatusAanlevering="3"), facts(start()))


def test_tr071_refuses_taking_back_a_start_that_was_stopped() -> None:
    """The stop has to be taken back first, a temporary one too."""
    assert rules.tr071(start(StatusAanlevering="3"), facts(start(), stop()))
    assert rules.tr071(start(StatusAanlevering="3"), facts(start(), stop(TEMPORARY)))


def test_tr074_accepts_a_new_key() -> None:
    """A report with another key is another report."""
    assert not rules.tr074(start(APRIL), facts(start(), stop()))
    assert not rules.tr074(stop(end=MAY), facts(start(), stop(TEMPORARY)))


def test_tr074_refuses_a_key_that_was_reported() -> None:
    """The same start or stop cannot be reported twice."""
    assert rules.tr074(start(), facts(start(), stop()))
    assert rules.tr074(stop(), facts(start(), stop()))


def test_tr326_accepts_a_first_start_and_a_restart() -> None:
    """A start follows on nothing, on a definite stop and on a temporary one (OP379)."""
    assert not rules.tr326(start(), facts())
    assert not rules.tr326(start(MAY), facts(start(), stop()))
    assert not rules.tr326(start(MAY), facts(start(), stop(TEMPORARY)))


def test_tr326_refuses_a_start_while_another_runs() -> None:
    """One assignment has one running start (OP289)."""
    assert rules.tr326(start(APRIL), facts(start()))
    assert rules.tr326(start(MAY), facts(start(), stop(), start(APRIL)))


def test_tr326_compares_products_where_there_is_no_assignment() -> None:
    """Task-oriented work is told apart by product (IV096)."""
    running = facts(start(ToewijzingNummer=None))
    other = {"Categorie": "45", "Code": "45A05"}
    assert rules.tr326(start(APRIL, ToewijzingNummer=None), running)
    assert not rules.tr326(start(APRIL, ToewijzingNummer=None, Product=other), running)


def test_tr382_accepts_a_stop_with_the_key_of_the_latest_start() -> None:
    """A stop takes over ToewijzingNummer, Product and Begindatum of the start."""
    assert not rules.tr382(stop(), facts(start()))
    assert not rules.tr382(stop(begin=MAY, end=MAY), facts(start(), stop(), start(MAY)))


def test_tr382_refuses_a_stop_with_another_key() -> None:
    """No start, another begin date, another product, or a start that a later one followed."""
    assert rules.tr382(stop(), facts())
    assert rules.tr382(stop(begin=APRIL), facts(start()))
    assert rules.tr382(stop(Product={"Categorie": "45"}), facts(start()))
    assert rules.tr382(stop(end=MAY), facts(start(), stop(TEMPORARY), start(APRIL)))


def test_tr413_accepts_a_definite_stop_after_a_temporary_one() -> None:
    """After a temporary stop the definite stop follows without a start between (OP377)."""
    assert not rules.tr413(stop(), facts(start(), stop(TEMPORARY)))


def test_tr413_refuses_a_second_temporary_stop() -> None:
    """After a temporary stop no other temporary stop follows."""
    assert rules.tr413(stop(TEMPORARY, MAY), facts(start(), stop(TEMPORARY)))


def test_tr414_accepts_an_end_on_or_after_the_stop_that_is_there() -> None:
    """The definite stop may lie on the day of the temporary one."""
    assert not rules.tr414(stop(), facts(start(), stop(TEMPORARY)))
    assert not rules.tr414(stop(end=MAY), facts(start(), stop(TEMPORARY)))


def test_tr414_refuses_an_end_before_the_stop_that_is_there() -> None:
    """The definite stop cannot lie before the temporary one."""
    assert rules.tr414(stop(end=date(2026, 3, 31)), facts(start(), stop(TEMPORARY)))


def test_tr415_accepts_a_stop_when_none_or_a_temporary_one_is_there() -> None:
    """A definite stop is the first or follows on a temporary one."""
    assert not rules.tr415(stop(), facts(start()))
    assert not rules.tr415(stop(), facts(start(), stop(TEMPORARY)))


def test_tr415_refuses_a_stop_after_a_definite_one() -> None:
    """What has stopped for good cannot stop again."""
    assert rules.tr415(stop(end=MAY), facts(start(), stop()))
    assert rules.tr415(stop(TEMPORARY, MAY), facts(start(), stop()))


def test_only_the_missing_assignment_is_reported() -> None:
    """Without an assignment there is nothing to compare with, so TR019 speaks alone."""
    nothing = facts(assigned=False)
    others = (rules.tr074, rules.tr382, rules.tr413, rules.tr414, rules.tr415)
    assert not any(rule(stop(), nothing) for rule in others)
