"""Loading what is known of the clients in a batch: a query for each kind of fact, however many clients."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, Text, and_, bindparam, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.broker.consumer import Message
from ijw.rules.deliveries import DeliveryFacts, Levering, Melding
from ijw.rules.products import unlisted_codes
from ijw.start_stop.decide import bsn
from ijw.store.contracts import contracted
from ijw.store.tables import assignments, deliveries


class Subject(NamedTuple):
    """Whom a start or stop is about, and who delivers."""

    municipality: str
    bsn: str
    agb: str


_wanted = (
    func.unnest(
        bindparam("municipalities", type_=ARRAY(Text)),
        bindparam("bsns", type_=ARRAY(Text)),
        bindparam("agbs", type_=ARRAY(Text)),
    )
    .table_valued("municipality", "bsn", "agb")
    .render_derived()
)
_SUBJECTS = select(_wanted.c.municipality, _wanted.c.bsn, _wanted.c.agb)

_a, _d = assignments.c, deliveries.c
# A removed assignment (13, or 01 of old) has its end on its start and is no assignment any more.
_removed = and_(_a.reason.in_(["01", "13"]), _a.end == _a.start)
_ASSIGNMENTS = select(_a.municipality, _a.bsn, _a.agb, _a.number).where(
    tuple_(_a.municipality, _a.bsn, _a.agb).in_(_SUBJECTS), or_(_a.reason.is_(None), ~_removed)
)
_DELIVERIES = (
    select(
        _d.municipality,
        _d.bsn,
        _d.agb,
        _d.id,
        _d.assignment,
        _d.category,
        _d.product,
        _d.start,
        _d.assignment_start,
        _d.stop_reason,
        _d.end,
    )
    .where(tuple_(_d.municipality, _d.bsn, _d.agb).in_(_SUBJECTS), _d.deleted_by.is_(None))
    .order_by(_d.arrival)
)


def subject(message: Message) -> Subject:
    """The client and the provider of a message."""
    return Subject(message.municipality, bsn(message), message.sender)


async def load(connection: AsyncConnection, messages: Sequence[Message]) -> dict[Hashable, DeliveryFacts]:
    """The facts of every client and provider in these messages."""
    subjects = {subject(message) for message in messages}
    if not subjects:
        return {}
    municipalities, bsns, agbs = zip(*subjects, strict=True)
    wanted = {"municipalities": list(municipalities), "bsns": list(bsns), "agbs": list(agbs)}
    numbers: defaultdict[Subject, set[int]] = defaultdict(set)
    for municipality, client, agb, number in await connection.execute(_ASSIGNMENTS, wanted):
        numbers[Subject(municipality, client, agb)].add(number)
    meldingen: defaultdict[Subject, list[Melding]] = defaultdict(list)
    for municipality, client, agb, *columns in await connection.execute(_DELIVERIES, wanted):
        meldingen[Subject(municipality, client, agb)].append(_melding(columns))
    codes = {code for message in messages for code in unlisted_codes(message.document)}
    own = await contracted(connection, set(municipalities), codes)
    return {
        one: DeliveryFacts(
            frozenset(numbers[one]), tuple(meldingen[one]), own.get(one.municipality, frozenset())
        )
        for one in subjects
    }


def _melding(columns: Sequence[Any]) -> Melding:
    identity, assignment, category, product, start, assignment_start, stop_reason, end = columns
    levering = Levering(assignment, category, product, start)
    return Melding(identity, levering, assignment_start, stop_reason, end)
