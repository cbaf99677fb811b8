"""A request for change against the assignments that are there (JW317, level 3).

A number that is not that of an actual assignment is judged by TR350 or TR351 alone: there is nothing to
compare its change with. The rules about the whole package (TR349, TR361) judge Verzoek, which holds it all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ijw.messages.jw317 import NieuwProduct, OngewijzigdProduct, TeWijzigenProduct, Verzoek
from ijw.rules.overlaps import Span, overlapping
from ijw.rules.registry import rule
from ijw.rules.requests_facts import RequestFacts, Toewijzing

_OLD_RULES_END = date(2020, 12, 31)
"""Care that ended by then falls under the rules before 2021."""

_MESSAGES = ("JW317",)
_CHANGE = ("TeWijzigenProduct",)


@rule("TR349", level=3, retourcode="9349", messages=_MESSAGES, at=["Verzoek"])
def tr349(verzoek: Verzoek, facts: RequestFacts) -> bool:
    """Every actual assignment of the client at this provider is named, changed or not."""
    stay = {one.ToewijzingNummer for one in _unchanged(verzoek)}
    change = {one.ToewijzingNummer for one in _changed(verzoek)}
    return not facts.actual.keys() <= stay | change


@rule("TR350", level=3, retourcode="9350", messages=_MESSAGES, at=["OngewijzigdProduct"])
def tr350(stays: OngewijzigdProduct, facts: RequestFacts) -> bool:
    """What stays is an actual assignment."""
    return stays.ToewijzingNummer not in facts.actual


@rule("TR351", level=3, retourcode="9351", messages=_MESSAGES, at=_CHANGE)
def tr351(change: TeWijzigenProduct, facts: RequestFacts) -> bool:
    """What changes is an actual assignment."""
    return change.ToewijzingNummer not in facts.actual


@rule("TR357", level=3, retourcode="9357", messages=_MESSAGES, at=_CHANGE)
def tr357(change: TeWijzigenProduct, facts: RequestFacts) -> bool:
    """A change that does not begin after the Dagtekening begins when the assignment does."""
    current = facts.actual.get(change.ToewijzingNummer)
    if current is None or change.GewensteIngangsdatum > facts.Dagtekening:
        return False
    return change.GewensteIngangsdatum != current.Ingangsdatum


@rule("TR361", level=3, retourcode="9361", messages=_MESSAGES, at=["Verzoek"])
def tr361(verzoek: Verzoek, facts: RequestFacts) -> bool:
    """The package that would result does not hold a product twice for the same days (IV075)."""
    return bool(overlapping(list(_resulting(verzoek, facts))))


@rule("TR373", level=3, retourcode="9373", messages=_MESSAGES, at=_CHANGE)
def tr373(change: TeWijzigenProduct, facts: RequestFacts) -> bool:
    """A budget or a total changes for the whole term, so from the beginning of the assignment (IV092)."""
    current = facts.actual.get(change.ToewijzingNummer)
    if current is None or not current.for_whole_term:
        return False
    return change.GewensteIngangsdatum != current.Ingangsdatum


@rule("TR375", level=3, retourcode="9375", messages=_MESSAGES, at=_CHANGE)
def tr375(change: TeWijzigenProduct, facts: RequestFacts) -> bool:
    """An assignment without a product gets no Omvang, unless it ends before 2021."""
    current = facts.actual.get(change.ToewijzingNummer)
    return current is not None and current.Product is None and _has_omvang_after_2020(change)


@rule("TR411", level=3, retourcode="9411", messages=_MESSAGES, at=_CHANGE)
def tr411(change: TeWijzigenProduct, facts: RequestFacts) -> bool:
    """An assignment with a product code gets an Omvang."""
    current = facts.actual.get(change.ToewijzingNummer)
    if current is None or current.Product is None or current.Product.Code is None:
        return False
    return change.Omvang is None


@rule("TR412", level=3, retourcode="9412", messages=_MESSAGES, at=_CHANGE)
def tr412(change: TeWijzigenProduct, facts: RequestFacts) -> bool:
    """An assignment of a whole category gets no Omvang, unless it ends before 2021."""
    current = facts.actual.get(change.ToewijzingNummer)
    if current is None or current.Product is None or current.Product.Code is not None:
        return False
    return _has_omvang_after_2020(change)


def _has_omvang_after_2020(change: TeWijzigenProduct) -> bool:
    return change.Omvang is not None and (change.Einddatum is None or change.Einddatum > _OLD_RULES_END)


def _resulting(verzoek: Verzoek, facts: RequestFacts) -> Iterator[Span]:
    """The care that the client would get; a change keeps the part of the assignment before it (IV093)."""
    actual = facts.actual
    for stays in _unchanged(verzoek):
        current = actual.get(stays.ToewijzingNummer)
        if current is not None:
            yield Span(current.Product, current.Ingangsdatum, current.Einddatum)
    for change in _changed(verzoek):
        current = actual.get(change.ToewijzingNummer)
        if current is not None:
            yield Span(current.Product, _first_day(change, current), change.Einddatum)
    for new in _new(verzoek):
        yield Span(new.Product, new.GewensteIngangsdatum, new.Einddatum)


def _first_day(change: TeWijzigenProduct, current: Toewijzing) -> date:
    return min(change.GewensteIngangsdatum, current.Ingangsdatum)


def _unchanged(verzoek: Verzoek) -> list[OngewijzigdProduct]:
    return verzoek.OngewijzigdeProducten.OngewijzigdProduct if verzoek.OngewijzigdeProducten else []


def _changed(verzoek: Verzoek) -> list[TeWijzigenProduct]:
    return verzoek.TeWijzigenProducten.TeWijzigenProduct if verzoek.TeWijzigenProducten else []


def _new(verzoek: Verzoek) -> list[NieuwProduct]:
    return verzoek.NieuweProducten.NieuwProduct if verzoek.NieuweProducten else []
