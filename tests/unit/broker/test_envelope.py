"""The envelope of a message: identity, headers, pseudonym."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest

from ijw.broker.envelope import client_key, derived, incoming, reply, returned
from support.factories import bsn


@dataclass
class Record:
    """A record as the broker gives it."""

    value: bytes | None = b"<x/>"
    headers: list[tuple[str, bytes]] = field(default_factory=list)
    topic: str = "ijw.in.start-stop"
    partition: int = 3
    offset: int = 7
    key: bytes | None = b"k"
    timestamp: int = 1_772_442_000_000


def test_a_given_message_id_is_kept() -> None:
    """The header ijw-message-id is the idempotency key."""
    identity = uuid4()
    assert incoming(Record(headers=[("ijw-message-id", str(identity).encode())])).message_id == identity


def test_without_headers_the_id_follows_from_the_place_in_the_log() -> None:
    """The same record has the same id each time it is read, another record another."""
    assert incoming(Record()).message_id == incoming(Record()).message_id
    assert incoming(Record()).message_id != incoming(Record(offset=8)).message_id


def test_an_id_that_is_no_uuid_is_still_an_idempotency_key() -> None:
    """The same text gives the same key, wherever it stands."""
    headers = [("ijw-message-id", b"message 12")]
    assert (
        incoming(Record(headers=headers)).message_id == incoming(Record(headers=headers, offset=9)).message_id
    )


@pytest.mark.parametrize("headers", [[("ijw-type", b"\xff\xfe")], [("traceparent", None)], [("", b"")]])
def test_no_header_can_break_the_reading(headers: list[tuple[str, bytes]]) -> None:
    """Headers are the sender's; whatever they hold, the message is read."""
    assert incoming(Record(headers=headers)).raw == b"<x/>"


def test_a_record_without_value_is_empty_bytes() -> None:
    """A tombstone is an empty message, to be rejected like any other."""
    assert incoming(Record(value=None)).raw == b""


def test_the_client_key_is_a_pseudonym() -> None:
    """Sixteen hexadecimal digits that depend on secret, municipality and BSN."""
    key = client_key(b"one", "0363", bsn())
    assert len(key) == 16
    assert int(key, 16) >= 0
    others = {
        client_key(b"two", "0363", bsn()),
        client_key(b"one", "0361", bsn()),
        client_key(b"one", "0363", bsn(2)),
    }
    assert key not in others


def test_derived_identities_are_stable_and_apart() -> None:
    """The same cause gives the same identity, another cause another."""
    cause = UUID(int=1)
    assert derived(cause, "JW306") == derived(cause, "JW306")
    assert len({derived(cause, "JW306"), derived(cause, "JW308"), derived(UUID(int=2), "JW306")}) == 3


def test_a_reply_carries_the_conversation_on() -> None:
    """Correlation and trace are those of the message that is answered."""
    headers = [("ijw-correlation-id", b"talk"), ("traceparent", b"00-a-b-01")]
    to = incoming(Record(headers=headers))
    answer = reply(
        to, message_type="JW306", topic="t", key=None, sender="0363", receiver="01234567", value=b""
    )
    assert answer.headers["ijw-correlation-id"] == "talk"
    assert answer.headers["traceparent"] == "00-a-b-01"
    assert answer.headers["ijw-in-reply-to"] == str(to.message_id)


def test_what_is_returned_keeps_bytes_key_and_headers() -> None:
    """A rejected or dead letter can be put back as it came."""
    to = incoming(Record(headers=[("x-own", b"kept")]))
    letter = returned(to, topic="t", error="empty", detail="no bytes", attempts=3)
    assert (letter.value, letter.key) == (to.raw, to.key)
    assert letter.headers["x-own"] == "kept"
    assert (letter.headers["ijw-error"], letter.headers["ijw-attempts"]) == ("empty", "3")
