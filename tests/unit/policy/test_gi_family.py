"""GI-1-a, GI-2.1, GI-2.2-d, GI-B1, GI-B2: the family system and the place to live."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ijw.policy.decide_vot import decide_vot
from ijw.policy.decisions import Deadline, Refuse, ToPerson
from ijw.policy.facts import FamilyAssignment, Measure, Split
from ijw.policy.family_rules import gi_2_1_a
from ijw.policy.standard import Product
from ijw.policy.verdicts import NeedsPerson, Passes

from .factories import (
    AMSTERDAM,
    FIRST,
    HOORN,
    LAST,
    ROTTERDAM,
    TODAY,
    asked,
    assigned,
    child,
    for_person,
    in_family,
    member,
    on_vot,
    passed,
    preventive,
    protocol,
    protocols,
    refused,
    running,
    sibling_code,
    situation,
    vot,
)

OLDER, YOUNGER = date(2012, 1, 1), date(2018, 1, 1)


def test_gi_1_a_refuses_a_second_assignment_in_the_family() -> None:
    """Another running GIGM1 in the family system: reason 6."""
    around = situation(client=child(family="F1"), family_assignments=(in_family(),))
    assert refused(on_vot(asked(), around)) == ("6", "GI-1-a")


def test_gi_1_a_accepts_when_the_other_one_has_ended() -> None:
    """An assignment that ends before the asked one starts stands in nobody's way."""
    ended = in_family(Einddatum=date(2025, 3, 31))
    around = situation(client=child(family="F1"), family_assignments=(ended,))
    assert "GI-1-a" in passed(assigned(on_vot(asked(), around)))


@pytest.mark.parametrize(
    ("split", "lifted"),
    [
        (Split("F1", date(2025, 1, 6), date(2025, 1, 20), "approved"), True),
        (Split("F1", date(2025, 1, 6), date(2025, 1, 20), "rejected"), False),
        (Split("F1", date(2025, 1, 6)), False),
        (Split("F1", date(2025, 1, 6), date(2025, 3, 4), "approved"), False),
        (Split("F2", date(2025, 1, 6), date(2025, 1, 20), "approved"), False),
    ],
)
def test_gi_b1_only_an_approved_split_lifts_gi_1_a(split: Split, lifted: bool) -> None:
    """A split of this family system, approved at the latest today, allows a second assignment."""
    around = situation(client=child(family="F1"), family_assignments=(in_family(),), splits=(split,))
    decision = on_vot(asked(), around)
    if lifted:
        assert "GI-B1" in passed(assigned(decision))
    else:
        assert refused(decision) == ("6", "GI-1-a")


def test_gi_2_2_d_the_running_assignment_stays() -> None:
    """After a split the running assignment of the other child is not touched."""
    split = Split("F1", date(2025, 1, 6), date(2025, 1, 20), "approved")
    around = situation(client=child(family="F1"), family_assignments=(in_family(),), splits=(split,))
    decision = assigned(on_vot(asked(), around))
    assert decision.changed == ()
    assert "GI-2.2-d" in passed(decision)


def test_gi_2_2_d_is_about_the_same_product_in_the_same_period() -> None:
    """A sibling code, or a family product of another year, is no running assignment that stays."""
    sibling = in_family(Product=Product("48", "48XGM"))
    past = in_family(Ingangsdatum=date(2023, 1, 1), Einddatum=date(2023, 12, 31))
    around = situation(client=child(family="F1"), family_assignments=(sibling, past))
    assert "GI-2.2-d" not in passed(assigned(on_vot(asked(), around)))


def test_gi_2_1_a_accepts_the_youngest_child_with_a_measure() -> None:
    """A measure goes before age: a younger child without one does not carry the assignment."""
    around = situation(
        client=child(family="F1", measure=Measure.OTS),
        family_members=(member("older", OLDER, measure=Measure.OTS), member("younger", YOUNGER)),
    )
    assert "GI-2.1-a" in passed(assigned(on_vot(asked(), around)))


