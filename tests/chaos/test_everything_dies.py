"""Broker, database and consumers are killed while messages come in: nothing is lost, doubled or dead.

`make chaos` runs many rounds; the ordinary test run does one. The servers are the test's own.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaProducer

from ijw.stack.kafka import EmbeddedKafka
from ijw.stack.postgres import EmbeddedPostgres
from ijw.store.migrate import upgrade
from support.factories import bsn, jw305, start_product, to_bytes
from support.serving import start_serving, stop_serving
from support.street import IN, Street

pytestmark = pytest.mark.servers

ROUNDS = int(os.environ.get("IJW_CHAOS_ROUNDS", "1"))
MESSAGES = 300
"""Messages in each round."""


@dataclass
class Battlefield:
    """Servers and consumers that may be killed at any moment."""

    folder: Path
    kafka: EmbeddedKafka
    postgres: EmbeddedPostgres
    street: Street
    consumers: list[Popen[bytes]] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    async def feed(self) -> None:
        """Send the messages of a round, a few at a time; a broker that is away is waited for."""
        producer = AIOKafkaProducer(bootstrap_servers=self.street.bootstrap, enable_idempotence=True)
        await producer.start()
        for _ in range(MESSAGES):
            n = len(self.sent)
            identity = str(uuid4())
            raw = to_bytes(jw305([start_product(ToewijzingNummer=5000 + n)], bsn=bsn(n + 1)))
            headers = [("ijw-message-id", identity.encode())]
            await producer.send_and_wait(self.street.prefix + IN, raw, key=f"{n}".encode(), headers=headers)
            self.sent.append(identity)
            await asyncio.sleep(0.01)
        await producer.stop()

    async def strike(self, what: str) -> None:
        """Kill one thing without warning, and bring it back a little later."""
        if what == "consumer":
            victim = self.consumers.pop(0)
            victim.kill()
            victim.wait()
            self.raise_consumer()
            return
        server = self.kafka if what == "broker" else self.postgres
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        await asyncio.sleep(3)
        assert not server.running
        # on the port it had; in a thread because starting waits, in one that stays for as long as the server
        await asyncio.to_thread(server.start)

    def raise_consumer(self) -> None:
        """Start one more consumer."""
        self.consumers.append(start_serving(self.street, self.folder / "serve.log"))

    def withdraw(self) -> None:
        """Stop the consumers."""
        for one in self.consumers:
            stop_serving(one)

    def revive(self) -> None:
        """Do what a supervisor does: start again what stopped by itself."""
        self.consumers = [one for one in self.consumers if one.poll() is None]
        while len(self.consumers) < 2:
            self.raise_consumer()


@pytest.fixture
def battlefield(tmp_path: Path) -> Iterator[Battlefield]:
    """A broker, a database and two consumers, all of them this test's own."""
    with ExitStack() as stack:
        kafka = EmbeddedKafka(tmp_path / "kafka")
        stack.callback(kafka.stop)
        postgres = EmbeddedPostgres(tmp_path / "postgres")
        stack.callback(postgres.stop)
        more = {"batch_size": 25, "log_level": "WARNING"}
        street = Street(kafka.start(), "chaos.", postgres.start(), more)
        field_ = Battlefield(tmp_path, kafka, postgres, street)
        stack.callback(field_.withdraw)
        yield field_


@pytest.mark.parametrize("victim", ["consumer", "database", "broker"])
async def test_nothing_is_lost_doubled_or_dead(battlefield: Battlefield, victim: str) -> None:
    """Exactly one receipt for every message, all of them approvals, whatever dies meanwhile."""
    await upgrade(battlefield.street.database_url)
    await battlefield.street.create()
    await battlefield.street.assign((5000 + n, bsn(n + 1)) for n in range(ROUNDS * MESSAGES))
    battlefield.revive()
    chance = random.Random(victim)
    for _ in range(ROUNDS):
        feeding = asyncio.create_task(battlefield.feed())
        await asyncio.sleep(chance.uniform(0.5, 3))
        await battlefield.strike(victim)
        await feeding
        battlefield.revive()
    replies = await until_answered(battlefield)
    assert Counter(battlefield.sent) == Counter(reply.to for reply in replies)
    assert {"out.jw306"} == {reply.topic for reply in replies}
    assert len(battlefield.sent) == len(await battlefield.street.reports())


async def until_answered(battlefield: Battlefield) -> list:  # type: ignore[type-arg]
    """Everything that was answered, once it is enough; consumers that stop are started again."""
    async with asyncio.timeout(150):
        while True:
            battlefield.revive()
            try:
                return await battlefield.street.replies(len(battlefield.sent), seconds=10)
            except TimeoutError:
                continue
