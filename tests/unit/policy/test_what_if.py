"""Stored decisions and facts, and what another protocol would decide."""

from __future__ import annotations

import json
from datetime import date

import pytest

from ijw.policy.decisions import Decision
from ijw.policy.facts import Contract, Measure, Split
from ijw.policy.protocols import ProtocolSet, with_protocol
from ijw.policy.records import (
    Facts,
    VotFacts,
    VowFacts,
    decision_from_json,
    decision_to_json,
    facts_from_json,
    facts_to_json,
)
from ijw.policy.standard import RedenWijziging
from ijw.policy.what_if import decide_again, described, differences

from .factories import (
    FIRST,
    MUNICIPALITIES,
    PROTOCOLS,
    ROTTERDAM,
    TODAY,
    asked,
    change,
    child,
    in_family,
    member,
    on_vot,
    preventive,
    protocols,
    running,
    sibling_code,
    situation,
    vot,
    vow,
)

RICH = situation(
    client=child(family="F", measure=Measure.OTS),
    assignments=(running(RedenWijziging=RedenWijziging.DOOR_AANBIEDER, claimed_until=TODAY),),
    family_members=(member("m", date(2010, 2, 3), measure=Measure.JR),),
    family_assignments=(in_family(),),
    splits=(Split("F", TODAY, TODAY, "approved"),),
    contracts=(Contract("48", None, 1, FIRST),),
)
FACTS: list[Facts] = [
    VotFacts(vot(asked(), sibling_code(), Commentaar="x"), RICH),
    VowFacts(vow(change(running(), Einddatum=date(2026, 6, 30))), RICH),
]
DECISIONS: list[Decision] = [
    on_vot(asked(), situation(assignments=(running(),))),
    on_vot(asked(), situation(client=child(responsible_municipality=ROTTERDAM))),
    on_vot(asked(), situation(client=None)),
    on_vot(asked(), situation(on_stop_list=True)),
]


@pytest.mark.parametrize("facts", FACTS, ids=["vot", "vow"])
def test_facts_survive_being_stored(facts: Facts) -> None:
    """What is written as JSON and read back is equal."""
    assert facts == facts_from_json(json.loads(json.dumps(facts_to_json(facts))))


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: decision.kind)
def test_decisions_survive_being_stored(decision: Decision) -> None:
    """Every kind of decision, with its trace, is equal after being stored."""
    assert decision == decision_from_json(json.loads(json.dumps(decision_to_json(decision))))


def changed_protocol(old: str, new: str) -> ProtocolSet:
    """The shipped GI protocol with one thing changed."""
    text = (PROTOCOLS / "gi-2024-2025.toml").read_text("utf-8")
    assert old in text
    result = with_protocol(protocols(), text.replace(old, new), "new.toml", MUNICIPALITIES)
    assert isinstance(result, ProtocolSet), result
    return result


def test_what_if_the_longest_preventive_term_becomes_one_year() -> None:
    """The request of two years is refused then; the one of a year is decided as before."""
    two_years = preventive(ReferentieAanbieder="long", ToewijzingEinddatum=date(2027, 3, 31))
    facts = VotFacts(vot(two_years, preventive()), situation())
    other = changed_protocol("most_years = 2", "most_years = 1")
    (difference,) = differences(decide_again(facts, protocols()), decide_again(facts, other))
    assert difference.ReferentieAanbieder == "long"
    assert described(difference.before) == "assign: new GIGM1 2025-04-01 to 2027-03-31"
    assert described(difference.after) == "refuse: reason 4 by GI-2.2-c"


def test_what_if_another_version_alone_is_no_difference() -> None:
    """A new version number changes no outcome."""
    facts = VotFacts(vot(), situation())
    other = changed_protocol('version = "1.1"', 'version = "1.2"')
    assert differences(decide_again(facts, protocols()), decide_again(facts, other)) == ()


def test_what_if_decides_a_change_again() -> None:
    """A request for change is decided again too: another longest extension, another outcome."""
    facts = VowFacts(vow(change(running(), Einddatum=date(2026, 9, 1))), situation(assignments=(running(),)))
    other = changed_protocol("most_years = 1,", "most_years = 2,")
    (difference,) = differences(decide_again(facts, protocols()), decide_again(facts, other))
    assert described(difference.before) == "refuse: reason 4 by GI-2.3-3"
    assert described(difference.after) == "assign: 101 until 2026-09-01 (12)"


def test_what_if_a_decision_on_one_side_only_is_a_difference() -> None:
    """A reference without a decision on the other side is told."""
    (difference,) = differences((), DECISIONS[:1])
    assert described(difference.before) == "no decision"


def test_every_kind_of_decision_is_described() -> None:
    """One line each, without the child."""
    assert [described(decision) for decision in DECISIONS] == [
        "assign: new GIGM1 2025-04-01 to 2026-03-31; 101 until 2025-03-31 (05)",
        "refuse: reason 8 0599 by GI-2.1-b",
        "to a person: GI-2.1-b, GI-2.2-b",
        "hold back: no message traffic",
    ]
