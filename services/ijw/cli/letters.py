"""Addressing a message that goes to the inbound topics. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lxml import etree

from ijw.broker.envelope import client_key
from ijw.broker.topics import inbound, inbound_for
from ijw.contracts.refusal import Refusal
from ijw.contracts.safe_xml import Parsed, parse

_PARTY = re.compile(r"[0-9]{4}|[0-9]{8}")
"""A municipality or an AGB code: the only values of a header that may be copied without a schema check."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to send: its bytes as they are, and where to."""

    source: str
    """The file, for people."""
    topic: str
    """Without prefix."""
    raw: bytes
    type: str | None = None
    sender: str | None = None
    receiver: str | None = None
    key: bytes | None = None


@dataclass(frozen=True, slots=True)
class Unaddressed:
    """A file of which it is not known where it should go."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """What makes one sending unique."""

    message_id: UUID
    received_at: datetime
    """With its time zone, UTC."""
    trace_id: int
    """128 bits."""
    span_id: int
    """64 bits."""


def address(source: str, raw: bytes, *, forced: str | None, secret: bytes | None) -> Letter | Unaddressed:
    """Find the topic of a message by its root element, unless `forced` names one (`start-stop`)."""
    parsed = parse(raw)
    if isinstance(parsed, Refusal):
        if forced is None:
            return Unaddressed(source, parsed.detail)
        return Letter(source, inbound(forced), raw)
    topic = inbound(forced) if forced else inbound_for(parsed.soort.type)
    if topic is None:
        return Unaddressed(source, f"{parsed.soort.type} is not a message that comes in.")
    sender, receiver = _party(parsed, "Afzender"), _party(parsed, "Ontvanger")
    return Letter(source, topic, raw, parsed.soort.type, sender, receiver, _key(parsed, secret))


def headers(letter: Letter, stamp: Stamp) -> dict[str, str]:
    """The headers of a message as it comes in; what the message does not tell is left out."""
    known = {
        "ijw-type": letter.type,
        "ijw-message-id": str(stamp.message_id),
        "ijw-correlation-id": str(stamp.message_id),
        "ijw-sender": letter.sender,
        "ijw-receiver": letter.receiver,
        "ijw-received-at": rfc3339(stamp.received_at),
        "traceparent": f"00-{stamp.trace_id:032x}-{stamp.span_id:016x}-01",
    }
    return {name: value for name, value in known.items() if value is not None}


def rfc3339(moment: datetime) -> str:
    """A moment in UTC as RFC 3339 writes it, in milliseconds."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _key(parsed: Parsed, secret: bytes | None) -> bytes | None:
    """The client key; `municipality:AGB` for a claim, where there is no client, and without the secret.

    Any key keeps the messages of one provider in order. None would let a stop overtake its start.
    """
    parties = {"gemeente": _party(parsed, "Ontvanger"), "aanbieder": _party(parsed, "Afzender")}
    if parsed.soort.afzender == "gemeente":
        parties = {"gemeente": parties["aanbieder"], "aanbieder": parties["gemeente"]}
    municipality, agb = parties["gemeente"], parties["aanbieder"]
    if municipality is None or agb is None:
        return None
    bsn = None if parsed.soort.type == "JW323" else _text(parsed, "Client", "Bsn")
    if secret is not None and bsn is not None:
        return client_key(secret, municipality, bsn).encode()
    return f"{municipality}:{agb}".encode()


def _party(parsed: Parsed, element: str) -> str | None:
    found = _text(parsed, "Header", element)
    return found if found is not None and _PARTY.fullmatch(found) else None


def _text(parsed: Parsed, *way: str) -> str | None:
    element: etree._Element | None = parsed.root
    for name in way:
        element = None if element is None else element.find(f"{{{parsed.soort.namespace}}}{name}")
    return element.text if element is not None else None
