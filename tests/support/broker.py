"""Messages as the loop sees them, for tests without a broker."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time
from itertools import count
from uuid import UUID, uuid4

from ijw.broker.consumer import Context, Message
from ijw.broker.envelope import Incoming, client_key
from ijw.messages.base import Bericht
from ijw.messages.document import Document
from ijw.rules.registry import within
from support.factories import TODAY, to_bytes

SECRET = b"secret of the tests"
_offsets = count()


def incoming(raw: bytes, *, message_id: UUID | None = None, topic: str = "ijw.in.start-stop") -> Incoming:
    """Bytes as they come off the broker, on partition 0."""
    digest = hashlib.sha256(raw).digest()
    return Incoming(topic, 0, next(_offsets), None, raw, {}, message_id or uuid4(), digest, datetime.now(UTC))


def message(bericht: Bericht, *, message_id: UUID | None = None) -> Message:
    """A message that has passed levels 0 and 1."""
    document = Document(bericht)
    client = getattr(bericht, "Client", None)
    key = client_key(SECRET, document.header.Ontvanger, client.Bsn) if client else None
    return Message(incoming(to_bytes(bericht), message_id=message_id), document, within(document), key)


def context(today: date = TODAY) -> Context:
    """Deciding on that day at noon, with numbers from 1."""
    numbers = count(1)
    return Context(today, datetime.combine(today, time(12)), lambda: f"{next(numbers):012d}")
