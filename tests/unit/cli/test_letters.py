"""Addressing messages that are sent: topic, headers and key."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from ijw.broker.envelope import client_key
from ijw.cli.letters import Letter, Stamp, Unaddressed, address, headers
from ijw.messages import retour
from ijw.messages.base import Bericht
from support import factories as make

SECRET = b"secret of the tests"
STAMP = Stamp(
    UUID("00000000-0000-4000-8000-000000000001"), datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC), 10, 11
)


def letter(bericht: Bericht, *, forced: str | None = None, secret: bytes | None = SECRET) -> Letter:
    found = address("file.xml", make.to_bytes(bericht), forced=forced, secret=secret)
    assert isinstance(found, Letter)
    return found


@pytest.mark.parametrize(
    ("bericht", "topic"),
    [
        (make.jw305(), "in.start-stop"),
        (make.jw307(), "in.start-stop"),
        (make.jw315(), "in.requests"),
        (make.jw317(), "in.requests"),
        (make.jw323(), "in.claims"),
    ],
)
def test_the_root_element_chooses_the_topic(bericht: Bericht, topic: str) -> None:
    """Every message that comes in has one topic."""
    found = letter(bericht)
    assert (topic, bericht.type) == (found.topic, found.type)


def test_the_bytes_are_sent_as_they_are() -> None:
    """Also their layout and encoding declaration."""
    raw = make.to_bytes(make.jw305()).replace(b"><", b">\r\n  <")
    found = address("file.xml", raw, forced=None, secret=None)
    assert isinstance(found, Letter)
    assert raw == found.raw


def test_a_message_that_does_not_come_in_is_not_addressed() -> None:
    """A receipt of ours is no message for us."""
    stamp = retour.Stamp("000000000001", make.TODAY)
    raw = make.to_bytes(retour.header_only(make.jw305(), stamp))
    found = address("file.xml", raw, forced=None, secret=None)
    assert isinstance(found, Unaddressed)
    assert "JW306" in found.reason


@pytest.mark.parametrize("raw", [b"", b"<Bericht", b"<other/>", b'<Bericht xmlns="urn:x"/>'])
def test_what_is_no_message_is_not_addressed_unless_forced(raw: bytes) -> None:
    """A person may want to see it rejected."""
    assert isinstance(address("file.xml", raw, forced=None, secret=None), Unaddressed)
    forced = address("file.xml", raw, forced="claims", secret=None)
    assert Letter("file.xml", "in.claims", raw) == forced


def test_the_client_key_hides_the_bsn() -> None:
    """The key is the pseudonym of the client in its municipality."""
    found = letter(make.jw305(bsn=make.bsn(7)))
    assert client_key(SECRET, make.MUNICIPALITY, make.bsn(7)).encode() == found.key


def test_without_the_secret_a_provider_keeps_its_order() -> None:
    """The key is then the provider in its municipality, so that a stop cannot overtake its start."""
    found = letter(make.jw307(), secret=None)
    assert f"{make.MUNICIPALITY}:{make.AGB}".encode() == found.key


def test_a_claim_has_the_key_of_its_provider() -> None:
    """A claim is about many clients."""
    assert f"{make.MUNICIPALITY}:{make.AGB}".encode() == letter(make.jw323()).key


def test_headers_tell_type_parties_moment_and_trace_but_never_the_client() -> None:
    """No header holds personal data."""
    found = headers(letter(make.jw305(bsn=make.bsn(7))), STAMP)
    assert found == {
        "ijw-type": "JW305",
        "ijw-message-id": "00000000-0000-4000-8000-000000000001",
        "ijw-correlation-id": "00000000-0000-4000-8000-000000000001",
        "ijw-sender": make.AGB,
        "ijw-receiver": make.MUNICIPALITY,
        "ijw-received-at": "2026-03-02T09:30:00.123Z",
        "traceparent": "00-0000000000000000000000000000000a-000000000000000b-01",
    }


def test_a_party_that_is_no_code_is_left_out_of_the_headers() -> None:
    """What was not checked by a schema may be anything, a BSN too."""
    raw = make.to_bytes(make.jw305()).replace(make.AGB.encode(), make.bsn().encode())
    found = address("file.xml", raw, forced=None, secret=SECRET)
    assert isinstance(found, Letter)
    assert found.sender is None
    assert "ijw-sender" not in headers(found, STAMP)
