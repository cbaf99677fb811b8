"""What the rules of levels 3 and 4 know around a request (JW315 and JW317)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from ijw.messages.document import Document
from ijw.rules.assignments import is_deleted
from ijw.rules.overlaps import Soort

TOTAL = "6"
"""Frequentie of an Omvang that counts for the whole term of the assignment."""


class Hoeveelheid(Protocol):
    """How much care, as far as the rules look at it (IV042)."""

    @property
    def Frequentie(self) -> str: ...  # noqa: N802, D102  (the element's name)


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """The latest version of an assignment; Budget in euro cents."""

    ToewijzingNummer: int
    Product: Soort | None
    Ingangsdatum: date
    Einddatum: date | None = None
    Omvang: Hoeveelheid | None = None
    Budget: int | None = None
    RedenWijziging: str | None = None

    def actual_on(self, day: date) -> bool:
        """Whether it is valid on that day or later; what was deleted never is (TR349)."""
        return not is_deleted(self) and (self.Einddatum is None or self.Einddatum >= day)

    @property
    def for_whole_term(self) -> bool:
        """Whether it holds a budget or a total, which only change for the whole term (IV092)."""
        return self.Budget is not None or (self.Omvang is not None and self.Omvang.Frequentie == TOTAL)


@dataclass(frozen=True)
class RequestFacts:
    """What is known of one client at one provider when one request of it is judged."""

    today: date
    """The date in the Netherlands, or the frozen one."""
    Dagtekening: date
    """That of the request."""
    toewijzingen: Sequence[Toewijzing] = ()
    """Assignments of this client at this provider, ended and deleted ones too."""
    references: Collection[str] = frozenset()
    """ReferentieAanbieder of every request of this provider that was accepted before, of any client."""
    client_known: bool = True
    """Whether this provider has, or had, an assignment or an accepted request for this client here."""
    request_open: bool = False
    """Whether a request of this provider for this client still waits for its assignment or refusal."""
    contracted: Collection[tuple[str, str]] = frozenset()
    """Category and code of the products that the municipality contracted itself."""

    @cached_property
    def actual(self) -> Mapping[int, Toewijzing]:
        """The actual assignments, by number."""
        return {one.ToewijzingNummer: one for one in self.toewijzingen if one.actual_on(self.today)}


def references(document: Document[Any]) -> tuple[str, ...]:
    """Every ReferentieAanbieder that a request uses: one a product (JW315), or one in all (JW317)."""
    nodes = (*document.nodes("AangevraagdProduct"), *document.nodes("Verzoek"))
    return tuple(node.value.ReferentieAanbieder for node in nodes)
