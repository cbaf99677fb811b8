"""What a request for assignment does to the running assignments of the same product (GI-2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ijw.policy.decisions import NieuweToewijzing
from ijw.policy.facts import Toewijzing
from ijw.policy.periods import Period, day_before
from ijw.policy.plan import Plan, makes, moves_end
from ijw.policy.protocol_file import Protocol
from ijw.policy.protocol_sections import Framework, Product
from ijw.policy.succession_rules import (
    gi_2_3_1,
    gi_2_3_2,
    gi_2_3_3,
    op347,
    succession_rule,
    to_extend,
    to_succeed,
)
from ijw.policy.verdicts import NeedsPerson, Verdict


def succession_verdicts(
    protocol: Protocol,
    terms: Product,
    framework: Framework | None,
    asked: Period,
    assignments: Sequence[Toewijzing],
) -> Iterator[Verdict | None]:
    """Judge what is asked against each running assignment of the same product."""
    extended = to_extend(terms, framework, asked, assignments)
    if extended and framework and framework.extension:
        yield gi_2_3_3(framework.extension, framework, extended, asked.last)
    for running in to_succeed(terms, asked, assignments, extended):
        rule = succession_rule(protocol, terms, running, framework)
        if rule is None and framework is not None and running.Verwijzer is None:
            number = running.ToewijzingNummer
            yield NeedsPerson("OP347", f"the framework of running assignment {number} is not known")
        elif rule is None:
            yield op347(running)
        elif rule.reason is None:
            yield gi_2_3_1(rule, running)
        else:
            yield gi_2_3_2(rule, running, asked)


def plan_vot(
    protocol: Protocol,
    terms: Product,
    framework: Framework | None,
    asked: NieuweToewijzing,
    assignments: Sequence[Toewijzing],
) -> Plan:
    """Plan what is asked: an extension of a running assignment, or a new one that ends what it succeeds."""
    extended = to_extend(terms, framework, asked.period, assignments)
    if extended and framework and framework.extension:
        rule = framework.extension
        return moves_end(rule.fact, extended, asked.Einddatum, rule.reason, honours=True)
    plan, made_by = Plan(), "IV094"
    for running in to_succeed(terms, asked.period, assignments):
        succession = succession_rule(protocol, terms, running, framework)
        if succession and succession.reason and running.Ingangsdatum < asked.Ingangsdatum:
            last, made_by = day_before(asked.Ingangsdatum), succession.fact
            plan += moves_end(succession.fact, running, last, succession.reason, honours=False)
    return plan + makes(made_by, asked)
