"""Honouring a request for change (VOW) as IV093, OP033x1, OP257, OP348 and OP380 say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ijw.policy.decisions import Finding, NieuweToewijzing, NotPossible
from ijw.policy.facts import Situation, Toewijzing
from ijw.policy.periods import day_after, day_before
from ijw.policy.plan import Plan, changes, makes
from ijw.policy.requests import NieuwProduct, TeWijzigenProduct, VerzoekOmWijziging
from ijw.policy.standard import RedenWijziging


@dataclass(frozen=True, slots=True)
class OtherPeriod:
    """Another first day than asked, and another last day where one is given (IV093)."""

    Ingangsdatum: date
    Einddatum: date | None = None


def honour(
    verzoek: VerzoekOmWijziging,
    situation: Situation,
    *,
    reasons: Mapping[int, RedenWijziging] | None = None,
    other: OtherPeriod | None = None,
) -> Plan | NotPossible:
    """Plan everything the request asks, all or nothing.

    `reasons`: a RedenWijziging by ToewijzingNummer other than the usual 12 (LET-3). `other`: the changes take
    place on another day; what ended the day before them still does, so that the whole stays connected.
    """
    plan = Plan()
    problems: list[Finding] = []
    wanted = _shifted(verzoek, other) if other else verzoek
    for asked in wanted.TeWijzigenProducten:
        reason = (reasons or {}).get(asked.ToewijzingNummer, RedenWijziging.DOOR_AANBIEDER)
        part = iv093_changed(asked, situation.assignment(asked.ToewijzingNummer), reason)
        if isinstance(part, Finding):
            problems.append(part)
        else:
            plan += part
    for nieuw in wanted.NieuweProducten:
        plan += iv093_new(nieuw)
    return NotPossible(tuple(problems)) if problems else plan


def iv093_changed(asked: TeWijzigenProduct, current: Toewijzing, reason: RedenWijziging) -> Plan | Finding:
    """Plan the change of one assignment.

    A budget, a total for the whole term, or only another last day: the same number (OP257, OP380). Another
    volume: the old one ends the day before, a new one follows.
    """
    omvang = asked.Omvang or current.Omvang
    budget = current.Budget if asked.Budget is None else asked.Budget
    after = replace(current, Einddatum=asked.Einddatum, Omvang=omvang, Budget=budget)
    if asked.Einddatum is not None and asked.Einddatum < current.Ingangsdatum:
        return Finding("CS003", f"assignment {current.ToewijzingNummer} would end before it starts")
    if current.for_whole_term:
        return changes("IV066", current, after, reason)
    if omvang == current.Omvang:
        return changes("OP380" if _later(after, current) else "OP257", current, after, reason)
    if asked.GewensteIngangsdatum <= current.Ingangsdatum:
        return Finding(
            "OP257", f"assignment {current.ToewijzingNummer} cannot get another volume from its first day"
        )
    if current.Einddatum is not None and asked.GewensteIngangsdatum > current.Einddatum:
        return Finding("IV092", f"the change starts after assignment {current.ToewijzingNummer} ends")
    return _replaced(asked, current, after, reason)


def iv093_new(nieuw: NieuwProduct) -> Plan:
    """Plan a new assignment, one to one what was asked (OP348)."""
    toewijzing = NieuweToewijzing(
        nieuw.Product, nieuw.GewensteIngangsdatum, nieuw.Einddatum, nieuw.Omvang, nieuw.Budget
    )
    return makes("OP348", toewijzing)


def _replaced(
    asked: TeWijzigenProduct, current: Toewijzing, after: Toewijzing, reason: RedenWijziging
) -> Plan:
    ended = replace(current, Einddatum=day_before(asked.GewensteIngangsdatum))
    follower = NieuweToewijzing(
        current.Product, asked.GewensteIngangsdatum, after.Einddatum, after.Omvang, None, current.Verwijzer
    )
    return changes("OP257", current, ended, reason) + makes("OP257", follower)


def _later(after: Toewijzing, before: Toewijzing) -> bool:
    return before.Einddatum is not None and (after.Einddatum is None or after.Einddatum > before.Einddatum)


def _shifted(verzoek: VerzoekOmWijziging, other: OtherPeriod) -> VerzoekOmWijziging:
    """The request on other days: new products start then, what they follow on ends the day before."""
    first, eve = other.Ingangsdatum, day_before(other.Ingangsdatum)
    followed = {nieuw.GewensteIngangsdatum for nieuw in verzoek.NieuweProducten}

    def changed(asked: TeWijzigenProduct) -> TeWijzigenProduct:
        if asked.Einddatum is not None and day_after(asked.Einddatum) in followed:
            return replace(asked, Einddatum=eve)
        return replace(asked, GewensteIngangsdatum=first, Einddatum=other.Einddatum or asked.Einddatum)

    return replace(
        verzoek,
        TeWijzigenProducten=tuple(map(changed, verzoek.TeWijzigenProducten)),
        NieuweProducten=tuple(
            replace(nieuw, GewensteIngangsdatum=first, Einddatum=other.Einddatum or nieuw.Einddatum)
            for nieuw in verzoek.NieuweProducten
        ),
    )
