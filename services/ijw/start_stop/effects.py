"""What a start or stop brings about, and writing it down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, bindparam, func, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.rules.deliveries import DeliveryFacts, Melding
from ijw.store.database import copy_rows
from ijw.store.tables import deliveries


class Reported(NamedTuple):
    """A start or a stop was reported."""

    message_id: UUID
    municipality: str
    bsn: str
    agb: str
    melding: Melding

    def apply(self, facts: DeliveryFacts) -> DeliveryFacts:
        """The facts with this report."""
        return facts._replace(meldingen=(*facts.meldingen, self.melding))


class TakenBack(NamedTuple):
    """An earlier report was taken back (StatusAanlevering 3)."""

    message_id: UUID
    melding_id: UUID

    def apply(self, facts: DeliveryFacts) -> DeliveryFacts:
        """The facts without that report."""
        return facts._replace(meldingen=tuple(m for m in facts.meldingen if m.id != self.melding_id))


Effect = Reported | TakenBack

_pairs = (
    func.unnest(bindparam("taken", type_=ARRAY(Uuid)), bindparam("messages", type_=ARRAY(Uuid)))
    .table_valued("id", "message_id")
    .render_derived()
)
_TAKE_BACK = (
    update(deliveries)
    .where(deliveries.c.id == _pairs.c.id, deliveries.c.deleted_by.is_(None))
    .values(deleted_by=_pairs.c.message_id)
)


async def save(connection: AsyncConnection, effects: Sequence[Effect]) -> None:
    """Write the reports, then take back what was taken back: a batch may hold both of one report."""
    await copy_rows(connection, deliveries, [_row(one) for one in effects if isinstance(one, Reported)])
    taken = [one for one in effects if isinstance(one, TakenBack)]
    if taken:
        ids = {"taken": [one.melding_id for one in taken], "messages": [one.message_id for one in taken]}
        await connection.execute(_TAKE_BACK, ids)


def _row(reported: Reported) -> dict[str, Any]:
    melding, levering = reported.melding, reported.melding.levering
    return {
        "id": melding.id,
        "municipality": reported.municipality,
        "bsn": reported.bsn,
        "agb": reported.agb,
        "assignment": levering.ToewijzingNummer,
        "category": levering.Categorie,
        "product": levering.Code,
        "assignment_start": melding.ToewijzingIngangsdatum,
        "start": levering.Begindatum,
        "stop_reason": melding.RedenBeeindiging,
        "end": melding.Einddatum,
        "message_id": reported.message_id,
        "deleted_by": None,
    }
