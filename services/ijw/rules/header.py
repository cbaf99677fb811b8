"""The header against what came before and against outside sources (levels 3 and 4), for every message."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from ijw.contracts.codelists import municipalities
from ijw.messages.headers import HeenHeader
from ijw.rules.registry import rule

FROM_PROVIDERS = ("JW305", "JW307", "JW315", "JW317", "JW323")
"""The messages that a municipality receives; in all of them Ontvanger is the municipality."""


@dataclass(frozen=True, slots=True)
class HeaderFacts:
    """What is known around a header."""

    today: date
    """The date in the Netherlands, or the frozen one."""
    identificatie_known: bool
    """Whether this sender used this Identificatie before in a message of this type."""
    municipalities: Collection[str] = field(default_factory=lambda: municipalities().keys())
    """The municipality codes of the code list."""


@rule("TR056", level=3, retourcode="9056", messages=FROM_PROVIDERS, at=["Header"])
def tr056(_header: HeenHeader, facts: HeaderFacts) -> bool:
    """A sender uses an Identificatie once for each type of message."""
    return facts.identificatie_known


@rule("TR135", level=4, retourcode="8848", messages=FROM_PROVIDERS, at=["Header"])
def tr135(header: HeenHeader, facts: HeaderFacts) -> bool:
    """The Dagtekening does not lie in the future."""
    return header.BerichtIdentificatie.Dagtekening > facts.today


@rule("TR378", level=4, retourcode="S300", messages=FROM_PROVIDERS, at=["Header"])
def tr378(header: HeenHeader, facts: HeaderFacts) -> bool:
    """The municipality is in the list of municipalities."""
    return header.Ontvanger not in facts.municipalities
