"""Who the message is about: BSN, date of birth, names, communication (level 2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ijw.contracts.eleven_proof import passes_eleven_proof
from ijw.messages import cdt
from ijw.messages.document import Document, Node
from ijw.rules.calendar import years_before
from ijw.rules.registry import Place, rule

_PERSONS = ("Client", "Relatie")
_WITH_BIRTH_DATE = ("JW301", "JW305", "JW307", "JW315")
_UNKNOWN = date(1900, 1, 1)
_MAX_AGE = 120
_ALONE, _WITH_PARTNER = frozenset("16"), frozenset("1234")
"""Values of NaamGebruik without and with a Partnernaam."""


@rule("CS002", messages=["JW301", "JW305", "JW307", "JW315", "JW317", "JW323", "JW325"])
def cs002(document: Document[Any]) -> Iterator[Place]:
    """A BSN passes the 11-proof."""
    for node in document.nodes("Client"):
        if not passes_eleven_proof(node.value.Bsn):
            yield Place(node, "Bsn")


@rule("CS139", messages=_WITH_BIRTH_DATE)
def cs139(document: Document[Any]) -> Iterator[Place]:
    """DatumGebruik and Datum agree: an unknown part of a date of birth is written as 01 or 1900 (IV009)."""
    for node, birth in _birth_dates(document):
        if not _agrees(birth):
            yield Place(node, "Geboortedatum")


def _agrees(birth: cdt.Geboortedatum) -> bool:
    match birth.DatumGebruik:
        case "1":  # the day is unknown
            return birth.Datum.day == 1
        case "2":  # day and month are unknown
            return (birth.Datum.month, birth.Datum.day) == (1, 1)
        case "3":
            return birth.Datum == _UNKNOWN
        case _:
            return True


@rule("TR002", messages=_WITH_BIRTH_DATE)
def tr002(document: Document[Any]) -> Iterator[Place]:
    """Nobody was born more than 120 years before the Dagtekening, unless the date is wholly unknown."""
    oldest = years_before(document.header.BerichtIdentificatie.Dagtekening, _MAX_AGE)
    for node, birth in _birth_dates(document):
        unknown = birth.DatumGebruik == "3" and birth.Datum == _UNKNOWN
        if birth.Datum < oldest and not unknown:
            yield Place(node, "Geboortedatum")


def _birth_dates(document: Document[Any]) -> Iterator[tuple[Node, cdt.Geboortedatum]]:
    for name in _PERSONS:
        for node in document.nodes(name):
            if node.value.Geboortedatum is not None:  # a Relatie may be without one
                yield node, node.value.Geboortedatum


@rule("CS318", messages=["JW301"])
def cs318(document: Document[Any]) -> Iterator[Place]:
    """A client is a natural person: NaamGebruik 6 is for organisations (IV045)."""
    for node in document.nodes("Client"):
        if node.value.Naam.NaamGebruik == "6":
            yield Place(node, "Naam")


@rule("CS050", messages=["JW301"])
def cs050(document: Document[Any]) -> Iterator[Place]:
    """NaamGebruik fits the names that are there: 1 to 4 with a Partnernaam, else 1 or 6."""
    for name in _PERSONS:
        for node in document.nodes(name):
            naam = node.value.Naam
            if naam.NaamGebruik not in (_ALONE if naam.Partnernaam is None else _WITH_PARTNER):
                yield Place(node, "Naam")


@rule("CD007", messages=["JW301"])
def cd007(document: Document[Any]) -> Iterator[Place]:
    """Taal is filled when, and only when, an interpreter is needed (Vorm 1)."""
    for node in document.nodes("Client"):
        communicatie = node.value.Communicatie
        if communicatie is not None and (communicatie.Vorm == "1") != (communicatie.Taal is not None):
            yield Place(node, "Communicatie/Taal")
