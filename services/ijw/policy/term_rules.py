"""The rules on referrer, term and age: GI-2.2-a to GI-2.2-c, and remarks that ask for a person: GI-3.3."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ijw.policy.periods import Period, eighteenth_birthday, last_day_of_term
from ijw.policy.protocol_file import Protocol
from ijw.policy.protocol_sections import Age, Framework, Product
from ijw.policy.standard import RedenAfwijzing
from ijw.policy.verdicts import NeedsPerson, Passes, Refuses, Verdict

NOT_WITHIN_CONTRACT = RedenAfwijzing.PAST_NIET_BINNEN_CONTRACT


def gi_2_2_referrer(terms: Product, referrer: str) -> Verdict | None:
    """The type of the referrer stands for a framework: 08 for judicial, 01 for preventive."""
    if not terms.frameworks:
        return None
    framework = terms.framework_of(referrer)
    if framework is None:
        known = ", ".join(r for one in terms.frameworks for r in one.referrers)
        explanation = f"{terms.code} takes a referrer of type {known}, not {referrer}"
        return Refuses(terms.frameworks[0].fact, explanation, NOT_WITHIN_CONTRACT)
    return Passes(framework.fact, f"referrer {referrer} stands for the {framework.name} framework")


def gi_2_2_a(framework: Framework, asked: Period) -> Verdict | None:
    """The last day is filled: for a judicial measure it is the last day of the measure."""
    if not framework.end_required:
        return None
    if asked.last is None:
        explanation = f"the {framework.name} framework asks a last day"
        return Refuses(framework.fact, explanation, NOT_WITHIN_CONTRACT)
    return Passes(framework.fact, "the last day is filled")


def gi_2_2_b(
    framework: Framework, asked: Period, birth_date: date | None, remarks: Sequence[str | None]
) -> Verdict | None:
    """The period stays within the age limit, unless a remark on product or client lifts that limit.

    GI-2.2-b (judicial): a period that reaches the 18th birthday needs the remark that it concerns JR.
    GI-2.2-c (preventive): a period may include the 18th birthday but not go past it.
    """
    age = framework.age
    if age is None:
        return None
    if birth_date is None:
        return NeedsPerson(age.fact, "the birth date is not known, so the age limit cannot be judged")
    if _within(age, asked, birth_date):
        return Passes(age.fact, "the period stays within the age limit")
    if age.remarks and mentions(remarks, age.remarks):
        return Passes(age.fact, "the period passes the age limit, with the remark that lifts it")
    return Refuses(age.fact, "the period passes the age limit", RedenAfwijzing.LEEFTIJDSGRENS)


def gi_2_2_c(framework: Framework, asked: Period) -> Verdict | None:
    """The term is not longer than agreed: preventive at most 2 years minus 1 day."""
    if framework.most_years is None:
        return None
    latest = last_day_of_term(asked.first, framework.most_years)
    if asked.last is None or asked.last > latest:
        explanation = f"the term runs {asked}; the last day is {latest.isoformat()} at the latest"
        return Refuses(framework.fact, explanation, NOT_WITHIN_CONTRACT)
    return Passes(framework.fact, f"the term is at most {framework.most_years} years")


def gi_3_3(protocol: Protocol, remarks: Sequence[str | None]) -> Verdict | None:
    """A remark such as "nieuw jongste kind met maatregel" always leaves the request to a person."""
    rule = protocol.judgement
    if rule is None or not mentions(remarks, rule.remarks):
        return None
    return NeedsPerson(rule.fact, "the remark asks for the judgement of the back office", always=True)


def mentions(remarks: Sequence[str | None], words: Sequence[str]) -> bool:
    """Tell whether a remark contains one of the texts as whole words, whatever the capitals and spaces."""
    said = " ".join(" ".join(remark for remark in remarks if remark).split())
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said, re.IGNORECASE) for word in words)


def _within(age: Age, asked: Period, birth_date: date) -> bool:
    birthday = eighteenth_birthday(birth_date)
    if asked.last is None:
        return False
    return asked.last <= birthday if age.birthday_included else asked.last < birthday
