"""Playing a story through the broker: a message in, its answer out, one after the other."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from aiokafka import AIOKafkaConsumer

from ijw.broker.topics import inbound
from ijw.cli.following import follower, next_records, outgoing_topics
from ijw.cli.letters import Letter, Unaddressed, address
from ijw.cli.observed import Observed, observe
from ijw.cli.posting import mailbox, post
from ijw.cli.reach import broker_or_fail
from ijw.demo.story import Step
from ijw.messages.retour import NO_REMARK
from ijw.settings import Settings

PATIENCE = 20.0
"""Seconds that an answer may take."""


@dataclass(frozen=True, slots=True)
class Played:
    """A step, and what came back; nothing when no answer came in time."""

    step: Step
    answer: Observed | None

    @property
    def codes(self) -> frozenset[str]:
        """The retourcodes that say something, or the reason of the rejection."""
        if self.answer is None:
            return frozenset()
        if self.answer.error is not None:
            return frozenset([self.answer.error])
        return frozenset(self.answer.codes) - {NO_REMARK}

    @property
    def as_expected(self) -> bool:
        """Whether the answer is what the story says."""
        if self.answer is None:
            return False
        expected = self.step.expected
        return (self.answer.verdict, self.codes) == (expected.verdict, expected.codes)


async def play(settings: Settings, steps: Sequence[Step]) -> AsyncIterator[Played]:
    """Send the steps one by one, each after the answer to the one before."""
    connection = await broker_or_fail(settings)
    sent: list[UUID] = []
    async with (
        follower(connection, outgoing_topics(settings), from_start=False) as consumer,
        mailbox(connection) as producer,
    ):
        for step in steps:
            repeated = None if step.repeats is None else sent[step.repeats]
            posted = await post(producer, settings, _letter(step, settings), repeated)
            sent.append(posted.message_id)
            yield Played(step, await _answer(consumer, settings, posted.message_id))


def _letter(step: Step, settings: Settings) -> Letter:
    secret = settings.client_key_secret.get_secret_value().encode() if settings.client_key_secret else None
    letter = address(step.says, step.raw, forced="start-stop", secret=secret)
    if isinstance(letter, Unaddressed):
        return Letter(step.says, inbound("start-stop"), step.raw)
    return letter


async def _answer(consumer: AIOKafkaConsumer, settings: Settings, to: UUID) -> Observed | None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for record in await next_records(consumer):
            observed = observe(record, settings.topic_prefix)
            if observed.in_reply_to == str(to):
                return observed
    return None
