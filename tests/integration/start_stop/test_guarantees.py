"""The guarantees of the loop, on a real broker and a real database (design section 4)."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaProducer
from faststream.kafka import KafkaMessage
from lxml import etree
from sqlalchemy import text

from ijw.broker import publishing, subscription
from ijw.broker.connection import kafka_arguments
from ijw.broker.envelope import Outgoing, client_key
from ijw.start_stop import decide, effects
from ijw.store.database import transaction
from support.factories import (
    MUNICIPALITY,
    NUMBER,
    bad_bsn,
    bsn,
    jw305,
    jw307,
    start_product,
    stop_product,
    to_bytes,
)
from support.street import Reply, Street

pytestmark = pytest.mark.servers


def codes(reply: Reply) -> list[str]:
    """Every retourcode in a retour, in document order; none means approved."""
    return [node.text or "" for node in etree.fromstring(reply.value).iter("{*}RetourCode")]


async def test_a_start_gets_a_receipt(street: Street) -> None:
    """An approved start is answered with a header only, on the topic and with the key of its client."""
    async with street.consumer():
        (identity,) = await street.send(to_bytes(jw305()))
        (reply,) = await street.replies(1)
    assert ("out.jw306", identity) == (reply.topic, reply.to)
    assert client_key(b"secret of the tests", MUNICIPALITY, bsn()).encode() == reply.key
    assert codes(reply) == []
    assert len(await street.reports()) == 1
    assert await street.committed() == 1


async def test_no_header_and_no_topic_names_a_person(street: Street) -> None:
    """A BSN is never a key or a header."""
    async with street.consumer():
        await street.send(to_bytes(jw305()))
        (reply,) = await street.replies(1)
    assert bsn() not in json.dumps(dict(reply.headers)) + repr(reply.key)


@pytest.mark.parametrize("value", [b"\xff\xfe", None, b""], ids=["no UTF-8", "null", "empty"])
async def test_headers_of_any_kind_lose_nothing(street: Street, value: bytes | None) -> None:
    """A header that is no text stops neither its own message nor those that come with it."""
    await street.assign([(NUMBER + n, bsn(n + 1)) for n in (1, 2, 3)])
    odd = [start_of(n) for n in (1, 2, 3)]
    await street.send(odd[0], partition=0)
    await street.send(odd[1], partition=0, more=[("ijw-type", value), ("traceparent", value)])
    await street.send(odd[2], partition=0)
    async with street.consumer():
        replies = await street.replies(3)
    assert [codes(reply) for reply in replies] == [[], [], []]
    assert await street.committed() == 3


async def test_what_fails_in_the_hands_of_the_framework_drops_no_batch(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FastStream swallows it and would go on; the process stops, and the next one finds the batch."""

    async def fail(_records: object) -> KafkaMessage:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(subscription, "_untouched", fail)
        await street.send(to_bytes(jw305()), partition=0)
        async with street.consumer() as process:
            async with asyncio.timeout(20):
                while process.fatal is None:  # noqa: ASYNC110  (how a process ended has no event)
                    await asyncio.sleep(0.05)
        assert isinstance(process.fatal, RuntimeError)
        assert await street.committed() == 0
    async with street.consumer():
        assert len(await street.replies(1)) == 1


def start_of(n: int) -> bytes:
    """A start of the n-th client on its own assignment."""
    return to_bytes(jw305([start_product(ToewijzingNummer=NUMBER + n)], bsn=bsn(n + 1)))


async def test_a_redelivery_gets_the_stored_reply_and_has_no_second_effect(street: Street) -> None:
    """The same ijw-message-id is answered with the same bytes, never with 9056."""
    identity = str(uuid4())
    async with street.consumer():
        await street.send(to_bytes(start := jw305()), ids=[identity])
        await street.replies(1)
        await street.send(to_bytes(start), ids=[identity])
        first, second = await street.replies(2)
    assert first == second
    assert len(await street.reports()) == 1


async def test_a_redelivery_in_the_same_batch(street: Street) -> None:
    """Twice in one batch is once decided."""
    identity, raw = str(uuid4()), to_bytes(jw305())
    await street.send(raw, raw, ids=[identity, identity], partition=0)
    async with street.consumer():
        first, second = await street.replies(2)
    assert first == second
    assert len(await street.reports()) == 1


