"""What an assignment or an answer of ours says, without who it is about. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, assert_never

from ijw.cli.wording import amount_words, code_name, municipality_name, product_words
from ijw.contracts import schemas
from ijw.contracts.refusal import Refusal
from ijw.contracts.safe_xml import Parsed, parse
from ijw.messages.jw301 import JW301, ToegewezenProduct
from ijw.messages.jw319 import JW319
from ijw.messages.mapper import read


@dataclass(frozen=True, slots=True)
class SaidProduct:
    """One ToegewezenProduct of a JW301."""

    number: int
    product: str | None
    first: date
    last: date | None
    amount: str
    reason: str | None
    """RedenWijziging, when it changes."""
    reference: str | None

    @property
    def words(self) -> str:
        """The same in one line."""
        last = self.last.isoformat() if self.last else "open"
        reason = f", RedenWijziging {code_name('reden_wijziging', self.reason)}" if self.reason else ""
        reference = f", on {self.reference}" if self.reference else ""
        term = f"{self.first.isoformat()} to {last}"
        return f"{self.number} {self.product or 'budget'} {term}, {self.amount}{reason}{reference}"


@dataclass(frozen=True, slots=True)
class SaidAssignment:
    """A JW301: all assignments of a client at a provider."""

    products: tuple[SaidProduct, ...]


@dataclass(frozen=True, slots=True)
class SaidAnswer:
    """A JW319: a request is refused (1) or in onderzoek (2)."""

    reference: str
    answer: str
    reason: str | None = None
    municipality: str | None = None

    @property
    def words(self) -> str:
        """The same in one line."""
        what = code_name("verzoek_antwoord", self.answer)
        reason = f", {code_name('reden_afwijzing_verzoek', self.reason)}" if self.reason else ""
        place = f": {municipality_name(self.municipality)}" if self.municipality else ""
        return f"{self.reference}: {what}{reason}{place}"


Said = SaidAssignment | SaidAnswer


def said(raw: bytes) -> Said | None:
    """Read a message of ours; None when it is neither a JW301 nor a JW319."""
    parsed = parse(raw)
    if not isinstance(parsed, Parsed):
        return None
    root = schemas.validated(parsed)
    if isinstance(root, Refusal):
        return None
    match parsed.soort.type:
        case "JW301":
            products = read(root, JW301).Client.ToegewezenProducten.ToegewezenProduct
            return SaidAssignment(tuple(map(_product, products)))
        case "JW319":
            antwoord = read(root, JW319).Antwoord
            elsewhere = antwoord.Woonplaatsbeginsel
            return SaidAnswer(
                antwoord.ReferentieAanbieder,
                antwoord.VerzoekAntwoord,
                antwoord.RedenAfwijzingVerzoek,
                elsewhere.Gemeente if elsewhere else None,
            )
        case _:
            return None


def lines(found: Said | None) -> Sequence[str]:
    """What a message says, one line for each assignment or answer."""
    match found:
        case None:
            return ()
        case SaidAssignment(products):
            return [product.words for product in products]
        case SaidAnswer():
            return [found.words]
        case _:
            assert_never(found)


def fields(found: Said | None) -> dict[str, Any]:
    """What a message says, for a program."""
    return {} if found is None else asdict(found)


def _product(one: ToegewezenProduct) -> SaidProduct:
    return SaidProduct(
        one.ToewijzingNummer,
        product_words(one.Product),
        one.Ingangsdatum,
        one.Einddatum,
        amount_words(one.Omvang, one.Budget),
        one.RedenWijziging,
        one.ReferentieAanbieder,
    )
