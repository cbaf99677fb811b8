"""Loading what is known around the requests of a batch: a query for each kind of fact, however many.

Beside the clients (locked by the loop) two more things may not be decided on by two at once: a family system,
because it shares one assignment (GI-1-a), and a ReferentieAanbieder, which a provider uses once (TR347). They
are locked here, always after the clients and all at a time, so that two batches cannot block each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Executable, RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.broker.consumer import Message
from ijw.broker.locking import named_lock
from ijw.requests import queries, rows
from ijw.requests.asked import Client, Subject, subject
from ijw.requests.known import Known
from ijw.requests.register import Household, Register
from ijw.rules.products import unlisted_codes
from ijw.rules.requests_facts import references
from ijw.store.assignments import free_numbers
from ijw.store.contracts import contracted
from ijw.store.database import lock

_MAY_MAKE = ("AangevraagdProduct", "TeWijzigenProduct", "NieuwProduct")
"""The classes that each can bring about a new assignment."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


async def load(connection: AsyncConnection, messages: Sequence[Message]) -> Known:
    """Everything around these requests."""
    used = {(one.sender, reference) for one in messages for reference in references(one.document)}
    most = sum(len(one.document.nodes(name)) for one in messages for name in _MAY_MAKE)
    known = await around(connection, {subject(one) for one in messages}, used, numbers=most)
    codes = {code for message in messages for code in unlisted_codes(message.document)}
    places = {one.municipality for one in messages}
    return replace(known, contracted=await contracted(connection, places, codes))


async def around(
    connection: AsyncConnection,
    subjects: Collection[Subject],
    used: Collection[tuple[str, str]],
    *,
    numbers: int,
) -> Known:
    """Everything around these clients at these providers, and so many free ToewijzingNummers.

    The clients are locked by the caller; `used` are the references, with their provider, to look up.
    """
    clients = sorted({one.client for one in subjects})
    people = map(rows.registered, await _mappings(connection, queries.PERSONS, clients))
    register = Register({one.client: one for one in people})
    households = sorted({one.household for one in register.persons.values() if one.household})
    families = [named_lock("family", ":".join(one)) for one in households]
    await lock(connection, [*families, *(named_lock("reference", ":".join(one)) for one in used)])
    municipalities = sorted({client.municipality for client in clients})
    asked = await _pairs(connection, queries.ASKED, clients)
    everybody = sorted({*clients, *register.persons})
    return Known(
        register=register,
        holdings=_grouped(
            (held.subject.client, held)
            for held in map(rows.holding, await _mappings(connection, queries.ASSIGNMENTS, everybody))
        ),
        deliveries=_grouped(
            ((row[0], row[1]), (row[2], row[3]))
            for row in await _pairs(connection, queries.DELIVERIES, clients)
        ),
        splits=_grouped(
            (Household(row["municipality"], row["family"]), rows.split(row))
            for row in await _mappings(connection, queries.SPLITS, households)
        ),
        contracts=_grouped(
            ((row["municipality"], row["agb"]), rows.contract(row))
            for row in await _mappings(
                connection, queries.CONTRACTS, {(one.client.municipality, one.agb) for one in subjects}
            )
        ),
        registers=await _registers(connection, municipalities),
        stopped=frozenset(Client(*row) for row in await _pairs(connection, queries.STOPPED, clients)),
        asked=frozenset(Subject(Client(row[0], row[1]), row[2]) for row in asked),
        waiting=frozenset(Subject(Client(row[0], row[1]), row[2]) for row in asked if row[3]),
        answered={Subject(Client(row[0], row[1]), row[2]): row[4] for row in asked if row[4]},
        references=frozenset((row[0], row[1]) for row in await _pairs(connection, queries.REFERENCES, used)),
        numbers=await free_numbers(connection, municipalities, numbers),
    )


async def _registers(connection: AsyncConnection, municipalities: Collection[str]) -> frozenset[str]:
    values = {"municipalities": sorted(municipalities)}
    return frozenset((await connection.execute(queries.REGISTERS, values)).scalars())


async def _pairs(
    connection: AsyncConnection, query: Executable, keys: Collection[tuple[str, str]]
) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await connection.execute(query, _arrays(keys))] if keys else []


async def _mappings(
    connection: AsyncConnection, query: Executable, keys: Collection[tuple[str, str]]
) -> Sequence[RowMapping]:
    return (await connection.execute(query, _arrays(keys))).mappings().all() if keys else []


def _arrays(keys: Collection[tuple[str, str]]) -> dict[str, list[str]]:
    return {"firsts": [first for first, _ in keys], "seconds": [second for _, second in keys]}


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, Sequence[V]]:
    found: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
