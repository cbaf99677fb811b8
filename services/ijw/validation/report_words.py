"""The words of the report, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ijw.contracts.codelists import Language


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the report besides the findings."""

    title: str
    made: str
    messages: str
    accepted: str
    refused: str
    unread: str
    type: str
    rules: str
    rule: str
    meaning: str
    place: str
    files: str
    refused_at: str
    more_findings: str
    more_files: str


_WORDS: dict[Language, Words] = {
    "en": Words(
        title="Check of iJw 3.2 messages",
        made="Levels 0 to 2 (file, schema and rules within the message), checked with ijw on",
        messages="messages",
        accepted="accepted",
        refused="refused",
        unread="not read",
        type="Type",
        rules="Broken rules",
        rule="Rule",
        meaning="What it says",
        place="Place",
        files="Messages",
        refused_at="refused at level",
        more_findings="more findings of this message are not shown here.",
        more_files="more refused messages are not shown here.",
    ),
    "nl": Words(
        title="Controle van iJw 3.2-berichten",
        made="Niveau 0 tot en met 2 (bestand, schema en regels binnen het bericht), gecontroleerd met ijw op",
        messages="berichten",
        accepted="goedgekeurd",
        refused="afgekeurd",
        unread="niet gelezen",
        type="Soort",
        rules="Overtreden regels",
        rule="Regel",
        meaning="Wat die zegt",
        place="Plaats",
        files="Berichten",
        refused_at="afgekeurd op niveau",
        more_findings="bevindingen van dit bericht staan hier niet.",
        more_files="afgekeurde berichten staan hier niet.",
    ),
}


def words_in(language: Language) -> Words:
    """Give the words in this language."""
    return _WORDS[language]
