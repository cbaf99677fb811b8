"""What a request may say by itself (JW315 and JW317, level 2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ijw.messages import cdt
from ijw.messages.document import Document, Node
from ijw.messages.jw315 import JW315
from ijw.messages.jw317 import JW317
from ijw.rules.registry import Place, rule

_REFERRERS_WITH_CODE = frozenset(("02", "03", "04", "05"))
"""Family doctor, youth doctor, certified institution, specialist: they have an AGB."""


@rule("CD043", messages=["JW315"])
def cd043(document: Document[JW315]) -> Iterator[Place]:
    """BeschikkingIngangsdatum is filled when, and only when, there is a BeschikkingNummer."""
    for node in document.nodes("AangevraagdProduct"):
        product = node.value
        if (product.BeschikkingNummer is None) != (product.BeschikkingIngangsdatum is None):
            yield Place(node, "BeschikkingIngangsdatum")


@rule("CD066", messages=["JW315"])
def cd066(document: Document[Any]) -> Iterator[Place]:
    """A referrer with a code of its own is not named as well."""
    for node, verwijzer in _referrers(document):
        coded = verwijzer.Type in _REFERRERS_WITH_CODE and verwijzer.ZorgverlenerCode is not None
        if coded and verwijzer.Naam is not None:
            yield Place(node, "Verwijzer/Naam")


@rule("CD067", messages=["JW315"])
def cd067(document: Document[Any]) -> Iterator[Place]:
    """A referrer who should have a code but is without one is named."""
    for node, verwijzer in _referrers(document):
        nameless = verwijzer.ZorgverlenerCode is None and verwijzer.Naam is None
        if verwijzer.Type in _REFERRERS_WITH_CODE and nameless:
            yield Place(node, "Verwijzer/Naam")


@rule("CD068", messages=["JW315"])
def cd068(document: Document[Any]) -> Iterator[Place]:
    """Other referrers have no code."""
    for node, verwijzer in _referrers(document):
        if verwijzer.Type not in _REFERRERS_WITH_CODE and verwijzer.ZorgverlenerCode is not None:
            yield Place(node, "Verwijzer/ZorgverlenerCode")


def _referrers(document: Document[Any]) -> Iterator[tuple[Node, cdt.Verwijzer]]:
    for node in document.nodes("AangevraagdProduct"):
        yield node, node.value.Verwijzer


@rule("TR352", messages=["JW317"])
def tr352(document: Document[JW317]) -> Iterator[Place]:
    """A request for a change starts from an assignment: one that stays, or one that changes."""
    for node in document.nodes("Verzoek"):
        if node.value.OngewijzigdeProducten is None and node.value.TeWijzigenProducten is None:
            yield Place(node)


@rule("TR353", messages=["JW317"])
def tr353(document: Document[JW317]) -> Iterator[Place]:
    """A request for a change changes or adds something."""
    for node in document.nodes("Verzoek"):
        if node.value.TeWijzigenProducten is None and node.value.NieuweProducten is None:
            yield Place(node)
