"""Amounts and their sums in claims and answers (JW323 and JW325, level 2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ijw.messages import cdt
from ijw.messages.document import Document
from ijw.messages.jw323 import JW323
from ijw.messages.jw325 import JW325
from ijw.rules.registry import Place, rule

_CREDIT = "C"
_APPROVED = frozenset(("0200", "8001"))
"""Retourcodes of a DeclaratieAntwoord whose lines were judged."""


@rule("CS325", messages=["JW323", "JW325"])
def cs325(document: Document[Any]) -> Iterator[Place]:
    """Nothing is debit, never credit."""
    for name in ("Declaratie", "DeclaratieAntwoord"):
        for node in document.nodes(name):
            for element in ("TotaalIngediendBedrag", "TotaalToegekendBedrag"):
                total = getattr(node.value, element, None)
                if total is not None and total.TotaalBedrag == 0 and total.DebetCredit == _CREDIT:
                    yield Place(node, f"{element}/DebetCredit")
    for node in document.nodes("Prestatie"):
        amount = node.value.IngediendBedrag
        if amount.Bedrag == 0 and amount.DebetCredit == _CREDIT:
            yield Place(node, "IngediendBedrag/DebetCredit")


@rule("TR358", messages=["JW323"])
def tr358(document: Document[JW323]) -> Iterator[Place]:
    """The total of a claim is the sum of its lines, debit less credit."""
    for node in document.nodes("Declaratie"):
        if _total(node.value.TotaalIngediendBedrag) != _sum_of_lines(document):
            yield Place(node, "TotaalIngediendBedrag")


@rule("TR342", messages=["JW325"])
def tr342(document: Document[JW325]) -> Iterator[Place]:
    """What is not granted of a claim is the sum of the refused lines; of a refused claim nothing is granted.

    A claim that was refused as a whole has no judged lines, so its answer names none (IV087).
    """
    for node in document.nodes("DeclaratieAntwoord"):
        answer = node.value
        granted = _total(answer.TotaalToegekendBedrag)
        if _APPROVED.issuperset(answer.RetourCodes.RetourCode):
            right = _total(answer.TotaalIngediendBedrag) - granted == _sum_of_lines(document)
        else:
            right = granted == 0 and answer.Clienten is None
        if not right:
            yield Place(node, "TotaalToegekendBedrag")


def _total(total: cdt.TotaalBedragMetDC) -> int:
    return -total.TotaalBedrag if total.DebetCredit == _CREDIT else total.TotaalBedrag


def _sum_of_lines(document: Document[Any]) -> int:
    amounts = (node.value.IngediendBedrag for node in document.nodes("Prestatie"))
    return sum(-a.Bedrag if a.DebetCredit == _CREDIT else a.Bedrag for a in amounts)
