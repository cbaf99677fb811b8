"""The rules on what follows a running assignment: GI-2.3-1 to GI-2.3-4, OP347."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ijw.policy.facts import Toewijzing
from ijw.policy.lawfulness import op345_end
from ijw.policy.periods import Period, day_before, years_later
from ijw.policy.protocol_file import Protocol, Succession
from ijw.policy.protocol_sections import Extension, Framework, Product
from ijw.policy.standard import RedenAfwijzing
from ijw.policy.verdicts import NeedsPerson, Passes, Refuses, Verdict


def same_product(code: str | None, assignments: Sequence[Toewijzing]) -> list[Toewijzing]:
    """Give the assignments of that product that were not deleted."""
    return [a for a in assignments if not a.deleted and a.Product is not None and a.Product.Code == code]


def to_extend(
    terms: Product, framework: Framework | None, asked: Period, assignments: Sequence[Toewijzing]
) -> Toewijzing | None:
    """Give the assignment that a VOT extends: of the same framework, followed or overlapped, ending earlier.

    A VOT that follows on a preventive assignment is an extension of it, like a VOW (GI-2.3-3).
    """
    if framework is None or framework.extension is None:
        return None
    for running in same_product(terms.code, assignments):
        last = running.Einddatum
        adjoins = asked.follows(running.period) or asked.overlaps(running.period)
        later = last is not None and (asked.last is None or asked.last > last)
        same = running.Verwijzer in framework.referrers
        if same and adjoins and later and asked.first >= running.Ingangsdatum:
            return running
    return None


def to_succeed(
    terms: Product, asked: Period, assignments: Sequence[Toewijzing], extended: Toewijzing | None = None
) -> list[Toewijzing]:
    """Give the assignments of that product that share days with what is asked, except the one it extends."""
    return [a for a in same_product(terms.code, assignments) if a != extended and a.period.overlaps(asked)]


def succession_rule(
    protocol: Protocol, terms: Product, running: Toewijzing, framework: Framework | None
) -> Succession | None:
    """Give what the protocol says on a running assignment of its framework before one of this framework."""
    before = terms.framework_of(running.Verwijzer)
    if before is None or framework is None:
        return None
    names = (before.name, framework.name)
    return next((one for one in protocol.successions if (one.before, one.after) == names), None)


def gi_2_3_1(rule: Succession, running: Toewijzing) -> Verdict:
    """Judicial to judicial: a new assignment, which may not share days with the running one."""
    explanation = (
        f"assignment {running.ToewijzingNummer} runs {running.period} and is not ended by a new request"
    )
    return Refuses(rule.fact, explanation, RedenAfwijzing.STAPELING)


def gi_2_3_2(rule: Succession, running: Toewijzing, asked: Period) -> Verdict:
    """Preventive to judicial and back (GI-2.3-4): the old one ends the day before the new one starts.

    Where that cannot be, or touches care that was delivered or claimed, a person decides.
    """
    number, last = running.ToewijzingNummer, day_before(asked.first)
    if last < running.Ingangsdatum:
        return NeedsPerson(rule.fact, f"assignment {number} does not start before the new one")
    unlawful = op345_end(running, last)
    if unlawful:
        return unlawful
    return Passes(rule.fact, f"assignment {number} can end on {last.isoformat()}")


def gi_2_3_3(
    extension: Extension, framework: Framework, running: Toewijzing, wanted: date | None
) -> Verdict | None:
    """An extension is at most 1 year longer than the term it extends; a second one adds nothing to that."""
    number, last = running.ToewijzingNummer, running.extended_from or running.Einddatum
    if last is None:
        return NeedsPerson(extension.fact, f"assignment {number} has no last day to extend")
    latest = years_later(last, extension.most_years)
    if wanted is None or wanted > latest:
        explanation = (
            f"assignment {number} of the {framework.name} framework ends {latest.isoformat()} at the latest"
        )
        return Refuses(extension.fact, explanation, RedenAfwijzing.PAST_NIET_BINNEN_CONTRACT)
    return Passes(extension.fact, f"assignment {number} is extended by at most {extension.most_years} year")


def op347(running: Toewijzing) -> Verdict:
    """The same product is not assigned twice to a provider for the same days."""
    explanation = f"assignment {running.ToewijzingNummer} of the same product runs {running.period}"
    return Refuses("OP347", explanation, RedenAfwijzing.STAPELING)
