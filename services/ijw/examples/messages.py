"""A valid example of every message: levels 0, 1 and 2 accept it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from ijw.contracts.catalog import Berichtsoort, by_type, xsd_versie
from ijw.examples.elements import amount, client, header, identification, total
from ijw.examples.situation import FAMILY_DOCTOR, JUDICIAL, Protocol, Situation
from ijw.messages.base import Bericht
from ijw.messages.catalog import MODELS
from ijw.messages.retour import Stamp, header_only

_FIRST_REPORT, _AS_PLANNED = "1", "31"
_UNDER_EXAMINATION, _REFUSED = "2", "1"
_OUTSIDE_CONTRACT, _OTHER_MUNICIPALITY = "4", "8"
_SHORTENED = "05"
_APPROVED_IN_FULL, _NO_REMARK = "8001", "0200"
_RESPONSIBLE_INSTEAD = "0439"
_REQUEST = "VERZOEK-1"
_WITHOUT_JW315 = frozenset(("JW315", "JW316"))


@dataclass(frozen=True, slots=True)
class NotInProtocol:
    """A protocol that does not use this message, with what it uses instead."""

    reason: str


def example(type_: str, today: date, protocol: Protocol | None = None) -> Bericht | NotInProtocol:
    """A message of that type, dated `today`; KeyError when there is no such type."""
    soort = by_type(type_)
    if protocol == "let" and type_ in _WITHOUT_JW315:
        return NotInProtocol("the expert team is asked for with a JW317, never with a JW315 (LET-2)")
    situation = Situation(today, protocol)
    return _retour(soort, situation) if soort.is_retour else _heen(type_, situation)


def _heen(type_: str, situation: Situation) -> Bericht:
    values = {"Header": header(type_, situation), **_BODIES[type_](situation)}
    return MODELS[type_].model_validate(values)


def _retour(soort: Berichtsoort, situation: Situation) -> Bericht:
    assert soort.heenbericht is not None
    stamp = Stamp(f"R{soort.type.removeprefix('JW')}{situation.today:%y%m%d}", situation.today)
    return header_only(_heen(soort.heenbericht, situation), stamp)


def _jw301(situation: Situation) -> dict[str, Any]:
    child = situation.child
    name = {"Geslachtsnaam": {"Achternaam": child.surname}, "Voorletters": child.initials, "NaamGebruik": "1"}
    address = {"Huis": {"Huisnummer": 1}, "Postcode": "1011AB", "LandCode": "NL"}
    own = {
        "Naam": name,
        "Contactgegevens": {"Contact": [{"Soort": "01", "Adres": address}]},
        "ToegewezenProducten": {"ToegewezenProduct": _assigned(situation)},
    }
    return {"Client": client(situation, **own)}


def _assigned(situation: Situation) -> list[dict[str, Any]]:
    care, measure = situation.care, situation.measure
    if situation.protocol != "let":
        running = _assignment(situation.number, situation, situation.began, situation.ends)
        return [{**running, "Product": care.product(), "Omvang": care.omvang()}]
    last_day = situation.next_month - timedelta(days=1)
    ended = _assignment(situation.number, situation, situation.began, last_day)
    taken_over = _assignment(situation.number + 1, situation, situation.next_month, situation.ends)
    return [
        {**ended, "Product": measure.product(), "Omvang": measure.omvang(), "RedenWijziging": _SHORTENED},
        {**taken_over, "Product": care.product(), "Omvang": care.omvang()},
    ]


def _assignment(number: int, situation: Situation, begin: date, end: date) -> dict[str, Any]:
    moment = {"Toewijzingsdatum": situation.today, "Toewijzingstijd": "09:30:00"}
    return {"ToewijzingNummer": number, **moment, "Ingangsdatum": begin, "Einddatum": end}


def _jw305(situation: Situation) -> dict[str, Any]:
    return {"Client": client(situation, StartProducten={"StartProduct": [_started(situation)]})}


def _jw307(situation: Situation) -> dict[str, Any]:
    yesterday = situation.today - timedelta(days=1)
    stopped = {**_started(situation), "RedenBeeindiging": _AS_PLANNED, "Einddatum": yesterday}
    return {"Client": client(situation, StopProducten={"StopProduct": [stopped]})}


def _started(situation: Situation) -> dict[str, Any]:
    return {
        "ToewijzingNummer": situation.number,
        "Product": situation.care.product(),
        "ToewijzingIngangsdatum": situation.began,
        "Begindatum": situation.began,
        "StatusAanlevering": _FIRST_REPORT,
    }


def _jw315(situation: Situation) -> dict[str, Any]:
    asked = {
        "ReferentieAanbieder": _REQUEST,
        "Product": situation.care.product(),
        "ToewijzingIngangsdatum": situation.began,
        "ToewijzingEinddatum": situation.ends,
        "Omvang": situation.care.omvang(),
        "Verwijzer": _referrer(situation),
    }
    return {"Client": client(situation, AangevraagdeProducten={"AangevraagdProduct": [asked]})}


def _referrer(situation: Situation) -> dict[str, Any]:
    """A family doctor has a code; the measure of a court begins and ends with the assignment (GI-2.2-a)."""
    return (
        {"Type": JUDICIAL} if situation.protocol else {"Type": FAMILY_DOCTOR, "ZorgverlenerCode": "01000001"}
    )


def _jw317(situation: Situation) -> dict[str, Any]:
    wanted: dict[str, Any] = {"ReferentieAanbieder": _REQUEST, "RedenVerzoek": "1"}
    change = {"ToewijzingNummer": situation.number, "GewensteIngangsdatum": situation.next_month}
    match situation.protocol:
        case None:
            more = situation.care.omvang(situation.care.volume + 2)
            change |= {"Einddatum": situation.ends, "Omvang": more}
        case "gi":
            change |= {"Einddatum": _extended(situation), "Omvang": situation.care.omvang()}
        case "let":
            change |= {"GewensteIngangsdatum": situation.began, "Omvang": situation.measure.omvang()}
            change |= {"Einddatum": situation.next_month - timedelta(days=1)}
            wanted["NieuweProducten"] = {"NieuwProduct": [_expert_team(situation)]}
    wanted["TeWijzigenProducten"] = {"TeWijzigenProduct": [change]}
    return {"Client": {"Bsn": situation.child.bsn, "Verzoek": wanted}}


def _extended(situation: Situation) -> date:
    """A preventive term is made at most a year longer (GI-2.3-3)."""
    return situation.ends + timedelta(days=180)


def _expert_team(situation: Situation) -> dict[str, Any]:
    """What follows the shortened measure without a gap (LET-2)."""
    return {
        "Product": situation.care.product(),
        "GewensteIngangsdatum": situation.next_month,
        "Einddatum": situation.ends,
        "Omvang": situation.care.omvang(),
    }


def _jw319(situation: Situation) -> dict[str, Any]:
    answer: dict[str, Any] = {"ReferentieAanbieder": _REQUEST, "VerzoekAntwoord": _REFUSED}
    match situation.protocol:
        case None:
            answer["VerzoekAntwoord"] = _UNDER_EXAMINATION
        case "gi":
            answer["RedenAfwijzingVerzoek"] = _OTHER_MUNICIPALITY
            answer["Woonplaatsbeginsel"] = {"Gemeente": _RESPONSIBLE_INSTEAD}
        case "let":
            answer["RedenAfwijzingVerzoek"] = _OUTSIDE_CONTRACT
    return {"Antwoord": answer}


def _jw323(situation: Situation) -> dict[str, Any]:
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


def _jw325(situation: Situation) -> dict[str, Any]:
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


_BODIES: Mapping[str, Callable[[Situation], dict[str, Any]]] = MappingProxyType(
    {
        "JW301": _jw301,
        "JW305": _jw305,
        "JW307": _jw307,
        "JW315": _jw315,
        "JW317": _jw317,
        "JW319": _jw319,
        "JW323": _jw323,
        "JW325": _jw325,
    }
)
