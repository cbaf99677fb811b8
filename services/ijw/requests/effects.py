"""What a request or a person's choice brings about, and writing it down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import orjson
from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.policy.decisions import Deadline, Finding, HoldBack
from ijw.policy.records import decision_to_json, request_to_json
from ijw.policy.requests import VerzoekOmToewijzing
from ijw.requests import rows
from ijw.requests.asked import Asked, Subject
from ijw.requests.letters import Reply
from ijw.requests.rulings import Ruling
from ijw.store import assignments
from ijw.store.database import copy_rows
from ijw.store.tables import answers, cases, decisions, requests

E = TypeVar("E")

WAITING, DEALT_WITH = "open", "decided"
"""The state of a request (TR374)."""


@dataclass(frozen=True, slots=True)
class Act:
    """When something was decided, in Dutch time, and by whom."""

    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Requested:
    """A request was accepted; for a VOT each of its products is one."""

    act: Act
    asked: Asked
    reference: str
    waiting: bool


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision was taken; what it does to the assignments is part of it."""

    act: Act
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class Replied:
    """A request was answered by the message with that Identificatie."""

    act: Act
    subject: Subject
    identificatie: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A request was left to a person."""

    act: Act
    subject: Subject
    reference: str
    findings: tuple[Finding, ...]
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class CaseDecided:
    """A person decided a case; the request is dealt with."""

    act: Act
    subject: Subject
    reference: str
    choice: dict[str, Any]


Effect = Requested | Ruled | Replied | CaseOpened | CaseDecided

_CASE_DECIDED = (
    update(cases)
    .where(cases.c.agb == bindparam("of_agb"), cases.c.reference == bindparam("of_reference"))
    .values(decided_at=bindparam("at"), decided_by=bindparam("by"), choice=bindparam("made"))
)
_DEALT_WITH = (
    update(requests)
    .where(requests.c.agb == bindparam("of_agb"), requests.c.reference == bindparam("of_reference"))
    .values(state=DEALT_WITH)
)


async def save(connection: AsyncConnection, effects: Sequence[Effect]) -> None:
    """Write everything down; a batch may change an assignment that it made itself."""
    await copy_rows(connection, requests, [_request(one) for one in _each(Requested, effects)])
    ruled = _each(Ruled, effects)
    await copy_rows(connection, decisions, [_decision(one) for one in ruled])
    await assignments.save(
        connection,
        [
            rows.assignment_row(held, one.act.at, one.act.who, one.ruling.id)
            for one in ruled
            for held in one.ruling.holdings
        ],
    )
    await copy_rows(connection, answers, [_answer(one) for one in _each(Replied, effects)])
    await copy_rows(connection, cases, [_case(one) for one in _each(CaseOpened, effects)])
    for decided in _each(CaseDecided, effects):
        await _decide_case(connection, decided)


def _each(kind: type[E], effects: Sequence[Effect]) -> list[E]:
    return [one for one in effects if isinstance(one, kind)]


async def _decide_case(connection: AsyncConnection, decided: CaseDecided) -> None:
    which = {"of_agb": decided.subject.agb, "of_reference": decided.reference}
    made = {"at": decided.act.at, "by": decided.act.who, "made": decided.choice}
    await connection.execute(_CASE_DECIDED, {**which, **made})
    await connection.execute(_DEALT_WITH, which)


def _request(one: Requested) -> dict[str, Any]:
    asked = one.asked
    return {
        "municipality": asked.subject.client.municipality,
        "agb": asked.subject.agb,
        "reference": one.reference,
        "bsn": asked.subject.client.bsn,
        "kind": "VOT" if isinstance(asked.verzoek, VerzoekOmToewijzing) else "VOW",
        "dagtekening": asked.verzoek.Dagtekening,
        "message_id": asked.message_id,
        "content": _json(request_to_json(asked.verzoek)),
        "guardian_known": asked.guardian_known,
        "state": WAITING if one.waiting else DEALT_WITH,
        "received_at": one.act.at,
    }


def _decision(one: Ruled) -> dict[str, Any]:
    ruling, decision = one.ruling, one.ruling.decision
    return {
        "id": ruling.id,
        **_whose(ruling.subject, ruling.reference),
        "at": one.act.at,
        "who": one.act.who,
        "outcome": decision.kind,
        "rules": [step.rule for step in decision.trace],
        "protocol": None if isinstance(decision, HoldBack) else decision.protocol,
        "facts": _json(dict(ruling.facts)),
        "decision": _json(decision_to_json(decision)),
    }


def _answer(one: Replied) -> dict[str, Any]:
    return {
        **_whose(one.subject, one.reply.reference),
        "answer": one.reply.answer.value,
        "identificatie": one.identificatie,
        "decision": one.reply.decision,
        "at": one.act.at,
    }


def _case(one: CaseOpened) -> dict[str, Any]:
    findings = [{"rule": found.rule, "explanation": found.explanation} for found in one.findings]
    return {
        **_whose(one.subject, one.reference),
        "findings": _json(findings),
        "deadline": one.deadline.due,
        "deadline_rule": one.deadline.rule,
        "opened_at": one.act.at,
    }


def _whose(subject: Subject, reference: str | None) -> dict[str, Any]:
    return {"municipality": subject.client.municipality, "agb": subject.agb, "reference": reference}


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
