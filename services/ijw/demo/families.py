"""The children of the stories of requests, with their families, and the certified agency. All synthetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ijw.demo.people import synthetic_bsns
from ijw.demo.reference import ASSIGNMENTS, CONTRACTS, PERSONS, csv_file

AMSTERDAM, HOORN, ZAANSTAD, GOES = "0363", "0405", "0479", "0664"
"""Two regions of the one protocol, West-Friesland, and Zeeland with the other protocol."""
SERVED = (AMSTERDAM, HOORN, ZAANSTAD, GOES)
AGENCY = "99990002"
"""AGB code of the certified agency."""
ONE_A_MONTH = (1, "82", "4")
MEASURE = "48A01"
"""Supervision order (OTS), first year."""
FIRST_BSN = 7_000
"""The children of the story of care come before this one."""

_ROLES: tuple[tuple[str, str, str, int, str, str], ...] = (
    # role, municipality, surname, year of birth, measure, family
    ("judicial", AMSTERDAM, "Haan", 2014, "OTS", "Haan"),
    ("sibling at home", AMSTERDAM, "Haan", 2011, "", "Haan"),
    ("youngest", HOORN, "Ibis", 2016, "OTS", "Ibis"),
    ("brother", HOORN, "Ibis", 2010, "JR", "Ibis"),
    ("sister", HOORN, "Ibis", 2013, "", "Ibis"),
    ("preventive", AMSTERDAM, "Jager", 2015, "", ""),
    ("extended", AMSTERDAM, "Kauw", 2012, "", ""),
    ("elsewhere", AMSTERDAM, "Lijster", 2013, "", ""),
    ("examined", AMSTERDAM, "Meeuw", 2017, "", ""),
    ("expert team", GOES, "Nachtegaal", 2013, "OTS", ""),
    ("moving", AMSTERDAM, "Ooievaar", 2014, "OTS", ""),
)
ROLES = tuple(role for role, *_ in _ROLES)


@dataclass(frozen=True, slots=True)
class Kid:
    """A synthetic child as its municipality knows it."""

    bsn: str
    surname: str
    initials: str
    sex: str
    birth_date: date
    municipality: str
    responsible: str
    measure: str
    family: str
    """Empty: not known."""


@dataclass(frozen=True, slots=True)
class Families:
    """The children by the part they play, and what was there before the stories begin."""

    kids: Mapping[str, Kid]
    measure_number: int
    """ToewijzingNummer of the measure that the expert team takes over."""


def families(cast: int = 0) -> Families:
    """The children of the stories; another `cast` gives others, to tell the stories again."""
    first = FIRST_BSN + cast * len(_ROLES)
    kids = {
        role: Kid(
            bsn=synthetic_bsns()[first + place],
            surname=surname,
            initials=surname[0],
            sex=str(1 + place % 2),
            birth_date=date(year, 3, 14),
            municipality=municipality,
            responsible=HOORN if role == "elsewhere" else municipality,
            measure=measure,
            family=f"{family}-{cast}" if family else "",
        )
        for place, (role, municipality, surname, year, measure, family) in enumerate(_ROLES)
    }
    return Families(kids, 900_001 + cast)


def month(today: date, later: int) -> date:
    """The first day of a month, so many months later than this one."""
    count = today.month - 1 + later
    return date(today.year + count // 12, count % 12 + 1, 1)


def measure_period(today: date) -> tuple[date, date]:
    """First and last day of the measure that the expert team takes over."""
    return month(today, -2), month(today, 10) - timedelta(days=1)


def files(told: Families, today: date) -> Mapping[str, bytes]:
    """The reference files by the word after `ijw import`, in the order in which to import them."""
    kids = told.kids.values()
    moved = [_person(told.kids["moving"], ZAANSTAD)]
    return {
        "persons": csv_file(PERSONS, [*(_person(kid, kid.municipality) for kid in kids), *moved]),
        "contracts": csv_file(CONTRACTS, _contracts(today)),
        "assignments": csv_file(ASSIGNMENTS, [_measure(told, today)]),
    }


def _person(kid: Kid, municipality: str) -> str:
    own = f"{kid.bsn},{kid.birth_date},{kid.sex},{kid.surname},,,{kid.initials},1"
    responsible = municipality if municipality != kid.municipality else kid.responsible
    home = f"Proefstraat,2,,,1011AB,Proefstad,{responsible},{kid.family},{kid.measure}"
    return f"{municipality},{own},{home}"


def _contracts(today: date) -> Iterable[str]:
    since = today.replace(month=1, day=1) - timedelta(days=365)
    agreed = [(AMSTERDAM, "GIGM1"), (HOORN, "GIGM1"), (ZAANSTAD, "GIGM1"), (GOES, MEASURE)]
    for municipality, product in agreed:
        yield f"{municipality},{AGENCY},48,{product},82,117500,{since},"


def _measure(told: Families, today: date) -> str:
    first, last = measure_period(today)
    kid = told.kids["expert team"]
    care = f"48,{MEASURE},{first},{last},1,82,4"
    return f"{kid.municipality},{told.measure_number},{kid.bsn},{AGENCY},{care},,08,"
