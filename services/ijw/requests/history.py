"""Every decision as it was stored: the facts, the rules in order, the protocol, the outcome, and who."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, Text, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.policy.decisions import Assign, Decision, ToPerson, Trace
from ijw.policy.protocols import ProtocolSet
from ijw.policy.records import Facts, decision_from_json, facts_from_json
from ijw.policy.what_if import Difference, decide_again, differences
from ijw.requests.decide import WHO
from ijw.store.tables import answers, assignment_versions, decisions


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """A decision as it was taken, and the answer that went out."""

    id: UUID
    municipality: str
    agb: str
    reference: str | None
    """None on the municipality's own initiative."""
    at: datetime
    who: str
    decision: Decision
    protocol: str | None
    facts: dict[str, Any] = field(repr=False)
    """What it was made on, as JSON. Holds a birth date."""
    answer: str | None = None
    """As ijw.policy.answers.Answer; None when nothing was answered."""
    identificatie: str | None = None
    """Identificatie of that answer."""

    @property
    def trace(self) -> Trace:
        """The rules in the order in which they were applied."""
        return self.decision.trace


_d, _a, _v = decisions.c, answers.c, assignment_versions.c
_answered = and_(_a.agb == _d.agb, _a.reference == _d.reference, _a.decision == _d.id)
_QUERY: Select[Any] = (
    select(decisions, _a.answer, _a.identificatie).outerjoin(answers, _answered).order_by(_d.seq)
)
_agb, _municipality = bindparam("agb", type_=Text), bindparam("municipality", type_=Text)
_ON_REFERENCE = _QUERY.where(_d.reference == bindparam("reference"), or_(_agb.is_(None), _d.agb == _agb))
_versions = select(_v.decision).where(
    _v.number == bindparam("number"), or_(_municipality.is_(None), _v.municipality == _municipality)
)
_ON_ASSIGNMENT = _QUERY.where(_d.id.in_(_versions))
_BY_THE_SYSTEM = _QUERY.where(_d.reference.is_not(None), _d.who == WHO)


async def on_reference(
    connection: AsyncConnection, reference: str, agb: str | None = None
) -> list[StoredDecision]:
    """Every decision on a request, in order; `agb` tells providers with the same reference apart."""
    return await _stored(connection, _ON_REFERENCE, reference=reference, agb=agb)


async def on_assignment(
    connection: AsyncConnection, number: int, municipality: str | None = None
) -> list[StoredDecision]:
    """Every decision that made or changed an assignment, in order; none for what was only imported."""
    return await _stored(connection, _ON_ASSIGNMENT, number=number, municipality=municipality)


async def by_the_system(connection: AsyncConnection) -> list[StoredDecision]:
    """Every decision on a request that no person took: what another protocol could decide otherwise."""
    return await _stored(connection, _BY_THE_SYSTEM)


def what_if(stored: StoredDecision, protocols: ProtocolSet) -> Difference | None:
    """What these protocols would decide otherwise; None when nothing that others would notice."""
    facts: Facts = facts_from_json(stored.facts)
    again = [one for one in decide_again(facts, protocols) if one.ReferentieAanbieder == stored.reference]
    if _without_address(stored.decision) and all(isinstance(one, Assign) for one in again):
        return None
    return next(iter(differences([stored.decision], again)), None)


def _without_address(decision: Decision) -> bool:
    """Whether it was left to a person for want of an address alone, which no protocol mends (TR061)."""
    return isinstance(decision, ToPerson) and [one.rule for one in decision.findings] == ["TR061"]


async def _stored(connection: AsyncConnection, query: Select[Any], **values: object) -> list[StoredDecision]:
    return [_decision(row) for row in (await connection.execute(query, values)).mappings()]


def _decision(row: RowMapping) -> StoredDecision:
    names = ("id", "municipality", "agb", "reference", "at", "who", "protocol", "facts", "answer")
    values: dict[str, Any] = {name: row[name] for name in (*names, "identificatie")}
    return StoredDecision(decision=decision_from_json(row["decision"]), **values)
