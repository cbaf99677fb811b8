"""Clients without message traffic: no BSN, or unsafe in the judgement of a professional (OP003)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.requests.asked import Client
from ijw.store.tables import stop_list


async def stop(connection: AsyncConnection, client: Client, *, since: date, who: str) -> bool:
    """Send nothing about this client any more; False when that was so already."""
    row = {"municipality": client.municipality, "bsn": client.bsn, "since": since, "who": who}
    result = await connection.execute(
        insert(stop_list).values(row).on_conflict_do_nothing().returning(stop_list.c.bsn)
    )
    return result.one_or_none() is not None


async def resume(connection: AsyncConnection, client: Client) -> bool:
    """Take up the message traffic again; False when it was not stopped. What waited stays with a person."""
    c = stop_list.c
    gone = delete(stop_list).where(c.municipality == client.municipality, c.bsn == client.bsn)
    return (await connection.execute(gone.returning(c.bsn))).one_or_none() is not None
