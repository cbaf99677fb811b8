"""What a message that went out says, without personal data. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from ijw.broker import topics
from ijw.cli.letters import rfc3339
from ijw.contracts.safe_xml import Parsed, parse

Verdict = Literal["accepted", "refused", "rejected", "dead", "sent"]
"""Accepted and refused are of a retour; any other message of ours is just sent."""


@dataclass(frozen=True, slots=True)
class Observed:
    """A message on an outbound topic, rejected or dead."""

    time: datetime
    topic: str
    partition: int
    offset: int
    type: str | None
    message_id: str | None
    in_reply_to: str | None
    verdict: Verdict
    codes: tuple[str, ...]
    """Retourcodes, each once, in the order of the document."""
    error: str | None
    """Why it was rejected or is dead."""
    detail: str | None

    def fields(self) -> dict[str, Any]:
        """As one JSON object."""
        return {
            "time": rfc3339(self.time),
            "topic": self.topic,
            "partition": self.partition,
            "offset": self.offset,
            "type": self.type,
            "message_id": self.message_id,
            "in_reply_to": self.in_reply_to,
            "verdict": self.verdict,
            "codes": list(self.codes),
            "error": self.error,
            "detail": self.detail,
        }


def observe(record: Any, prefix: str) -> Observed:
    """Read a record of the broker (ConsumerRecord); never fails, whatever it holds."""
    headers = {name: value.decode("utf-8", "replace") for name, value in record.headers if value is not None}
    verdict, codes = _content(record.topic.removeprefix(prefix), record.value or b"")
    return Observed(
        time=datetime.fromtimestamp(record.timestamp / 1000, UTC),
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        type=headers.get("ijw-type"),
        message_id=headers.get("ijw-message-id"),
        in_reply_to=headers.get("ijw-in-reply-to"),
        verdict=verdict,
        codes=codes,
        error=headers.get("ijw-error"),
        detail=headers.get("ijw-error-detail"),
    )


def _content(topic: str, value: bytes) -> tuple[Verdict, tuple[str, ...]]:
    match topic:
        case topics.REJECTED:
            return "rejected", ()
        case topics.DEAD_LETTER:
            return "dead", ()
        case _:
            parsed = parse(value)
            return _answer(parsed) if isinstance(parsed, Parsed) else ("sent", ())


def _answer(parsed: Parsed) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict of a retour stands in its header: no RetourCodes there is an approval (IV028)."""
    own = f"{{{parsed.soort.namespace}}}"
    codes = tuple(dict.fromkeys(code.text or "" for code in parsed.root.iter("{*}RetourCode")))
    if not parsed.soort.is_retour:
        return "sent", codes
    approved = parsed.root.find(f"{own}Header/{own}RetourCodes") is None
    return ("accepted" if approved else "refused"), codes
