"""A valid example of every message: levels 0, 1 and 2 accept it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from ijw.contracts.catalog import Berichtsoort, by_type
from ijw.examples.claims import jw323, jw325
from ijw.examples.elements import client, header
from ijw.examples.requests import jw315, jw317, jw319
from ijw.examples.situation import Protocol, Situation
from ijw.messages.base import Bericht
from ijw.messages.catalog import MODELS
from ijw.messages.retour import Stamp, header_only

_FIRST_REPORT, _AS_PLANNED = "1", "31"
_SHORTENED = "05"
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


_BODIES: Mapping[str, Callable[[Situation], dict[str, Any]]] = MappingProxyType(
    {
        "JW301": _jw301,
        "JW305": _jw305,
        "JW307": _jw307,
        "JW315": jw315,
        "JW317": jw317,
        "JW319": jw319,
        "JW323": jw323,
        "JW325": jw325,
    }
)
