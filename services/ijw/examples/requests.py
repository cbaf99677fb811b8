"""The elements of the examples of requests and their answers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ijw.examples.elements import client
from ijw.examples.situation import FAMILY_DOCTOR, JUDICIAL, Situation

_UNDER_EXAMINATION, _REFUSED = "2", "1"
_OUTSIDE_CONTRACT, _OTHER_MUNICIPALITY = "4", "8"
_RESPONSIBLE_INSTEAD = "0439"
_REQUEST = "VERZOEK-1"


def jw315(situation: Situation) -> dict[str, Any]:
    """A request for an assignment, referred by a family doctor or a court."""
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


def jw317(situation: Situation) -> dict[str, Any]:
    """More care, a longer preventive term (GI-2.3-3), or the expert team in place of a measure (LET-2)."""
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


def jw319(situation: Situation) -> dict[str, Any]:
    """Under examination, or refused for a reason of the protocol."""
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
