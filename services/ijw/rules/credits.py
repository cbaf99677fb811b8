"""Credit lines and the debit lines they take back (JW323 and JW325, level 2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ijw.messages.document import Document
from ijw.messages.jw323 import JW323
from ijw.rules.registry import Place, rule

_DEBIT, _CREDIT = "D", "C"
_PREVIOUS = "ProductReferentie/VorigReferentieNummer"


@rule("CD060", messages=["JW323", "JW325"])
def cd060(document: Document[Any]) -> Iterator[Place]:
    """VorigReferentieNummer is filled on a credit line, and on no other."""
    for node in document.nodes("Prestatie"):
        credit = node.value.IngediendBedrag.DebetCredit == _CREDIT
        if credit != (node.value.ProductReferentie.VorigReferentieNummer is not None):
            yield Place(node, _PREVIOUS)


@rule("TR315", messages=["JW323"])
def tr315(document: Document[JW323]) -> Iterator[Place]:
    """A line is taken back once in a claim."""
    seen: set[str] = set()
    for node in document.nodes("Prestatie"):
        previous = node.value.ProductReferentie.VorigReferentieNummer
        if previous is None:
            continue
        if previous in seen:
            yield Place(node, _PREVIOUS)
        seen.add(previous)


@rule("TR316", messages=["JW323"])
def tr316(document: Document[JW323]) -> Iterator[Place]:
    """A line is not taken back in the claim that brings it (IV086)."""
    lines = document.nodes("Prestatie")
    brought = {node.value.ProductReferentie.ReferentieNummer for node in lines}
    for node in lines:
        if node.value.ProductReferentie.VorigReferentieNummer in brought:
            yield Place(node, _PREVIOUS)


@rule("TR416", messages=["JW323"])
def tr416(document: Document[JW323]) -> Iterator[Place]:
    """A product on an assignment is claimed once for a period."""
    seen = set()
    for node in document.nodes("Prestatie"):
        line = node.value
        if line.IngediendBedrag.DebetCredit != _DEBIT:
            continue
        period = line.ProductPeriode
        product = (line.ToewijzingNummer, line.ProductCategorie, line.ProductCode)
        delivery = (*product, period.Begindatum, period.Einddatum)
        if delivery in seen:
            yield Place(node)
        seen.add(delivery)
