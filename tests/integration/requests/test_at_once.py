"""Two at the same moment: two requests of one client or one family, and two people at one case."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaProducer
from lxml import etree
from sqlalchemy import select

from ijw.messages.base import Bericht
from ijw.policy.standard import RedenAfwijzing
from ijw.requests import desk
from ijw.requests.desk import AsAsked, Choice, Decline, Done, NotPossible
from ijw.store.tables import answers
from support.factories import aangevraagd_product, to_bytes
from support.serving import serving
from support.stories import Teller
from support.street import Reply
from support.town import Town

pytestmark = pytest.mark.servers

PAIRS = 40
PROCESSES = ("first", "second")
APART = (0, 5)
"""Partitions that the two processes do not share."""


@contextmanager
def two_processes(town: Town, folder: Path) -> Iterator[None]:
    """The consumer twice, each in a process of its own."""
    with ExitStack() as stack:
        for name in PROCESSES:
            stack.enter_context(serving(town, folder / f"{name}.log"))
        yield


async def both_serve(folder: Path) -> None:
    """Wait until each process has half of the partitions."""
    async with asyncio.timeout(60):
        while not all(_assigned(folder / f"{name}.log") for name in PROCESSES):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


def _assigned(log: Path) -> bool:
    return (
        re.search(r'"partitions": ?\[\d(, ?\d){2}\], ?"event": ?"partitions_assigned"', log.read_text())
        is not None
    )


async def at_once(town: Town, pairs: Sequence[tuple[Bericht, Bericht]]) -> list[list[list[Reply]]]:
    """Send the two of every pair at the same moment, apart; gives the answers to each, by pair."""
    producer = AIOKafkaProducer(bootstrap_servers=town.bootstrap)
    await producer.start()
    place: dict[str, tuple[int, int]] = {}
    sends = []
    for n, pair in enumerate(pairs):
        for part, bericht in enumerate(pair):
            identity = str(uuid4())
            place[identity] = n, part
            headers = [("ijw-message-id", identity.encode())]
            topic = town.prefix + town.inbound
            raw = to_bytes(bericht)
            sends.append(await producer.send(topic, raw, headers=headers, partition=APART[part]))
    await asyncio.gather(*sends)
    await producer.stop()
    found: list[list[list[Reply]]] = [[[], []] for _ in pairs]
    for reply in await town.outcomes(len(place)):
        n, part = place[reply.to]
        found[n][part].append(reply)
    return found


def said(one: Sequence[Reply]) -> tuple[str, ...]:
    """What was answered to a message: the types, with the retourcodes or the reason that tell the story."""
    return tuple(sorted(_said(reply) for reply in one))


def _said(reply: Reply) -> str:
    root = etree.fromstring(reply.value)
    codes = {node.text for node in root.iter("{*}RetourCode")} - {"0200"}
    reasons = [node.text for node in root.iter("{*}RedenAfwijzingVerzoek")]
    return " ".join([reply.headers["ijw-type"], *sorted(filter(None, codes)), *filter(None, reasons)])


Pair = tuple[Bericht, Bericht]


def one_client(t: Teller, _other: Teller) -> Pair:
    """TR374: two requests that the system decides."""
    return t.vot(t.gigm1(ReferentieAanbieder="R1")), t.vot(t.gigm1(ReferentieAanbieder="R2"))


def one_client_for_a_person(t: Teller, _other: Teller) -> Pair:
    """TR374: two requests that go to a person."""
    asked = (aangevraagd_product(ReferentieAanbieder=reference) for reference in ("R1", "R2"))
    first, second = (t.vot(one) for one in asked)
    return first, second


def one_family(t: Teller, other: Teller) -> Pair:
    """GI-1-a: two agencies ask GIGM1 for the twins of one family."""
    return t.vot(t.gigm1(), child=1), other.vot(t.gigm1(), bsn=t.bsn(2))


def one_reference(t: Teller, _other: Teller) -> Pair:
    """TR347: an agency uses a reference for two clients, who are no family."""
    return t.vot(t.gigm1(), child=3), t.vot(t.gigm1(), child=4)


AT_ONCE: Mapping[Callable[[Teller, Teller], Pair], set[tuple[str, ...]]] = {
    one_client: {("JW301", "JW316"), ("JW316 9374",)},
    one_client_for_a_person: {("JW316", "JW319"), ("JW316 9374",)},
    one_family: {("JW301", "JW316"), ("JW316", "JW319 6")},
    one_reference: {("JW301", "JW316"), ("JW316 9347",)},
}
"""What may not be decided twice, and the two answers that must come out, whichever message comes first."""


async def test_two_messages_at_once_through_two_processes(
    town: Town, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    """TR374, TR347, GI-1-a: one is decided and the other refused, never both, in every one of forty pairs."""
    tellers = [Teller(n) for n in range(1, len(AT_ONCE) * PAIRS + 1)]
    others = [Teller(n + len(tellers)) for n in range(1, len(tellers) + 1)]
    families = [t.person(child, family=t.family()) for t in tellers for child in (1, 2)]
    await town.register(persons=[*families, *(t.person(child) for t in tellers for child in (3, 4))])
    kinds = [kind for kind in AT_ONCE for _ in range(PAIRS)]
    pairs = [kind(t, other) for kind, t, other in zip(kinds, tellers, others, strict=True)]
    with two_processes(town, tmp_path):
        await both_serve(tmp_path)
        found = await at_once(town, pairs)
    for kind, wanted in AT_ONCE.items():
        with subtests.test(kind.__name__):
            mine = [pair for pair, its in zip(found, kinds, strict=True) if its is kind]
            assert Counter({frozenset(wanted): PAIRS}) == Counter(frozenset(map(said, one)) for one in mine)


async def test_tr359_and_tr365_two_people_decide_at_once(town: Town) -> None:
    """Of an assignment and a refusal of one case one happens; the other is told what forbids it."""
    tellers = [Teller(n) for n in range(1, 11)]
    await town.register(persons=[t.person() for t in tellers])
    async with town.consumer(), town.database() as engine:
        await town.send(*(to_bytes(t.vot(aangevraagd_product())) for t in tellers), partition=0)
        await town.handled(len(tellers))
        async with engine.connect() as connection:
            waiting = await desk.open_cases(connection)
        choices: list[Choice] = [AsAsked(), Decline(RedenAfwijzing.BUDGET)]
        results = await asyncio.gather(
            *(
                desk.settle(engine, town.settings, case.id, choice, f"person {n}")
                for case in waiting
                for n, choice in enumerate(choices)
            )
        )
        async with engine.connect() as connection:
            saved = Counter((await connection.execute(select(answers.c.answer))).scalars())
            left = await desk.open_cases(connection)
    assert left == []
    done = [one for one in results if isinstance(one, Done)]
    refused = [one.problems[0].rule for one in results if isinstance(one, NotPossible)]
    assert len(tellers) == len(done) == len(refused)
    assert set(refused) <= {"TR359", "OP344"}
    assert 10 == saved["JW319-2"] == saved["JW301"] + saved["JW319-1"]
