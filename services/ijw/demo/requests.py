"""Building requests of a certified agency: JW315 and JW317."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ijw.demo.families import AGENCY, ONE_A_MONTH, Kid
from ijw.demo.messages import client, header, written
from ijw.messages.jw315 import JW315
from ijw.messages.jw317 import JW317

PREVENTIVE, JUDICIAL = "01", "08"
"""Type verwijzer: the municipality, and the court."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A product that is asked."""

    code: str
    first: date
    last: date
    referrer: str = JUDICIAL
    volume: int = ONE_A_MONTH[0]
    remark: str | None = None

    @property
    def category(self) -> str:
        """Productcategorie: 50 for the expert team, else 48."""
        return "50" if self.code.startswith("50") else "48"


@dataclass
class Agency:
    """Writes the messages of a certified agency on a day; `run` makes its numbers its own."""

    today: date
    run: str
    _written: int = field(default=0)
    _asked: int = field(default=0)

    def reference(self) -> str:
        """The next ReferentieAanbieder."""
        self._asked += 1
        return f"{self.run}-{self._asked}"

    def vot(self, kid: Kid, *asked: Asked, references: Sequence[str]) -> bytes:
        """A request for assignments."""
        products = [_aangevraagd(one, name) for one, name in zip(asked, references, strict=True)]
        own = {"GezagsdragerBekend": "1", "AangevraagdeProducten": {"AangevraagdProduct": products}}
        values = {"Header": self._header("JW315", kid), "Client": {**client(kid), **own}}
        return written(JW315.model_validate(values))

    def vow(
        self,
        kid: Kid,
        *,
        ends: tuple[int, date, date],
        new: Asked | None = None,
        unchanged: Sequence[int] = (),
    ) -> bytes:
        """A request for change: an assignment, by number and first day, ends on another day.

        A new product may follow it. Every other running assignment is named as unchanged (TR349).
        """
        number, first, last = ends
        changed = {
            "ToewijzingNummer": number,
            "GewensteIngangsdatum": first,
            "Einddatum": last,
            "Omvang": _omvang(ONE_A_MONTH[0]),
        }
        verzoek: dict[str, Any] = {
            "ReferentieAanbieder": self.reference(),
            "RedenVerzoek": "1",
            "OngewijzigdeProducten": _ongewijzigd(unchanged),
            "TeWijzigenProducten": {"TeWijzigenProduct": [changed]},
            "NieuweProducten": {"NieuwProduct": [_nieuw(new)]} if new else None,
        }
        values = {"Header": self._header("JW317", kid), "Client": {"Bsn": kid.bsn, "Verzoek": verzoek}}
        return written(JW317.model_validate(values))

    def _header(self, kind: str, kid: Kid) -> dict[str, Any]:
        self._written += 1
        return header(kind, AGENCY, kid.municipality, f"{self.run}{self._written:03d}", self.today)


def _aangevraagd(one: Asked, reference: str) -> dict[str, Any]:
    return {
        "ReferentieAanbieder": reference,
        "Product": {"Categorie": one.category, "Code": one.code},
        "ToewijzingIngangsdatum": one.first,
        "ToewijzingEinddatum": one.last,
        "Omvang": _omvang(one.volume),
        "Verwijzer": {"Type": one.referrer},
        "Commentaar": one.remark,
    }


def _ongewijzigd(numbers: Sequence[int]) -> dict[str, Any] | None:
    return {"OngewijzigdProduct": [{"ToewijzingNummer": number} for number in numbers]} if numbers else None


def _nieuw(one: Asked) -> dict[str, Any]:
    return {
        "Product": {"Categorie": one.category, "Code": one.code},
        "GewensteIngangsdatum": one.first,
        "Einddatum": one.last,
        "Omvang": _omvang(one.volume),
    }


def _omvang(volume: int) -> dict[str, Any]:
    return {"Volume": volume, "Eenheid": ONE_A_MONTH[1], "Frequentie": ONE_A_MONTH[2]}