def test_gi_2_1_a_leaves_an_older_child_with_a_measure_to_a_person() -> None:
    """A younger child with a measure is the one that the rule names."""
    around = situation(
        client=child(family="F1", measure=Measure.OTS),
        family_members=(member("younger", YOUNGER, measure=Measure.VOOGDIJ),),
    )
    assert for_person(on_vot(asked(), around)) == ("GI-2.1-a",)


def test_gi_2_1_a_a_judicial_request_proves_the_measure() -> None:
    """A court order that the municipality does not know yet counts for the asked child."""
    around = situation(client=child(family="F1"), family_members=(member("younger", YOUNGER),))
    assert "GI-2.1-a" in passed(assigned(on_vot(asked(), around)))


def test_gi_2_1_a_preventive_is_for_the_youngest_child() -> None:
    """Without any measure the youngest child carries the assignment; adults do not count."""
    parents = (member("parent", date(1985, 1, 1)), member("older", OLDER))
    accepted = situation(client=child(family="F1"), family_members=parents)
    assert "GI-2.1-a" in passed(assigned(on_vot(preventive(), accepted)))
    around = situation(client=child(family="F1"), family_members=(*parents, member("younger", YOUNGER)))
    assert for_person(on_vot(preventive(), around)) == ("GI-2.1-a",)


def test_gi_2_1_a_who_is_18_on_the_first_day_is_no_child() -> None:
    """On the 18th birthday a sibling is an adult and does not count; the day before it still does."""
    rule = protocol("gi-2024-2025").family_system
    assert rule is not None
    born = date(2007, 4, 1)
    older = child(birth_date=date(2006, 1, 1))
    for birth_date, kind in ((born, Passes), (born + timedelta(days=1), NeedsPerson)):
        siblings = [member("sibling", birth_date)]
        assert isinstance(gi_2_1_a(rule, older, siblings, judicial=False, on=FIRST), kind)


def test_gi_2_1_a_preventive_in_a_family_with_a_measure_goes_to_a_person() -> None:
    """Judicial goes before preventive: the child with the measure carries the assignment."""
    around = situation(
        client=child(family="F1"), family_members=(member("older", OLDER, measure=Measure.JR),)
    )
    assert for_person(on_vot(preventive(), around)) == ("GI-2.1-a",)


def test_gi_2_1_a_twins_may_both_carry() -> None:
    """Of two children born on the same day either is the youngest."""
    twin = member("twin", child().birth_date)
    around = situation(client=child(family="F1"), family_members=(twin,))
    assert "GI-2.1-a" in passed(assigned(on_vot(preventive(), around)))


def test_gi_2_1_a_unknown_family_leaves_the_choice_to_the_agency() -> None:
    """Where the family system is not known, the choice of the agency stands."""
    assert "GI-2.1-a" in passed(assigned(on_vot(preventive())))


def test_gi_2_1_b_refuses_with_the_responsible_municipality() -> None:
    """Reason 8 names the municipality that is responsible, before anything else is judged."""
    around = situation(client=child(responsible_municipality=ROTTERDAM))
    decision = on_vot(asked(ToewijzingEinddatum=None), around)
    assert refused(decision) == ("8", "GI-2.1-b")
    assert isinstance(decision, Refuse)
    assert decision.responsible_municipality == ROTTERDAM


@pytest.mark.parametrize("client", [None, child(responsible_municipality=None)])
def test_gi_2_1_b_unknown_residence_goes_to_a_person_for_14_days(client: object) -> None:
    """Residence unknown: a case, with 14 days to find out."""
    decision = on_vot(asked(), situation(client=client), Geboortedatum=child().birth_date)
    assert for_person(decision) == ("GI-2.1-b",)
    assert isinstance(decision, ToPerson)
    assert Deadline("GI-2.1-b", date(2025, 3, 17)) == decision.deadline


def test_gi_2_1_b_unknown_residence_does_not_save_a_wrong_request() -> None:
    """What is outside the contract is refused, wherever the child lives."""
    around = situation(client=child(responsible_municipality=None))
    assert refused(on_vot(asked(ToewijzingEinddatum=None), around)) == ("4", "GI-2.2-a")


