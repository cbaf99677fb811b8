"""The services of `ijw up`: each a process of its own, as in production, `ijw serve NAME`."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Collection, Mapping, Sequence

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from ijw.stack.errors import StackError
from ijw.stack.process import ChildProcess
from ijw.stack.state import Addresses, StateFolder

PATIENCE = 60.0
"""Seconds to join the consumer group; after a kill the broker first counts the dead member out."""


class Service:
    """One `ijw serve NAME`, its output in the log of that name."""

    def __init__(self, name: str, folder: StateFolder) -> None:
        self.name = name
        self.log = folder.log(name)
        self.addresses = Addresses(kafka=None, database=None)
        own = folder.path / "services" / name
        own.mkdir(parents=True, exist_ok=True)
        self._process = ChildProcess(name, own, log=self.log, stop_signals=[signal.SIGTERM])

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process.running

    def start(self) -> None:
        """Start the process; it is ready once it is in its consumer group."""
        # -P: the current folder may hold something called ijw.
        command = [sys.executable, "-P", "-m", "ijw", "serve", self.name]
        self._process.start(command, environment=_environment(self.addresses))

    def stop_left_behind(self) -> None:
        """Stop the process of an `ijw up` on this folder that was killed."""
        self._process.stop_left_behind("serve")

    def ask_to_stop(self) -> None:
        """Ask it to finish what it has in hand, without waiting."""
        self._process.ask_to_stop()

    def stop(self) -> None:
        """Stop it, letting it finish what it has in hand. Idempotent."""
        self._process.stop()

    def failure(self) -> StackError:
        """What to tell when it did not become ready."""
        return self._process.failure()


def start_all(services: Sequence[Service], addresses: Addresses, group_prefix: str) -> None:
    """Start the services and wait until each has a new member in its consumer group. Raises StackError."""
    groups = {f"{group_prefix}{service.name}": service for service in services}
    bootstrap = addresses.kafka
    if not groups or bootstrap is None:
        return
    before = asyncio.run(members(bootstrap, groups))
    for service in services:
        service.addresses = addresses
        service.start()
    deadline = time.monotonic() + PATIENCE
    waiting = dict(groups)
    while waiting:
        now = asyncio.run(members(bootstrap, waiting))
        waiting = {group: service for group, service in waiting.items() if now[group] <= before[group]}
        for service in waiting.values():
            if not service.running or time.monotonic() > deadline:
                raise service.failure()
        time.sleep(0.1 if waiting else 0)


async def members(bootstrap: str, groups: Collection[str]) -> dict[str, frozenset[str]]:
    """The members of each consumer group that has an assignment; none while it rebalances."""
    client = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await client.start()
    try:
        return {group: await _assigned(client, group) for group in groups}
    finally:
        await client.close()


async def _assigned(client: AIOKafkaAdminClient, group: str) -> frozenset[str]:
    """The members of one group, when they have their partitions.

    One group a request: the client cannot read an answer that holds two.
    """
    try:
        (answer,) = await client.describe_consumer_groups([group])
    except KafkaError:  # the coordinator is still loading
        return frozenset()
    ((_error, _group, state, _type, _protocol, joined, *_),) = answer.groups
    return frozenset(member[0] for member in joined) if state == "Stable" else frozenset()


def _environment(addresses: Addresses) -> Mapping[str, str]:
    """The user's own settings and where this stack is; one health port cannot serve several processes."""
    own = {"IJW_KAFKA_BOOTSTRAP": addresses.kafka, "IJW_DATABASE_URL": addresses.database}
    kept = {name: value for name, value in os.environ.items() if name != "IJW_HEALTH_PORT"}
    return {**kept, **{name: value for name, value in own.items() if value}}
