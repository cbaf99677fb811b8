"""Valid claims and answers to claims with synthetic persons (use them through `support.factories`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Unpack

from ijw.contracts.catalog import by_type, xsd_versie
from ijw.messages import jw325 as answers
from ijw.messages.jw323 import JW323, Client, Prestatie
from support import parts
from support.parts import NOTHING, Elements, Kop

BEGIN, END = date(2026, 2, 1), date(2026, 2, 28)
"""Default DeclaratiePeriode and ProductPeriode."""

APPROVED = "0200"


def prestatie(reference: str = "P1", **elements: Any) -> Prestatie:
    """Ten hours in February 2026 at 60 euro an hour."""
    values = {
        "ProductReferentie": {"ReferentieNummer": reference},
        "ToewijzingNummer": parts.NUMBER,
        "ProductCategorie": parts.CATEGORY,
        "ProductCode": parts.CODE,
        "ProductPeriode": parts.period(BEGIN, END),
        "GeleverdVolume": 10,
        "Eenheid": "04",
        "ProductTarief": 6_000,
        "IngediendBedrag": parts.amount(60_000),
    }
    return Prestatie.model_validate({**values, **elements})


def credit(reference: str = "P2", previous: str = "P0", **elements: Any) -> Prestatie:
    """The same, taken back: `previous` is the reference of the line that was granted before."""
    referentie = {"ReferentieNummer": reference, "VorigReferentieNummer": previous}
    amount = parts.amount(-60_000)
    return prestatie(**{"ProductReferentie": referentie, "IngediendBedrag": amount, **elements})


def claim_client(lines: Sequence[Prestatie] = (), *, bsn: str | None = None) -> Client:
    """A client with the lines claimed for it."""
    prestaties = {"Prestatie": list(lines) or [prestatie()]}
    return Client.model_validate({"Bsn": bsn or parts.bsn(), "Prestaties": prestaties})


def jw323(
    clients: Sequence[Client] = (),
    *,
    declaratie: Elements = NOTHING,
    **kop: Unpack[Kop],
) -> JW323:
    """A claim over February 2026; its total is the sum of its lines unless the test says otherwise."""
    claimed = list(clients) or [claim_client()]
    cents = parts.signed([line.IngediendBedrag for c in claimed for line in c.Prestaties.Prestatie])
    own = {
        "DeclaratieNummer": "D1",
        "DeclaratiePeriode": parts.period(BEGIN, END),
        "DeclaratieDagtekening": kop.get("dagtekening", parts.TODAY),
        "TotaalIngediendBedrag": parts.total(cents),
        "Clienten": {"Client": claimed},
    }
    values = {"Header": parts.header("JW323", **kop), "Declaratie": {**own, **declaratie}}
    return JW323.model_validate(values)


def refused_line(line: Prestatie | None = None, codes: Sequence[str] = ("9338",)) -> answers.Prestatie:
    """A line that is not paid, with the reasons."""
    values = {**dict(line or prestatie()), "RetourCodes": {"RetourCode": list(codes)}}
    return answers.Prestatie.model_validate(values)


def refused_client(
    lines: Sequence[answers.Prestatie] = (), *, bsn: str | None = None, codes: Sequence[str] = (APPROVED,)
) -> answers.Client:
    """A client with lines that are not paid."""
    prestaties = {"Prestatie": list(lines) or [refused_line()]}
    verdict = {"RetourCode": list(codes)}
    values = {"Bsn": bsn or parts.bsn(), "Prestaties": prestaties, "RetourCodes": verdict}
    return answers.Client.model_validate(values)


def jw325(
    clients: Sequence[answers.Client] = (),
    *,
    submitted: int = 100_000,
    codes: Sequence[str] = (APPROVED,),
    antwoord: Elements | None = NOTHING,
    **kop: Unpack[Kop],
) -> answers.JW325:
    """An answer to a claim of `submitted` cents, of which all but the refused lines is granted.

    `codes` are the retourcodes of DeclaratieAntwoord; with `antwoord=None` there is only a header.
    """
    refused = parts.signed([line.IngediendBedrag for c in clients for line in c.Prestaties.Prestatie])
    own = {
        "DeclaratieNummer": "D1",
        "TotaalIngediendBedrag": parts.total(submitted),
        "TotaalToegekendBedrag": parts.total(submitted - refused),
        "Clienten": {"Client": list(clients)} if clients else None,
        "RetourCodes": {"RetourCode": list(codes)},
    }
    values = {"Header": _answer_header(antwoord is None, **kop)}
    if antwoord is not None:
        values["DeclaratieAntwoord"] = {**own, **antwoord}
    return answers.JW325.model_validate(values)


def _answer_header(refused: bool, **kop: Unpack[Kop]) -> dict[str, Any]:
    return {
        **parts.header("JW325", **kop),
        "DeclaratieIdentificatie": parts.identification("C1"),
        "XsdVersieDeclaratie": asdict(xsd_versie(by_type("JW323"))),
        "RetourCodes": {"RetourCode": ["0001" if refused else APPROVED]},
    }