def test_gi_b2_1_the_child_with_the_measure_gets_two_codes() -> None:
    """GIGM1 and a sibling code in one request: both are assigned, with the same days."""
    request = vot(asked(), sibling_code("48XOT"))
    decisions = decide_vot(request, situation(municipality=HOORN), protocols())
    assert [(d.Ingangsdatum, d.Einddatum) for one in decisions for d in assigned(one).new] == [
        (FIRST, LAST)
    ] * 2


@pytest.mark.parametrize("last", [date(2026, 3, 30), date(2026, 4, 1), None])
def test_gi_b2_1_refuses_other_days_than_the_family_product(last: date | None) -> None:
    """A sibling code has the first and the last day of the GIGM1 of its family system."""
    around = situation(
        municipality=HOORN,
        client=child(family="F1", responsible_municipality=HOORN),
        family_assignments=(in_family(Ingangsdatum=FIRST, Einddatum=LAST),),
    )
    assert "GI-B2-1" in passed(assigned(on_vot(sibling_code(), around)))
    assert refused(on_vot(sibling_code(ToewijzingEinddatum=last), around)) == ("4", "GI-B2-1")


def test_gi_b2_1_accepts_when_no_family_product_is_known() -> None:
    """Without a known GIGM1, or with one long past, the days cannot be compared."""
    past = in_family(Ingangsdatum=date(2023, 1, 1), Einddatum=date(2023, 12, 31))
    around = situation(municipality=HOORN, family_assignments=(past,))
    assert "GI-B2-1" in passed(assigned(on_vot(sibling_code(), around)))


def test_gi_b2_1_compares_with_the_own_assignment_of_the_child() -> None:
    """The GIGM1 of the same child at the same agency counts too."""
    own = running(Ingangsdatum=FIRST, Einddatum=LAST, Verwijzer="08")
    around = situation(municipality=HOORN, assignments=(own,))
    wrong = sibling_code(ToewijzingIngangsdatum=date(2025, 5, 1))
    assert refused(on_vot(wrong, around)) == ("4", "GI-B2-1")


def test_gi_b2_1_a_sibling_goes_along_wherever_it_lives() -> None:
    """One municipality is responsible for the whole family: a sibling's own place does not matter."""
    around = situation(municipality=HOORN, client=child(responsible_municipality=AMSTERDAM))
    assert "GI-2.1-b" in passed(assigned(on_vot(sibling_code(), around)))
    unknown = replace(around, client=None)
    assert for_person(on_vot(sibling_code(), unknown)) == ("GI-2.1-b",)


def test_gi_b2_1_a_sibling_is_not_the_carrying_child() -> None:
    """A sibling code is asked for every child, so the rule on the carrying child does not hold for it."""
    around = situation(
        municipality=HOORN,
        client=child(family="F1", responsible_municipality=HOORN),
        family_members=(member("younger", YOUNGER, measure=Measure.OTS),),
    )
    assert "GI-2.1-a" not in passed(assigned(on_vot(sibling_code(), around)))


def test_op347_refuses_the_same_sibling_code_twice() -> None:
    """The same product for the same days is stacked: reason 6."""
    twice = running(Product=Product("48", "48XGM"), Ingangsdatum=TODAY, Einddatum=LAST, Verwijzer=None)
    around = situation(municipality=HOORN, assignments=(twice,))
    assert refused(on_vot(sibling_code(), around)) == ("6", "OP347")


def test_op003_nothing_is_sent_for_a_client_on_the_stop_list() -> None:
    """The stop list goes before every rule: no message, and the reference for the back office."""
    decision = on_vot(asked(), situation(on_stop_list=True))
    assert (decision.kind, decision.ReferentieAanbieder) == ("hold_back", "R1")
    assert tuple(step.rule for step in decision.trace) == ("OP003",)


def test_gi_1_a_another_provider_of_the_same_child_counts() -> None:
    """GIGM1 at another agency is a second one in the family system, also without a known family."""
    elsewhere = FamilyAssignment(Product("48", "GIGM1"), TODAY, LAST)
    assert refused(on_vot(asked(), situation(family_assignments=(elsewhere,)))) == ("6", "GI-1-a")
