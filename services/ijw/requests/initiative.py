"""What the municipality decides without being asked: withdraw, hand over, take over (GI-4, OP033x1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from ijw.policy import own_initiative
from ijw.policy.decisions import Assign, NieuweToewijzing, NotPossible
from ijw.policy.facts import Situation
from ijw.policy.standard import RedenWijziging
from ijw.requests.acting import Desk, Done, NotFound, Result, Thread, at_the_desk, key_of
from ijw.requests.asked import Client, Subject
from ijw.requests.letters import letters
from ijw.requests.protocols import protocols
from ijw.requests.rulings import after
from ijw.settings import Settings
from ijw.store.database import transaction
from ijw.store.tables import assignments


@dataclass(frozen=True, slots=True)
class Withdraw:
    """End, extend or delete an assignment; `last` is its new last day, unused for reason 13."""

    number: int
    reason: RedenWijziging
    last: date | None


@dataclass(frozen=True, slots=True)
class TransferOut:
    """Withdraw the assignment of a child that moves, on the agreed day."""

    number: int
    agreed: date


@dataclass(frozen=True, slots=True)
class TransferIn:
    """Assign to a child that moves in."""

    wanted: NieuweToewijzing


Wish = Withdraw | TransferOut | TransferIn

_WISH = TypeAdapter[Wish](Wish)
_SITUATION = TypeAdapter(Situation)


async def withdraw(
    engine: AsyncEngine,
    settings: Settings,
    municipality: str,
    number: int,
    *,
    reason: RedenWijziging,
    last: date | None,
    who: str,
) -> Result:
    """End, extend or delete an assignment with any RedenWijziging; 13 only when nothing was claimed."""
    return await _on_assignment(engine, settings, municipality, Withdraw(number, reason, last), who)


async def transfer_out(
    engine: AsyncEngine, settings: Settings, municipality: str, number: int, *, agreed: date, who: str
) -> Result:
    """Withdraw the assignment of a child that moves: RedenWijziging 07, last day as agreed (GI-4)."""
    return await _on_assignment(engine, settings, municipality, TransferOut(number, agreed), who)


async def transfer_in(
    engine: AsyncEngine, settings: Settings, subject: Subject, wanted: NieuweToewijzing, who: str
) -> Result:
    """Assign to a child that moves in: registered here, with this municipality responsible (GI-4)."""
    async with transaction(engine) as connection:
        return await _decide(connection, settings, subject, TransferIn(wanted), who)


async def _on_assignment(
    engine: AsyncEngine, settings: Settings, municipality: str, wish: Withdraw | TransferOut, who: str
) -> Result:
    async with transaction(engine) as connection:
        subject = await _holder(connection, municipality, wish.number)
        if subject is None:
            return NotFound(f"assignment {wish.number} of municipality {municipality}")
        return await _decide(connection, settings, subject, wish, who)


async def _decide(
    connection: AsyncConnection, settings: Settings, subject: Subject, wish: Wish, who: str
) -> Result:
    key = await key_of(connection, settings, subject)
    desk = await at_the_desk(connection, settings, subject, who, key=key, numbers=1)
    situation = desk.known.situation(subject, desk.context.today)
    decision = _decided(desk, situation, wish)
    if isinstance(decision, NotPossible):
        return decision
    if problem := desk.forbids(subject, decision):
        return problem
    ruling = desk.ruling(subject, decision, situation, _made_on(wish, situation))
    sent = letters(None, [ruling], after(desk.known, ruling), desk.context)
    thread = Thread(key, str(ruling.id))
    return Done(decision, await desk.save(thread, ruling, sent))


def _decided(desk: Desk, situation: Situation, wish: Wish) -> Assign | NotPossible:
    today = situation.today
    match wish:
        case Withdraw(number, reason, last):
            return own_initiative.withdraw(situation.assignment(number), reason, last, today)
        case TransferOut(number, agreed):
            return own_initiative.transfer_out(situation.assignment(number), agreed, today)
        case TransferIn(wanted):
            return own_initiative.transfer_in(wanted, situation, protocols(desk.settings))
        case _:
            assert_never(wish)


def _made_on(wish: Wish, situation: Situation) -> dict[str, Any]:
    return {
        "kind": type(wish).__name__,
        "wish": _WISH.dump_python(wish, mode="json"),
        "situation": _SITUATION.dump_python(situation, mode="json"),
    }


async def _holder(connection: AsyncConnection, municipality: str, number: int) -> Subject | None:
    query = select(assignments.c.bsn, assignments.c.agb).where(
        assignments.c.municipality == municipality, assignments.c.number == number
    )
    row = (await connection.execute(query)).one_or_none()
    return Subject(Client(municipality, row[0]), row[1]) if row else None