async def test_tr056_a_resubmission_is_refused(street: Street) -> None:
    """A new ijw-message-id with an Identificatie that was used is refused at the header."""
    async with street.consumer():
        await street.send(to_bytes(jw305(identificatie="ONCE")))
        await street.replies(1)
        (again,) = await street.send(to_bytes(jw305(identificatie="ONCE")))
        replies = await street.replies(2)
    assert next(codes(reply) for reply in replies if reply.to == again) == ["9056"]


async def test_another_message_under_a_known_id_is_a_dead_letter(street: Street) -> None:
    """An ijw-message-id that comes back with other content is not silently taken for a redelivery."""
    identity = str(uuid4())
    other = jw305([start_product(Begindatum=date(2026, 2, 3))])
    async with street.consumer():
        await street.send(to_bytes(jw305()), ids=[identity])
        await street.replies(1)
        await street.send(to_bytes(other), ids=[identity])
        replies = await street.replies(2)
    dead = next(reply for reply in replies if reply.topic == "dead-letter")
    assert ("message-id-reused", to_bytes(other)) == (dead.headers["ijw-error"], dead.value)


async def test_a_message_without_headers_is_processed(street: Street) -> None:
    """Plain XML gets an id that follows from where it stands."""
    async with street.consumer():
        await street.send(to_bytes(jw305()), ids=[""])
        (reply,) = await street.replies(1)
    assert (reply.topic, codes(reply)) == ("out.jw306", [])


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"", "empty"),
        (b"<Bericht", "not-well-formed"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "doctype"),
        (b"<Bericht xmlns='urn:other'/>", "unknown-namespace"),
        (to_bytes(jw305()).replace(b"<Geslacht>2</Geslacht>", b""), "schema-invalid"),
        (to_bytes(jw305(municipality="0439")), "municipality-not-served"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_levels_0_and_1_reject_with_the_bytes_as_they_came(
    street: Street, raw: bytes, error: str
) -> None:
    """What is no valid message for us goes to the rejected topic, and never gets a retour (IV028)."""
    async with street.consumer():
        (identity,) = await street.send(raw)
        (reply,) = await street.replies(1)
    assert ("rejected", raw, error, identity) == (
        reply.topic,
        reply.value,
        reply.headers["ijw-error"],
        reply.to,
    )


async def test_level_2_gets_a_header_with_0001(street: Street) -> None:
    """CS002: a BSN that fails the 11-proof."""
    async with street.consumer():
        await street.send(to_bytes(jw305(bsn=bad_bsn())))
        (reply,) = await street.replies(1)
    assert codes(reply) == ["0001"]
    assert etree.fromstring(reply.value).find("{*}Client") is None


async def test_iv028_a_refused_product_comes_back_with_every_class(street: Street) -> None:
    """Header and client are in order (0200), the product bears the code of its rule."""
    unknown = start_product(ToewijzingNummer=4004)
    async with street.consumer():
        await street.send(to_bytes(jw305([start_product(), unknown])))
        (reply,) = await street.replies(1)
    assert codes(reply) == ["0200", "0200", "9019", "0200"]
    assert await street.reports() == []


async def test_a_whole_delivery(street: Street) -> None:
    """Start, temporary stop, definite stop, restart, and the restart taken back."""
    stories = [
        jw305(),
        jw307([stop_product(RedenBeeindiging="20", Einddatum=date(2026, 2, 10))]),
        jw307([stop_product(Einddatum=date(2026, 2, 12))]),
        jw305([start_product(Begindatum=date(2026, 2, 20))]),
        jw305([start_product(Begindatum=date(2026, 2, 20), StatusAanlevering="3")]),
    ]
    await street.send(*map(to_bytes, stories), partition=0)
    async with street.consumer():
        replies = await street.replies(5)
    assert [codes(reply) for reply in replies] == [[]] * 5
    assert sorted((row[3] for row in await street.reports()), key=str) == ["20", "31", None]


async def test_our_own_bug_with_one_message_dead_letters_that_one_alone(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest of the batch goes on; the dead letter holds the bytes, the error and no values."""
    real = decide.decide

    def failing(message: Any, facts: Any, context: Any) -> Any:
        if message.identificatie[2] == "POISON":
            raise RuntimeError(f"bsn {bsn()}")
        return real(message, facts, context)

    monkeypatch.setattr(decide, "decide", failing)
    poison = to_bytes(jw305(identificatie="POISON"))
    await street.send(poison, to_bytes(jw305()), partition=0)
    async with street.consumer():
        replies = {reply.topic: reply for reply in await street.replies(2)}
    dead = replies["dead-letter"]
    assert (poison, "own-code-failed", "3") == (
        dead.value,
        dead.headers["ijw-error"],
        dead.headers["ijw-attempts"],
    )
    assert "RuntimeError" in dead.headers["ijw-error-detail"]
    assert bsn() not in dead.headers["ijw-error-detail"]
    assert codes(replies["out.jw306"]) == []
    assert await street.verdicts() == ["accepted", "dead"]


async def test_a_message_that_cannot_be_saved_is_isolated_from_its_batch(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug that only shows when the batch is saved costs one message, not five hundred."""
    real = effects.save

    async def failing(connection: Any, done: Any) -> None:
        if any(isinstance(one, effects.Reported) and one.bsn == bsn(2) for one in done):
            await connection.execute(text("SELECT 1 / 0"))
        await real(connection, done)

    monkeypatch.setattr(effects, "save", failing)
    await street.assign([(1002, bsn(2))])
    bad = jw305([start_product(ToewijzingNummer=1002)], bsn=bsn(2))
    await street.send(to_bytes(bad), to_bytes(jw305()), partition=0)
    async with street.consumer():
        replies = await street.replies(2)
    assert sorted(reply.topic for reply in replies) == ["dead-letter", "out.jw306"]
    assert len(await street.reports()) == 1


async def test_a_dead_letter_can_be_processed_again(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sent again under its own id after the bug is mended, it is decided anew."""
    real = decide.decide

    def failing(*_arguments: Any) -> Any:
        raise RuntimeError

    raw = to_bytes(jw305())
    async with street.consumer():
        monkeypatch.setattr(decide, "decide", failing)
        (identity,) = await street.send(raw)
        await street.replies(1)
        monkeypatch.setattr(decide, "decide", real)
        await street.send(raw, ids=[identity])
        replies = await street.replies(2)
    assert Counter({"dead-letter": 1, "out.jw306": 1}) == Counter(reply.topic for reply in replies)
    assert await street.verdicts() == ["accepted"]


@pytest.mark.parametrize("published", [False, True], ids=["before-publishing", "after-publishing"])
async def test_a_crash_between_saving_and_noting_that_it_was_sent(
    street: Street, monkeypatch: pytest.MonkeyPatch, published: bool
) -> None:
    """Whether the answer was on the broker or not when the process died, it is there once afterwards."""
    real = publishing.publish

    async def dying(broker: Any, messages: Any) -> None:
        if published:
            await real(broker, messages)
        raise SystemError("the process dies here")

    await street.send(to_bytes(jw305()))
    monkeypatch.setattr(publishing, "publish", dying)
    async with street.consumer() as process:
        while process.fatal is None:  # noqa: ASYNC110  (how a process ended has no event)
            await asyncio.sleep(0.05)
    monkeypatch.setattr(publishing, "publish", real)
    async with street.consumer():
        (reply,) = await street.replies(1)
    assert codes(reply) == []
    assert len(await street.reports()) == 1
    assert await street.committed() == 1


@pytest.mark.parametrize("value", [b"\xff", None], ids=["no UTF-8", "null"])
async def test_a_foreign_message_among_the_answers_hinders_nobody(
    street: Street, value: bytes | None
) -> None:
    """Looking for an answer on its topic goes past whatever else stands there."""
    topic = street.settings.topic("out.jw306")
    producer = AIOKafkaProducer(bootstrap_servers=street.bootstrap)
    await producer.start()
    await producer.send_and_wait(topic, b"x", headers=[("ijw-message-id", value)])
    await producer.stop()
    missing = Outgoing(uuid4(), uuid4(), MUNICIPALITY, topic, None, {"ijw-message-id": str(uuid4())}, b"")
    assert await publishing.absent(kafka_arguments(street.settings), [missing], datetime.now(UTC)) == [
        missing
    ]


async def test_the_audit_is_append_only(street: Street) -> None:
    """A decision that was written down cannot be changed."""
    async with street.consumer():
        await street.send(to_bytes(jw305()))
        await street.replies(1)
    async with street.database() as engine:
        with pytest.raises(Exception, match="append-only"):
            async with transaction(engine) as connection:
                await connection.execute(text("UPDATE audit SET who = 'somebody else'"))


async def test_tr071_on_the_line(street: Street) -> None:
    """A start whose stop was accepted is not taken back."""
    back = jw305([start_product(StatusAanlevering="3")])
    await street.send(to_bytes(jw305()), to_bytes(jw307()), to_bytes(back), partition=0)
    async with street.consumer():
        replies = await street.replies(3)
    assert sorted(codes(reply) for reply in replies) == [[], [], ["0200", "9071", "0200"]]
