"""The reference files of the story, as `ijw import` reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from ijw.demo.people import AGB, MUNICIPALITY, Child

CATEGORY, PRODUCT = "45", "45A04"
UNIT_HOUR, PER_WEEK = "04", "2"
TARIFF = 8_750
"""Euro cents an hour."""


def assigned_from(today: date) -> date:
    """The day on which the assignments begin."""
    return today - timedelta(days=60)


def files(children: Iterable[Child], today: date) -> Mapping[str, bytes]:
    """The files by the word after `ijw import`, in the order in which to import them."""
    known = tuple(children)
    return {
        "persons": csv_file(PERSONS, map(_person, known)),
        "contracts": csv_file(CONTRACTS, [_contract(today)]),
        "assignments": csv_file(ASSIGNMENTS, (_assignment(child, today) for child in known)),
    }


PERSONS = (
    "municipality,bsn,birth_date,sex,surname,prefix,first_names,initials,name_use,street,house_number,"
    "house_letter,house_addition,postcode,city,responsible_municipality,family,measure"
)
CONTRACTS = "municipality,agb,category,product,unit,tariff,valid_from,valid_to"
ASSIGNMENTS = (
    "municipality,number,bsn,agb,category,product,start,end,volume,unit,frequency,budget,referrer,reason"
)


def csv_file(header: str, lines: Iterable[str]) -> bytes:
    """A reference file."""
    return "\n".join([header, *lines, ""]).encode()


def _person(child: Child) -> str:
    own = f"{child.bsn},{child.birth_date},{child.sex},{child.surname},,,{child.initials},1"
    return f"{MUNICIPALITY},{own},Proefstraat,1,,,1011AB,Amsterdam,{MUNICIPALITY},,"


def _contract(today: date) -> str:
    first = today.replace(month=1, day=1) - timedelta(days=365)
    return f"{MUNICIPALITY},{AGB},{CATEGORY},{PRODUCT},{UNIT_HOUR},{TARIFF},{first},"


def _assignment(child: Child, today: date) -> str:
    start, end = assigned_from(today), today + timedelta(days=200)
    care = f"{CATEGORY},{PRODUCT},{start},{end},4,{UNIT_HOUR},{PER_WEEK}"
    return f"{MUNICIPALITY},{child.assignment},{child.bsn},{AGB},{care},,02,"
