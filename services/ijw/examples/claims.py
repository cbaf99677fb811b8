"""The elements of the examples of a claim and its answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ijw.contracts.catalog import by_type, xsd_versie
from ijw.examples.elements import amount, header, identification, total
from ijw.examples.situation import Situation

_APPROVED_IN_FULL, _NO_REMARK = "8001", "0200"


def jw323(situation: Situation) -> dict[str, Any]:
    """A claim of one line over the last month."""
    care, cents = situation.care, _claimed_cents(situation)
    begin, end = situation.claimed
    period = {"Begindatum": begin, "Einddatum": end}
    line = {
        "ProductReferentie": {"ReferentieNummer": "REGEL-1"},
        "ToewijzingNummer": situation.number,
        "ProductCategorie": care.category,
        "ProductCode": care.code,
        "ProductPeriode": period,
        "GeleverdVolume": care.delivered,
        "Eenheid": care.unit,
        "ProductTarief": care.tariff,
        "IngediendBedrag": amount(cents),
    }
    claim = {
        "DeclaratieNummer": _claim_number(situation),
        "DeclaratiePeriode": period,
        "DeclaratieDagtekening": situation.today,
        "TotaalIngediendBedrag": total(cents),
        "Clienten": {"Client": [{"Bsn": situation.child.bsn, "Prestaties": {"Prestatie": [line]}}]},
    }
    return {"Declaratie": claim}


def jw325(situation: Situation) -> dict[str, Any]:
    """That claim, granted in full."""
    cents = total(_claimed_cents(situation))
    about_the_claim = {
        "DeclaratieIdentificatie": identification("JW323", situation),
        "XsdVersieDeclaratie": asdict(xsd_versie(by_type("JW323"))),
        "RetourCodes": {"RetourCode": [_NO_REMARK]},
    }
    answer = {
        "DeclaratieNummer": _claim_number(situation),
        "TotaalIngediendBedrag": cents,
        "TotaalToegekendBedrag": cents,
        "RetourCodes": {"RetourCode": [_APPROVED_IN_FULL]},
    }
    return {"Header": {**header("JW325", situation), **about_the_claim}, "DeclaratieAntwoord": answer}


def _claimed_cents(situation: Situation) -> int:
    return situation.care.delivered * situation.care.tariff


def _claim_number(situation: Situation) -> str:
    return f"{situation.claimed[0]:%Y%m}01"
