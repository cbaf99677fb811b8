"""How to reach a client or a relation in an assignment (JW301, level 2).

A condition on a part of Adres speaks only where there is an Adres: without one TR006 and TR061 decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ijw.messages.document import Document
from ijw.rules.registry import Place, rule

_REGISTERED, _CORRESPONDENCE, _RESIDENCE, _TEMPORARY = "01", "02", "03", "04"
_DUTCH_POSTCODE = re.compile(r"[1-9][0-9]{3} ?[A-Z]{2}")
_NETHERLANDS = "NL"


@rule("CD025", messages=["JW301"])
def cd025(document: Document[Any]) -> Iterator[Place]:
    """An address in the Netherlands has a Huis."""
    for node in document.nodes("Contact"):
        adres = node.value.Adres
        if adres is not None and adres.LandCode == _NETHERLANDS and adres.Huis is None:
            yield Place(node, "Adres/Huis")


@rule("CD034", messages=["JW301"])
def cd034(document: Document[Any]) -> Iterator[Place]:
    """The address of registration or residence has a Postcode."""
    for node in document.nodes("Contact"):
        adres, soort = node.value.Adres, node.value.Soort
        if adres is not None and soort in (_REGISTERED, _RESIDENCE) and adres.Postcode is None:
            yield Place(node, "Adres/Postcode")


@rule("CS089", messages=["JW301"])
def cs089(document: Document[Any]) -> Iterator[Place]:
    """A Postcode in the Netherlands is four digits and two capitals, with or without a space between."""
    for node in document.nodes("Contact"):
        adres = node.value.Adres
        if adres is None or adres.LandCode != _NETHERLANDS or adres.Postcode is None:
            continue
        if not _DUTCH_POSTCODE.fullmatch(adres.Postcode):
            yield Place(node, "Adres/Postcode")


@rule("CD005", messages=["JW301"])
def cd005(document: Document[Any]) -> Iterator[Place]:
    """LandCode is filled when, and only when, there is a Postcode."""
    for node in document.nodes("Contact"):
        adres = node.value.Adres
        if adres is not None and (adres.Postcode is None) != (adres.LandCode is None):
            yield Place(node, "Adres/LandCode")


@rule("CD009", messages=["JW301"])
def cd009(document: Document[Any]) -> Iterator[Place]:
    """Only a temporary address has a Periode."""
    for node in document.nodes("Contact"):
        if node.value.Periode is not None and node.value.Soort != _TEMPORARY:
            yield Place(node, "Periode")


@rule("TR006", messages=["JW301"])
def tr006(document: Document[Any]) -> Iterator[Place]:
    """A Contact holds a Telefoon, or an Adres with Huis and Postcode, or both."""
    for node in document.nodes("Contact"):
        adres = node.value.Adres
        addressed = adres is not None and adres.Huis is not None and adres.Postcode is not None
        if node.value.Telefoon is None and not addressed:
            yield Place(node)


@rule("TR061", messages=["JW301"])
def tr061(document: Document[Any]) -> Iterator[Place]:
    """A client has an Adres of registration, correspondence or residence; those of relations do not count."""
    wanted = (_REGISTERED, _CORRESPONDENCE, _RESIDENCE)
    for node in document.nodes("Contactgegevens"):
        if not any(c.Adres is not None and c.Soort in wanted for c in node.value.Contact):
            yield Place(node)
