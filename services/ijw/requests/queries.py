"""The queries behind the facts of requests: each takes a list of keys, however many."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, Select, Text, and_, bindparam, exists, func, select, tuple_, union_all

from ijw.policy.answers import FINAL
from ijw.requests.effects import WAITING
from ijw.store.tables import answers, assignments, contracts, deliveries, persons, requests, splits, stop_list


def _wanted(first: str, second: str) -> Select[Any]:
    """Pairs of values, given as the arrays `firsts` and `seconds`."""
    pairs = func.unnest(bindparam("firsts", type_=ARRAY(Text)), bindparam("seconds", type_=ARRAY(Text)))
    columns = pairs.table_valued(first, second).render_derived()
    return select(columns.c[first], columns.c[second])


_CLIENTS = _wanted("municipality", "bsn")
_p, _a, _d, _r, _c = persons.c, assignments.c, deliveries.c, requests.c, contracts.c
_own = persons.alias("own")
_families = select(_own.c.municipality, _own.c.family).where(
    tuple_(_own.c.municipality, _own.c.bsn).in_(_CLIENTS), _own.c.family.is_not(None)
)
# Two halves, because one condition with OR would read the whole table; somebody may come twice.
PERSONS = union_all(
    select(persons).where(tuple_(_p.municipality, _p.bsn).in_(_CLIENTS)),
    select(persons).where(tuple_(_p.municipality, _p.family).in_(_families)),
)
"""The clients, and everybody in their family systems."""
ASSIGNMENTS = (
    select(assignments)
    .where(tuple_(_a.municipality, _a.bsn).in_(_CLIENTS))
    .order_by(_a.municipality, _a.number)
)
"""All assignments of these clients, at any provider."""
DELIVERIES = (
    select(_d.municipality, _d.assignment, _d.start, func.max(_d.end))
    .where(tuple_(_d.municipality, _d.bsn).in_(_CLIENTS), _d.deleted_by.is_(None), _d.assignment.is_not(None))
    .group_by(_d.municipality, _d.assignment, _d.start)
)
"""First and last day of what was delivered; without a last day it goes on."""
_answered = and_(answers.c.agb == _r.agb, answers.c.reference == _r.reference)
ASKED = (
    select(
        _r.municipality,
        _r.bsn,
        _r.agb,
        func.bool_or(_r.state == WAITING),
        func.max(answers.c.saved_at).filter(answers.c.answer.in_(FINAL)),
    )
    .outerjoin(answers, _answered)
    .where(tuple_(_r.municipality, _r.bsn).in_(_CLIENTS))
    .group_by(_r.municipality, _r.bsn, _r.agb)
)
"""Who asked before, whether a request of theirs still waits, and when the last one was dealt with."""
REFERENCES = select(_r.agb, _r.reference).where(tuple_(_r.agb, _r.reference).in_(_wanted("agb", "reference")))
"""The references of these that were used before."""
SPLITS = select(splits).where(
    tuple_(splits.c.municipality, splits.c.family).in_(_wanted("municipality", "family"))
)
"""The splits of these family systems."""
CONTRACTS = select(contracts).where(tuple_(_c.municipality, _c.agb).in_(_wanted("municipality", "agb")))
"""What these providers may deliver."""
_municipalities = bindparam("municipalities", type_=ARRAY(Text))
_places = func.unnest(_municipalities).table_valued("municipality").render_derived()
REGISTERS = select(_places.c.municipality).where(exists().where(_c.municipality == _places.c.municipality))
"""The municipalities of these that keep a register of contracts."""
STOPPED = select(stop_list.c.municipality, stop_list.c.bsn).where(
    tuple_(stop_list.c.municipality, stop_list.c.bsn).in_(_CLIENTS)
)
"""The clients of these without message traffic."""
