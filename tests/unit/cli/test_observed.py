"""What `ijw watch` tells of a message that went out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ijw.cli.observed import observe
from ijw.messages import retour
from ijw.messages.base import Bericht
from support import factories as make

STAMP = retour.Stamp("000000000001", make.TODAY)
TWO = (make.start_product(), make.start_product(ToewijzingNummer=1002))
PRODUCT = "/Bericht/Client/StartProducten/StartProduct"


@dataclass
class Record:
    """A record as the client of the broker gives it."""

    value: bytes | None
    topic: str = "ijw.out.jw306"
    partition: int = 0
    offset: int = 5
    timestamp: int = 1_772_443_800_000
    headers: Sequence[tuple[str, bytes]] = field(default_factory=tuple)


def receipt(bericht: Bericht) -> Record:
    return Record(make.to_bytes(bericht))


def test_a_retour_without_codes_is_an_approval() -> None:
    """IV028: header only, no codes."""
    found = observe(receipt(retour.header_only(make.jw305(), STAMP)), "ijw.")
    assert (found.verdict, found.codes) == ("accepted", ())


def test_a_retour_with_a_code_in_its_header_is_a_refusal() -> None:
    """IV032: level 2 refuses at the header."""
    found = observe(receipt(retour.header_only(make.jw305(), STAMP, ["0001"])), "ijw.")
    assert (found.verdict, found.codes) == ("refused", ("0001",))


def test_codes_of_classes_are_told_once_each_in_order() -> None:
    """0200 at classes in order, the code of the rule at the class that breaks it."""
    codes = {f"{PRODUCT}[1]": ["9019"], f"{PRODUCT}[2]": ["9019", "9326"]}
    bericht = retour.with_classes(make.jw305(TWO), STAMP, codes, frozenset())
    found = observe(receipt(bericht), "ijw.")
    assert (found.verdict, found.codes) == ("refused", ("0200", "9019", "9326"))


def test_another_message_of_ours_is_just_sent() -> None:
    """An assignment accepts or refuses nothing."""
    assert observe(receipt(make.jw301()), "ijw.").verdict == "sent"


def test_rejected_messages_and_dead_letters_tell_their_error() -> None:
    """Their content is that of somebody else, and is not looked at."""
    headers = [
        ("ijw-type", b"JW305"),
        ("ijw-in-reply-to", b"abc"),
        ("ijw-error", b"schema-invalid"),
        ("ijw-error-detail", b"/Bericht/Client/Geslacht: not a code"),
    ]
    for topic, verdict in (("ijw.rejected", "rejected"), ("ijw.dead-letter", "dead")):
        found = observe(Record(b"<x", topic, headers=headers), "ijw.")
        assert (verdict, "schema-invalid", "JW305", "abc") == (
            found.verdict,
            found.error,
            found.type,
            found.in_reply_to,
        )


def test_nothing_personal_is_told() -> None:
    """Neither the BSN nor the name of the client."""
    codes = {f"{PRODUCT}[1]": ["9019"]}
    bericht = retour.with_classes(make.jw305([TWO[0]]), STAMP, codes, frozenset())
    said = str(observe(receipt(bericht), "ijw.").fields())
    assert make.bsn() not in said
    assert "Proefpersoon" not in said


def test_a_record_without_value_and_headers_is_told_too() -> None:
    """Whatever is on a topic, watching goes on."""
    found = observe(Record(None), "ijw.")
    assert (
        found.verdict,
        found.type,
        found.fields()["time"],
    ) == ("sent", None, "2026-03-02T09:30:00.000Z")
