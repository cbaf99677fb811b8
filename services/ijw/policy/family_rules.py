"""The rules on the family system and on the place to live: GI-1-a, GI-2.1-a, GI-2.1-b, GI-2.2-d, GI-B1."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ijw.policy.facts import FamilyAssignment, FamilyMember, Person, Split
from ijw.policy.periods import Period, eighteenth_birthday
from ijw.policy.protocol_file import FamilySystem, Protocol
from ijw.policy.standard import RedenAfwijzing
from ijw.policy.verdicts import NeedsPerson, Passes, Refuses, Verdict


def gi_1_a(
    rule: FamilySystem, code: str, asked: Period, running: Sequence[FamilyAssignment], *, split: bool
) -> Verdict:
    """A family system has one running assignment of the family product, unless an approved split is known.

    `running`: those of the family, other than of this client at this provider. With a split the running one
    stays as it is (GI-2.2-d).
    """
    others = [a for a in running if a.Product.Code == code and a.period.overlaps(asked)]
    if not others:
        return Passes(rule.fact, f"the family system has no other {code} in that period")
    if split:
        return Passes(rule.split, f"an approved split allows a second {code} in the family system")
    explanation = f"the family system already has {code} from {others[0].period}"
    return Refuses(rule.fact, explanation, RedenAfwijzing.STAPELING)


def gi_2_1_a(
    rule: FamilySystem, asked: Person, others: Sequence[FamilyMember], *, judicial: bool, on: date
) -> Verdict:
    """The youngest child with a measure carries the assignment; without any measure the youngest child.

    A judicial request is itself the proof of a measure on the asked child. When the family system is not
    known, the choice of the agency stands.
    """
    if not others:
        return Passes(rule.child, "the family system is not known: the choice of the agency stands")
    child = FamilyMember(asked.key, asked.birth_date, asked.measure)
    family = [child, *others]
    with_measure = [one for one in family if one.measure or (judicial and one is child)]
    minors = [one for one in family if one is child or eighteenth_birthday(one.birth_date) > on]
    youngest = max(one.birth_date for one in with_measure or minors)
    ground = "with a measure" if with_measure else "of the family"
    if child in (with_measure or minors) and child.birth_date == youngest:
        return Passes(rule.child, f"the request is on the youngest child {ground}")
    return NeedsPerson(rule.child, f"the request is not on the youngest child {ground}")


def gi_2_1_b(
    protocol: Protocol, municipality: str, client: Person | None, *, follows: bool
) -> Verdict | None:
    """The municipality is responsible for the child by the residence rule (woonplaatsbeginsel).

    Another one is: reason 8 with its code (IV095, TR377). Unknown: a person finds out. A child whose product
    `follows` that of another child goes along with it, and must only be known.
    """
    rule = protocol.residence
    if rule is None:
        return None
    if client is None:
        return NeedsPerson(rule.fact, "the child is not known to the municipality", "residence_enquiry")
    if follows:
        return Passes(rule.fact, "the child goes along with the family system")
    responsible = client.responsible_municipality
    if responsible is None:
        return NeedsPerson(rule.fact, "the responsible municipality is not known", "residence_enquiry")
    if responsible != municipality:
        explanation = f"municipality {responsible} is responsible by the residence rule"
        return Refuses(rule.fact, explanation, RedenAfwijzing.WOONPLAATSBEGINSEL, responsible)
    return Passes(rule.fact, "this municipality is responsible by the residence rule")


def gi_2_2_d(
    rule: FamilySystem, code: str, running: Sequence[FamilyAssignment], asked: Period
) -> Verdict | None:
    """A change in the family leaves the running assignment of another child in place."""
    if not any(a.Product.Code == code and a.period.overlaps(asked) for a in running):
        return None
    return Passes(rule.change, f"the running {code} elsewhere in the family system stays in place")


def gi_b1(family: str | None, splits: Sequence[Split], today: date) -> bool:
    """Tell whether a split of the family system is approved, at the latest today."""
    return any(
        split.family == family
        and split.decision == "approved"
        and split.decided_on is not None
        and split.decided_on <= today
        for split in splits
    )
