"""What a batch leaves behind in the tables, as rows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from ijw.broker.consumer import Message
from ijw.broker.envelope import Incoming, Outgoing
from ijw.broker.outcomes import Answered, Dead, Outcome, Rejected
from ijw.store.inbox import DEAD


def inbox_rows(outcomes: Sequence[Outcome], now: datetime) -> list[dict[str, Any]]:
    """A row for every message that was processed for the first time."""
    rows = []
    for outcome in outcomes:
        match outcome:
            case Answered():
                message = outcome.message
                rules = sorted({finding.rule for finding in outcome.findings})
                row = _received(message.incoming, outcome.verdict, rules, now)
                rows.append(row | _identified(message, outcome.owns_identificatie))
            case Rejected():
                rows.append(_received(outcome.incoming, "rejected", [outcome.reason], now))
            case Dead() if outcome.reason != "message-id-reused":
                rows.append(_received(outcome.incoming, DEAD, [outcome.reason], now))
            case _:
                pass
    return rows


def _received(incoming: Incoming, verdict: str, rules: list[str], now: datetime) -> dict[str, Any]:
    return {
        "message_id": incoming.message_id,
        "municipality": None,
        "type": None,
        "sender": None,
        "identificatie": None,
        "owns_identificatie": False,
        "client_key": None,
        "correlation_id": incoming.correlation_id,
        "topic": incoming.topic,
        "partition": incoming.partition,
        "offset": incoming.offset,
        "headers": _json(dict(incoming.headers)),
        "raw": incoming.raw,
        "digest": incoming.digest,
        "verdict": verdict,
        "rules": rules,
        "processed_at": now,
    }


def _identified(message: Message, owns: bool) -> dict[str, Any]:
    sender, kind, identificatie = message.identificatie
    return {
        "municipality": message.municipality,
        "type": kind,
        "sender": sender,
        "identificatie": identificatie,
        "owns_identificatie": owns,
        "client_key": message.client_key,
    }


def outbox_rows(outgoing: Sequence[Outgoing], now: datetime) -> list[dict[str, Any]]:
    """A row for every message that goes out."""
    return [
        {
            "message_id": one.message_id,
            "in_reply_to": one.in_reply_to,
            "municipality": one.municipality,
            "topic": one.topic,
            "key": one.key,
            "headers": _json(dict(one.headers)),
            "value": one.value,
            "made_at": now,
        }
        for one in outgoing
    ]


def audit_rows(outcomes: Sequence[Outcome], who: str, now: datetime) -> list[dict[str, Any]]:
    """A row for every decision: the facts weighed, the rules that spoke, the outcome, and who."""
    return [
        {
            "municipality": outcome.message.municipality,
            "message_id": outcome.message.incoming.message_id,
            "client_key": outcome.message.client_key,
            "at": now,
            "who": who,
            "outcome": outcome.verdict,
            "rules": [finding.rule for finding in outcome.findings],
            "facts": _json(dict(outcome.because)),
        }
        for outcome in outcomes
        if isinstance(outcome, Answered)
    ]


def revived(rows: Sequence[dict[str, Any]], dead: frozenset[UUID]) -> list[UUID]:
    """The messages that were dead letters before and get a new row now."""
    return [row["message_id"] for row in rows if row["message_id"] in dead]


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
