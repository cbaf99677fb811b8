"""Two processes in one group, one of them killed in the middle of its work."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaProducer

from ijw.messages.base import Bericht
from ijw.rules.deliveries import DeliveryFacts
from ijw.start_stop.decide import decide
from support.broker import context, message
from support.factories import bsn, jw305, jw307, start_product, stop_product, to_bytes
from support.serving import serving
from support.street import IN, Street

pytestmark = pytest.mark.servers

CLIENTS = 500


def story(n: int) -> list[Bericht]:
    """A start, a stop for a time, the same start again (which is refused), a stop for good."""
    own = {"ToewijzingNummer": 2000 + n}
    who = bsn(n + 1)
    return [
        jw305([start_product(**own)], bsn=who),
        jw307([stop_product(RedenBeeindiging="20", Einddatum=date(2026, 2, 10), **own)], bsn=who),
        jw305([start_product(**own), start_product(**own, Begindatum=date(2026, 2, 11))], bsn=who),
        jw307([stop_product(Einddatum=date(2026, 2, 12), **own)], bsn=who),
    ]


def serially(stories: Sequence[Sequence[Bericht]]) -> list[tuple[object, ...]]:
    """The state that deciding one message after another gives."""
    reports: list[tuple[object, ...]] = []
    for n, berichten in enumerate(stories):
        facts = DeliveryFacts(frozenset({2000 + n}))
        for bericht in berichten:
            facts = decide(message(bericht), facts, context()).facts
        reports += [
            (bsn(n + 1), m.levering.ToewijzingNummer, m.levering.Begindatum, m.RedenBeeindiging, m.Einddatum)
            for m in facts.meldingen
        ]
    return sorted(reports, key=repr)


async def produce(street: Street, stories: Sequence[Sequence[Bericht]]) -> list[str]:
    """Every client's messages in order, on the partition of the client; returns the message ids."""
    producer = AIOKafkaProducer(bootstrap_servers=street.bootstrap)
    await producer.start()
    ids = []
    for turn in range(4):
        for n, berichten in enumerate(stories):
            ids.append(str(uuid4()))
            headers = [("ijw-message-id", ids[-1].encode())]
            await producer.send(
                street.prefix + IN, to_bytes(berichten[turn]), key=f"{n}".encode(), headers=headers
            )
    await producer.stop()
    return ids


async def test_a_process_killed_in_mid_batch_loses_and_doubles_nothing(
    street: Street, tmp_path: Path
) -> None:
    """2,000 messages: exactly one receipt each, none lost, and the state of a serial run."""
    stories = [story(n) for n in range(CLIENTS)]
    await street.assign((2000 + n, bsn(n + 1)) for n in range(CLIENTS))
    ids = await produce(street, stories)
    small_batches = Street(street.bootstrap, street.prefix, street.database_url, {"batch_size": 40})
    with ExitStack() as stack:
        first = stack.enter_context(serving(small_batches, tmp_path / "first.log"))
        stack.enter_context(serving(small_batches, tmp_path / "second.log"))
        await street.replies(200, seconds=60)
        first.kill()
        replies = await street.replies(len(ids), seconds=120)
        async with asyncio.timeout(30):
            while await street.committed() < len(ids):  # noqa: ASYNC110  (offsets have no event)
                await asyncio.sleep(0.2)
    assert Counter(ids) == Counter(reply.to for reply in replies)
    assert Counter(reply.topic for reply in replies) == {"out.jw306": 1000, "out.jw308": 1000}
    assert sum(b"9074" in reply.value for reply in replies) == 500
    assert serially(stories) == await street.reports()
