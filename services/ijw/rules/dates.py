"""Dates against the Dagtekening of the message, and ends against beginnings (level 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from ijw.messages.base import Klasse
from ijw.messages.document import Document
from ijw.rules.care import CARE_MESSAGES, care
from ijw.rules.registry import Place, rule

Spots = Sequence[tuple[str, str]]
"""Elements: the name of the class, and the way from there."""

_BIRTH: Spots = (("Client", "Geboortedatum/Datum"),)
_RECEIVED: Mapping[str, Spots] = {
    "JW301": (
        *_BIRTH,
        ("Relatie", "Geboortedatum/Datum"),
        ("ToegewezenProduct", "Toewijzingsdatum"),
    ),
    "JW305": (*_BIRTH, ("StartProduct", "Begindatum")),
    "JW307": (*_BIRTH, ("StopProduct", "Begindatum"), ("StopProduct", "Einddatum")),
    "JW315": _BIRTH,
    "JW323": (
        ("Declaratie", "DeclaratiePeriode/Begindatum"),
        ("Declaratie", "DeclaratieDagtekening"),
        ("Prestatie", "ProductPeriode/Begindatum"),
    ),
    "JW325": (("Prestatie", "ProductPeriode/Begindatum"),),
}
_PERIODS: Mapping[str, Sequence[tuple[str, str]]] = {
    "JW323": (("Declaratie", "DeclaratiePeriode"), ("Prestatie", "ProductPeriode")),
    "JW325": (("Prestatie", "ProductPeriode"),),
}


@rule("TR134", messages=_RECEIVED)
def tr134(document: Document[Any]) -> Iterator[Place]:
    """What has happened did not happen after the Dagtekening."""
    latest = document.header.BerichtIdentificatie.Dagtekening
    for name, way in _RECEIVED[document.type]:
        day_of = _follow(way)
        for node in document.nodes(name):
            day = day_of(node.value)
            if day is not None and day > latest:
                yield Place(node, way)


@cache
def _follow(way: str) -> Callable[[Klasse], date | None]:
    """What gives the date at the end of a way; None where a class on it is absent."""
    first, _, last = way.partition("/")
    if not last:
        return attrgetter(first)

    def day_of(klasse: Klasse) -> date | None:
        inner = getattr(klasse, first)
        return None if inner is None else getattr(inner, last)

    return day_of


@rule("TR137", messages=_PERIODS)
def tr137(document: Document[Any]) -> Iterator[Place]:
    """A period that is claimed ends on or after its beginning, and not after the Dagtekening."""
    latest = document.header.BerichtIdentificatie.Dagtekening
    for name, element in _PERIODS[document.type]:
        for node in document.nodes(name):
            period = getattr(node.value, element)
            if not period.Begindatum <= period.Einddatum <= latest:
                yield Place(node, f"{element}/Einddatum")


@rule("CS003", messages=CARE_MESSAGES)
def cs003(document: Document[Any]) -> Iterator[Place]:
    """A period ends on or after its beginning; an open end is in order."""
    for one in care(document):
        if one.end is not None and one.end < one.begin:
            yield Place(one.node, one.klasse.end)
    for node in document.nodes("Contact"):
        period = node.value.Periode
        if period is None or period.Begindatum is None or period.Einddatum is None:
            continue
        if period.Einddatum < period.Begindatum:
            yield Place(node, "Periode/Einddatum")


@rule("TR380", messages=["JW317"])
def tr380(document: Document[Any]) -> Iterator[Place]:
    """New care begins after the Dagtekening; a change may go back to the beginning (TR357)."""
    dagtekening = document.header.BerichtIdentificatie.Dagtekening
    for node in document.nodes("NieuwProduct"):
        if node.value.GewensteIngangsdatum <= dagtekening:
            yield Place(node, "GewensteIngangsdatum")
