"""Loading what is known of the clients in a batch: a query for each kind of fact, however many clients."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, Text, and_, bindparam, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.broker.consumer import Message
from ijw.contracts.codelists import products
from ijw.messages.document import Node
from ijw.rules.deliveries import CLASSES, DeliveryFacts, Levering, Melding
from ijw.start_stop.decide import bsn
from ijw.store.tables import assignments, contracts, deliveries


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
_CONTRACTED = select(contracts.c.municipality, contracts.c.category, contracts.c.product).where(
    contracts.c.product == func.any(bindparam("codes", type_=ARRAY(Text)))
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
    for row in await connection.execute(_DELIVERIES, wanted):
        meldingen[Subject(row.municipality, row.bsn, row.agb)].append(_melding(row))
    contracted = await _contracted(connection, messages)
    return {
        one: DeliveryFacts(frozenset(numbers[one]), tuple(meldingen[one]), contracted[one.municipality])
        for one in subjects
    }


def _melding(row: Any) -> Melding:
    levering = Levering(row.assignment, row.category, row.product, row.start)
    return Melding(row.id, levering, row.assignment_start, row.stop_reason, row.end)


async def _contracted(
    connection: AsyncConnection, messages: Sequence[Message]
) -> Mapping[str, Collection[tuple[str, str]]]:
    """A municipality's own product codes; asked only for codes that no list has in that category."""
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    codes = {code for message in messages for code in _unlisted(message)}
    if codes:
        for row in await connection.execute(_CONTRACTED, {"codes": sorted(codes)}):
            found[row[0]].add((row[1], row[2]))
    return found


def _unlisted(message: Message) -> set[str]:
    return {
        node.value.Product.Code
        for name in CLASSES
        for node in message.document.nodes(name)
        if node.value.Product is not None and not _listed(node)
    } - {None}


def _listed(node: Node) -> bool:
    listed = products().get(node.value.Product.Code)
    return listed is not None and listed.category == node.value.Product.Categorie
