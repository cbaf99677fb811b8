"""The outcomes a request can have, each with the rules that led to it (`ijw why`).

Every rule id in a step or finding stands in the protocol or in the standard; explanations hold dates of
products, codes and numbers of assignments, never who the child is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ijw.policy import standard
from ijw.policy.facts import Toewijzing
from ijw.policy.periods import Period
from ijw.policy.standard import RedenAfwijzing

NO_PROTOCOL = "D"
"""The rule of a request that no protocol decides: a person does (section D of the protocols)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One rule in the order in which it was applied."""

    rule: str
    outcome: Literal["passed", "refused", "person", "applied"]
    explanation: str


Trace = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule and what it found, for a person."""

    rule: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which something must be done, and the rule that says so."""

    rule: str
    due: date


@dataclass(frozen=True, slots=True)
class NieuweToewijzing:
    """An assignment to make; its number is given when it is stored (OP275)."""

    Product: standard.Product | None
    Ingangsdatum: date
    Einddatum: date | None
    Omvang: standard.Omvang | None = None
    Budget: int | None = None
    Verwijzer: str | None = None

    @property
    def period(self) -> Period:
        """The term of the assignment."""
        return Period(self.Ingangsdatum, self.Einddatum)


@dataclass(frozen=True, slots=True)
class GewijzigdeToewijzing:
    """An assignment that changes. `honours`: it is itself what was asked, not a consequence (IV094)."""

    before: Toewijzing
    after: Toewijzing
    RedenWijziging: standard.RedenWijziging
    honours: bool = True


@dataclass(frozen=True, slots=True)
class Assign:
    """Send a JW301 with these new and changed assignments and all other actual ones (OP087)."""

    ReferentieAanbieder: str | None
    new: tuple[NieuweToewijzing, ...]
    changed: tuple[GewijzigdeToewijzing, ...]
    trace: Trace
    protocol: str | None
    kind: Literal["assign"] = "assign"


@dataclass(frozen=True, slots=True)
class Refuse:
    """Send a JW319 with VerzoekAntwoord 1; the municipality is filled for reason 8 only (TR377, TR409)."""

    ReferentieAanbieder: str
    reason: RedenAfwijzing
    rule: str
    responsible_municipality: str | None
    trace: Trace
    protocol: str | None
    kind: Literal["refuse"] = "refuse"


@dataclass(frozen=True, slots=True)
class ToPerson:
    """Send a JW319 with VerzoekAntwoord 2 and open a case with these findings and this deadline."""

    ReferentieAanbieder: str
    findings: tuple[Finding, ...]
    deadline: Deadline
    trace: Trace
    protocol: str | None
    kind: Literal["to_person"] = "to_person"


@dataclass(frozen=True, slots=True)
class HoldBack:
    """Send nothing and tell the back office: no message traffic for this client (OP003)."""

    ReferentieAanbieder: str
    trace: Trace
    kind: Literal["hold_back"] = "hold_back"


Decision = Assign | Refuse | ToPerson | HoldBack


@dataclass(frozen=True, slots=True)
class NotPossible:
    """What was chosen cannot be done, and why; nothing changes."""

    problems: tuple[Finding, ...]
