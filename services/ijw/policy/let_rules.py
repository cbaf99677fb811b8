"""The exchange of a measure for the product of an expert team, and back: LET-1 to LET-6 and LET-8."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ijw.policy import standard
from ijw.policy.facts import Contract, Toewijzing
from ijw.policy.periods import Period
from ijw.policy.protocol_file import ExpertTeam, Protocol, TariffFactor
from ijw.policy.protocol_sections import Product
from ijw.policy.requests import NieuwProduct, TeWijzigenProduct
from ijw.policy.standard import RedenAfwijzing, RedenWijziging
from ijw.policy.verdicts import Passes, Refuses, Verdict

Change = tuple[TeWijzigenProduct, Toewijzing]
"""A wanted change with the assignment it is about."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Which product must be shortened for the new one, and in which direction that goes (LET-1)."""

    new: str
    shortened: str
    direction: Literal["in", "out"]


def let_1(teams: Sequence[Product], nieuw: NieuwProduct, changes: Sequence[Change]) -> Pair | None:
    """Recognise the exchange that a new product belongs to; None when it is none.

    A code of the team takes over from its measure. A measure is asked again when the same request changes an
    assignment of the team.
    """
    code = nieuw.Product.Code if nieuw.Product else None
    leaving = {_code(current) for _, current in changes}
    from_team = any(team.code in leaving for team in teams)
    for team in sorted(teams, key=lambda team: team.code not in leaving):
        if team.measure and code == team.code:
            return Pair(team.code, team.measure, "in")
        if from_team and team.measure and code == team.measure:
            return Pair(team.measure, team.code, "out")
    return None


def let_2(
    rule: ExpertTeam, pair: Pair, nieuw: NieuwProduct, changes: Sequence[Change], today: date
) -> Verdict | None:
    """Going in: the request shortens the running measure and asks the product of the team (LET-2, LET-4)."""
    if pair.direction != "in":
        return None
    return _exchange(rule, rule.into, pair, let_8(pair, nieuw, changes, today))


def let_3(rule: ExpertTeam, pairs: Iterable[Pair], changes: Sequence[Change]) -> dict[int, RedenWijziging]:
    """Give, by number, the RedenWijziging of each assignment that an exchange shortens: 05, not 12."""
    shortened = {pair.shortened for pair in pairs}
    return {current.ToewijzingNummer: rule.reason for _, current in changes if _code(current) in shortened}


def let_5(
    rule: ExpertTeam, pair: Pair, nieuw: NieuwProduct, changes: Sequence[Change], today: date
) -> Verdict | None:
    """Going out: the request shortens the product of the team and asks the measure again."""
    if pair.direction != "out":
        return None
    return _exchange(rule, rule.back, pair, let_8(pair, nieuw, changes, today))


def let_8(pair: Pair, nieuw: NieuwProduct, changes: Sequence[Change], today: date) -> str | None:
    """Tell what is wrong in an exchange: the pairing, a gap or overlap, nothing running to shorten."""
    found = [(asked, current) for asked, current in changes if _code(current) == pair.shortened]
    if not found:
        touched = ", ".join(_code(current) or "a category" for _, current in changes) or "nothing"
        return f"{pair.new} belongs to {pair.shortened}; this request changes {touched}"
    problems = [_problem(nieuw, asked, current, today) for asked, current in found]
    return None if None in problems else problems[0]


def let_8_vot(protocol: Protocol, terms: Product) -> Verdict | None:
    """A product of the team is not asked by a VOT, which shortens no running measure."""
    if terms.role != "expert-team" or protocol.expert_team is None:
        return None
    explanation = f"{terms.code} is asked by a request for change that shortens {terms.measure}"
    return Refuses(protocol.expert_team.pairing, explanation, RedenAfwijzing.PAST_NIET_BINNEN_CONTRACT)


def let_6_factor(rule: ExpertTeam, on: date) -> TariffFactor | None:
    """Give the factor in force on the first day of a product period."""
    for factor in rule.tariff_factors:
        from_then = factor.valid_from is None or factor.valid_from <= on
        if from_then and (factor.valid_to is None or on <= factor.valid_to):
            return factor
    return None


def let_6(protocol: Protocol, code: str, on: date, contracts: Sequence[Contract]) -> int | None:
    """Give the tariff of a team product, in whole cents (half a cent goes up); None when none is known.

    It is the factor times the tariff of the original measure, both as valid on the first day of the period. A
    contract for the product itself goes before one for the whole category.
    """
    terms = protocol.product(code)
    factor = let_6_factor(protocol.expert_team, on) if protocol.expert_team else None
    if factor is None or terms is None or terms.measure is None or terms.measure_category is None:
        return None
    measure = standard.Product(terms.measure_category, terms.measure)
    valid = sorted((c for c in contracts if c.covers(measure, on)), key=lambda c: c.Code is None)
    return (valid[0].tariff * factor.percent + 50) // 100 if valid else None


def _exchange(rule: ExpertTeam, fact: str, pair: Pair, problem: str | None) -> Verdict:
    if problem:
        return Refuses(rule.pairing, problem, RedenAfwijzing.PAST_NIET_BINNEN_CONTRACT)
    return Passes(fact, f"{pair.new} follows on {pair.shortened} without a gap")


def _problem(nieuw: NieuwProduct, asked: TeWijzigenProduct, current: Toewijzing, today: date) -> str | None:
    number, last = current.ToewijzingNummer, asked.Einddatum
    if not current.actual_on(today):
        return f"assignment {number} does not run any more"
    if asked.Omvang not in (None, current.Omvang) or asked.Budget not in (None, current.Budget):
        return f"assignment {number} would not keep its volume"
    if last is None or (current.Einddatum is not None and last >= current.Einddatum):
        return f"assignment {number} is not shortened"
    if not nieuw.period.follows(Period(current.Ingangsdatum, last)):
        gap = "a gap after" if nieuw.GewensteIngangsdatum > last else "an overlap with"
        return f"there is {gap} assignment {number}, which would end on {last.isoformat()}"
    return None


def _code(toewijzing: Toewijzing) -> str | None:
    return toewijzing.Product.Code if toewijzing.Product else None
