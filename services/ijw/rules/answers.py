"""What an answer to a request may say by itself (JW319, level 2)."""

from __future__ import annotations

from collections.abc import Iterator

from ijw.messages.document import Document
from ijw.messages.jw319 import JW319
from ijw.rules.registry import Place, rule

_REFUSED, _UNDER_INVESTIGATION = "1", "2"
_OTHER_MUNICIPALITY = "8"


@rule("CD085", messages=["JW319"])
def cd085(document: Document[JW319]) -> Iterator[Place]:
    """A refusal has a reason."""
    for node in document.nodes("Antwoord"):
        if node.value.VerzoekAntwoord == _REFUSED and node.value.RedenAfwijzingVerzoek is None:
            yield Place(node, "RedenAfwijzingVerzoek")


@rule("CD086", messages=["JW319"])
def cd086(document: Document[JW319]) -> Iterator[Place]:
    """What is still being looked into has no reason for refusal."""
    for node in document.nodes("Antwoord"):
        investigated = node.value.VerzoekAntwoord == _UNDER_INVESTIGATION
        if investigated and node.value.RedenAfwijzingVerzoek is not None:
            yield Place(node, "RedenAfwijzingVerzoek")


@rule("TR377", messages=["JW319"])
def tr377(document: Document[JW319]) -> Iterator[Place]:
    """Reason 8 names the municipality that is responsible (IV095)."""
    for node in document.nodes("Antwoord"):
        elsewhere = node.value.RedenAfwijzingVerzoek == _OTHER_MUNICIPALITY
        if elsewhere and node.value.Woonplaatsbeginsel is None:
            yield Place(node, "Woonplaatsbeginsel")


@rule("TR409", messages=["JW319"])
def tr409(document: Document[JW319]) -> Iterator[Place]:
    """Without reason 8, also without any reason, no other municipality is named (IV095)."""
    for node in document.nodes("Antwoord"):
        elsewhere = node.value.RedenAfwijzingVerzoek == _OTHER_MUNICIPALITY
        if not elsewhere and node.value.Woonplaatsbeginsel is not None:
            yield Place(node, "Woonplaatsbeginsel")
