"""Start and stop of care against what was reported before (levels 3): JW305 and JW307.

A *melding* is a start or a stop that was accepted and not taken back since. Meldingen belong to a client, a
provider and a municipality. What a rule needs to know stands in DeliveryFacts; a rule answers whether it is
broken. A class that takes an earlier report back (StatusAanlevering 3) is judged by TR063 and TR071 alone,
and without an assignment (TR019) there is nothing to compare a report with.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from ijw.messages import jw305, jw307
from ijw.rules.registry import rule

FIRST, DELETE = "1", "3"
"""The two values of StatusAanlevering that a start or stop may have (CS058)."""
TEMPORARY = "20"
"""RedenBeeindiging of a stop after which delivery is expected to go on."""

MESSAGES, CLASSES = ("JW305", "JW307"), ("StartProduct", "StopProduct")

Reported = jw305.StartProduct | jw307.StopProduct


class Levering(NamedTuple):
    """The key that ties a stop to its start (IV096)."""

    ToewijzingNummer: int | None
    Categorie: str | None
    Code: str | None
    Begindatum: date

    @property
    def subject(self) -> tuple[int | None, str | None, str | None]:
        """What is delivered: the assignment, or the product where work is task-oriented (IV096)."""
        if self.ToewijzingNummer is not None:
            return self.ToewijzingNummer, None, None
        return None, self.Categorie, self.Code


class Melding(NamedTuple):
    """A start, or a stop when RedenBeeindiging and Einddatum are filled."""

    id: UUID
    levering: Levering
    ToewijzingIngangsdatum: date | None = None
    RedenBeeindiging: str | None = None
    Einddatum: date | None = None

    @property
    def is_start(self) -> bool:
        """Whether this reports a start."""
        return self.Einddatum is None

    @property
    def key(self) -> tuple[Levering, str | None, date | None]:
        """The logical key of the class: what makes two reports the same report."""
        return self.levering, self.RedenBeeindiging, self.Einddatum


class DeliveryFacts(NamedTuple):
    """What is known of one client at one provider, in the order of arrival."""

    toewijzingen: frozenset[int] = frozenset()
    """Numbers of the assignments that this provider has for this client."""
    meldingen: Sequence[Melding] = ()
    contracted: Collection[tuple[str, str]] = frozenset()
    """Category and code of the products that the municipality contracted itself."""

    def find(self, key: tuple[Levering, str | None, date | None]) -> Melding | None:
        """The report with that logical key."""
        return next((m for m in self.meldingen if m.key == key), None)

    def stops(self, levering: Levering) -> list[Melding]:
        """The stops of one delivery, the latest last."""
        return [m for m in self.meldingen if not m.is_start and m.levering == levering]

    def latest_start(self, levering: Levering) -> Melding | None:
        """The latest start of what this delivery delivers."""
        subject = levering.subject
        starts = (m for m in reversed(self.meldingen) if m.is_start and m.levering.subject == subject)
        return next(starts, None)


def levering(product: Reported) -> Levering:
    """The delivery that a class is about."""
    soort = product.Product
    return Levering(
        product.ToewijzingNummer,
        soort.Categorie if soort else None,
        soort.Code if soort else None,
        product.Begindatum,
    )


def melding(product: Reported, identity: UUID) -> Melding:
    """The report that a class makes."""
    stop = product if isinstance(product, jw307.StopProduct) else None
    return Melding(
        identity,
        levering(product),
        product.ToewijzingIngangsdatum,
        stop.RedenBeeindiging if stop else None,
        stop.Einddatum if stop else None,
    )


def _key(product: Reported) -> tuple[Levering, str | None, date | None]:
    if isinstance(product, jw307.StopProduct):
        return levering(product), product.RedenBeeindiging, product.Einddatum
    return levering(product), None, None


def _assigned(product: Reported, facts: DeliveryFacts) -> bool:
    """Task-oriented work has no assignment, and so no ToewijzingNummer (IV096)."""
    return product.ToewijzingNummer is None or product.ToewijzingNummer in facts.toewijzingen


def _comparable(product: Reported, facts: DeliveryFacts) -> bool:
    return product.StatusAanlevering != DELETE and _assigned(product, facts)


@rule("TR019", level=3, retourcode="9019", messages=MESSAGES, at=CLASSES)
def tr019(product: Reported, facts: DeliveryFacts) -> bool:
    """The ToewijzingNummer is that of an assignment of this client at this provider."""
    return product.StatusAanlevering != DELETE and not _assigned(product, facts)


@rule("TR063", level=3, retourcode="9063", messages=MESSAGES, at=CLASSES)
def tr063(product: Reported, facts: DeliveryFacts) -> bool:
    """Only what was reported can be taken back."""
    return product.StatusAanlevering == DELETE and facts.find(_key(product)) is None


@rule("TR071", level=3, retourcode="9071", messages=["JW305"], at=["StartProduct"])
def tr071(start: jw305.StartProduct, facts: DeliveryFacts) -> bool:
    """A start that was followed by its stop cannot be taken back."""
    return start.StatusAanlevering == DELETE and bool(facts.stops(levering(start)))


@rule("TR074", level=3, retourcode="9074", messages=MESSAGES, at=CLASSES)
def tr074(product: Reported, facts: DeliveryFacts) -> bool:
    """A first report is not there already."""
    return _comparable(product, facts) and facts.find(_key(product)) is not None


@rule("TR326", level=3, retourcode="9326", messages=["JW305"], at=["StartProduct"])
def tr326(start: jw305.StartProduct, facts: DeliveryFacts) -> bool:
    """A start follows only when the previous start was stopped, for a time or for good (OP289, OP379)."""
    latest = facts.latest_start(levering(start))
    return _comparable(start, facts) and latest is not None and not facts.stops(latest.levering)


@rule("TR382", level=3, retourcode="9069", messages=["JW307"], at=["StopProduct"])
def tr382(stop: jw307.StopProduct, facts: DeliveryFacts) -> bool:
    """A stop bears the key of the latest start (OP155)."""
    latest = facts.latest_start(levering(stop))
    return _comparable(stop, facts) and (latest is None or latest.levering != levering(stop))


@rule("TR413", level=3, retourcode="9413", messages=["JW307"], at=["StopProduct"])
def tr413(stop: jw307.StopProduct, facts: DeliveryFacts) -> bool:
    """After a temporary stop only a definite one follows (OP378)."""
    temporary = [m for m in facts.stops(levering(stop)) if m.RedenBeeindiging == TEMPORARY]
    return _comparable(stop, facts) and stop.RedenBeeindiging == TEMPORARY and bool(temporary)


@rule("TR414", level=3, retourcode="9414", messages=["JW307"], at=["StopProduct"])
def tr414(stop: jw307.StopProduct, facts: DeliveryFacts) -> bool:
    """A next stop does not end before the stop that is there."""
    stops = facts.stops(levering(stop))
    ended = stops[-1].Einddatum if stops else None
    return _comparable(stop, facts) and ended is not None and stop.Einddatum < ended


@rule("TR415", level=3, retourcode="9415", messages=["JW307"], at=["StopProduct"])
def tr415(stop: jw307.StopProduct, facts: DeliveryFacts) -> bool:
    """After a definite stop no other stop follows."""
    definite = [m for m in facts.stops(levering(stop)) if m.RedenBeeindiging != TEMPORARY]
    return _comparable(stop, facts) and bool(definite)
