"""Reading: levels 0, 1 and 2 of one message. Pure, and the heaviest step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ijw.broker.consumer import Message
from ijw.broker.envelope import Incoming, client_key
from ijw.contracts import schemas
from ijw.contracts.refusal import Refusal, RefusalCode
from ijw.contracts.safe_xml import Parsed, parse
from ijw.messages.catalog import MODELS
from ijw.messages.document import Document
from ijw.messages.mapper import UnreadableMessageError, read
from ijw.rules.registry import within

RejectReason = RefusalCode | Literal["type-not-expected", "municipality-not-served"]
"""Why a message is rejected without a retour; the value of the header `ijw-error`."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message that failed level 0 or 1, or is not for us."""

    incoming: Incoming
    reason: RejectReason
    detail: str
    message_type: str | None


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading needs to know of the deployment."""

    accepts: frozenset[str]
    """The message types of this consumer's topic."""
    serves: Callable[[str], bool]
    """Whether a municipality is served."""
    secret: bytes
    """The secret of the client key."""

    def read(self, incoming: Incoming) -> Message | Unreadable:
        """The message in a record, or why it is none. Raises only on a bug."""
        parsed = parse(incoming.raw)
        if isinstance(parsed, Refusal):
            return _refused(incoming, parsed, None)
        return self._read_parsed(incoming, parsed)

    def _read_parsed(self, incoming: Incoming, parsed: Parsed) -> Message | Unreadable:
        kind = parsed.soort.type
        if kind not in self.accepts:
            return Unreadable(incoming, "type-not-expected", f"{kind} does not belong on this topic", kind)
        root = schemas.validated(parsed)
        if isinstance(root, Refusal):
            return _refused(incoming, root, kind)
        try:
            document = Document(read(root, MODELS[kind]))
        except UnreadableMessageError as error:
            return Unreadable(incoming, "schema-invalid", str(error), kind)
        return self._message(incoming, document)

    def _message(self, incoming: Incoming, document: Document) -> Message | Unreadable:  # type: ignore[type-arg]
        municipality = document.header.Ontvanger
        if not self.serves(municipality):
            detail = f"municipality {municipality} is not served here"
            return Unreadable(incoming, "municipality-not-served", detail, document.type)
        return Message(incoming, document, within(document), self._client_key(document))

    def _client_key(self, document: Document) -> str | None:  # type: ignore[type-arg]
        client = getattr(document.bericht, "Client", None)
        return client_key(self.secret, document.header.Ontvanger, client.Bsn) if client else None


def _refused(incoming: Incoming, refusal: Refusal, kind: str | None) -> Unreadable:
    detail = f"{refusal.path}: {refusal.detail}" if refusal.path else refusal.detail
    return Unreadable(incoming, refusal.code, detail, kind)
