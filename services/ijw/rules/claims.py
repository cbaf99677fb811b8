"""Periods and tariffs of a claim (JW323, level 2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ijw.messages.document import Document
from ijw.messages.jw323 import JW323
from ijw.rules.calendar import is_whole_month, same_month, years_before
from ijw.rules.registry import Place, rule

_FIRST_DAY = date(2021, 1, 1)
"""Claims of this kind exist since then."""
_YEARS_TO_CLAIM = 5
_EURO = "83"


@rule("CS100", messages=["JW323"])
def cs100(document: Document[JW323]) -> Iterator[Place]:
    """Nothing from before 2021 is claimed."""
    for name, element in (("Declaratie", "DeclaratiePeriode"), ("Prestatie", "ProductPeriode")):
        for node in document.nodes(name):
            period = getattr(node.value, element)
            if period.Begindatum < _FIRST_DAY or period.Einddatum < _FIRST_DAY:
                yield Place(node, element)


@rule("CS340", messages=["JW323"])
def cs340(document: Document[JW323]) -> Iterator[Place]:
    """A claim is over exactly one calendar month."""
    for node in document.nodes("Declaratie"):
        if not is_whole_month(node.value.DeclaratiePeriode):
            yield Place(node, "DeclaratiePeriode")


@rule("CS337", messages=["JW323"])
def cs337(document: Document[JW323]) -> Iterator[Place]:
    """A ProductPeriode begins and ends in one calendar month."""
    for node in document.nodes("Prestatie"):
        period = node.value.ProductPeriode
        if not same_month(period.Begindatum, period.Einddatum):
            yield Place(node, "ProductPeriode/Einddatum")


@rule("TR319", messages=["JW323"], retourcode="9319")
def tr319(document: Document[JW323]) -> Iterator[Place]:
    """A ProductPeriode lies in the DeclaratiePeriode or before it.

    The standard lists this among the rules across messages, with a retourcode of its own that goes to the
    Prestatie; the message alone is enough to see it.
    """
    last_day = document.bericht.Declaratie.DeclaratiePeriode.Einddatum
    for node in document.nodes("Prestatie"):
        if node.value.ProductPeriode.Einddatum > last_day:
            yield Place(node, "ProductPeriode")


@rule("TR335", messages=["JW323"])
def tr335(document: Document[JW323]) -> Iterator[Place]:
    """What was delivered more than five years before the DeclaratieDagtekening is not claimed any more."""
    oldest = years_before(document.bericht.Declaratie.DeclaratieDagtekening, _YEARS_TO_CLAIM)
    for node in document.nodes("Prestatie"):
        if node.value.ProductPeriode.Einddatum < oldest:
            yield Place(node, "ProductPeriode/Einddatum")


@rule("CD087", messages=["JW323"])
def cd087(document: Document[JW323]) -> Iterator[Place]:
    """ProductTarief is filled, but not where the unit is euros."""
    for node in document.nodes("Prestatie"):
        if (node.value.Eenheid == _EURO) != (node.value.ProductTarief is None):
            yield Place(node, "ProductTarief")


@rule("CS339", messages=["JW323"])
def cs339(document: Document[JW323]) -> Iterator[Place]:
    """Where the unit is euros, volume and amount are the same number of cents."""
    for node in document.nodes("Prestatie"):
        line = node.value
        if line.Eenheid == _EURO and line.IngediendBedrag.Bedrag != line.GeleverdVolume:
            yield Place(node, "IngediendBedrag")
