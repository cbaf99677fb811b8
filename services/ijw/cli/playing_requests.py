"""Playing the stories of requests: what the agency sends, what people do, and everything that comes out."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from sqlalchemy.ext.asyncio import AsyncEngine

from ijw.cli.following import follower, next_records, outgoing_topics
from ijw.cli.letters import Unaddressed, address
from ijw.cli.observed import Observed, observe
from ijw.cli.played_turn import LeftOver, PlayedTurn, numbers_of
from ijw.cli.playing import PATIENCE
from ijw.cli.posting import mailbox, post
from ijw.cli.reach import broker_or_fail
from ijw.cli.spoken import Said, said
from ijw.demo.turns import Decide, HandOver, Message, Numbers, Person, Story, TakeOver, Turn
from ijw.requests import desk
from ijw.requests.asked import Client, Subject
from ijw.settings import Settings
from ijw.store.database import connect

WHO = "ijw demo"
QUIET = 3
"""Looks at the broker, in a row, in which nothing comes: then nothing more will."""


Came = tuple[Observed, Said | None]
"""A message that came out, and what it says."""


@dataclass
class _Stage:
    """Where the stories play."""

    settings: Settings
    engine: AsyncEngine
    consumer: AIOKafkaConsumer
    producer: AIOKafkaProducer
    came: list[Came] = field(default_factory=list)

    async def play(self, turn: Turn) -> PlayedTurn:
        """Let it happen, and wait for what must come of it."""
        match turn:
            case Message():
                return await self._message(turn)
            case Person():
                return await self._person(turn)
            case _:
                assert_never(turn)

    async def _message(self, turn: Message) -> PlayedTurn:
        letter = address(turn.says, turn.raw, forced="requests", secret=_secret(self.settings))
        assert not isinstance(letter, Unaddressed), "the stories hold messages only"
        posted = await post(self.producer, self.settings, letter)
        to = str(posted.message_id)
        answers = await self._until(lambda one: one.in_reply_to == to, 1 + len(turn.out))
        receipts = [one for one, _ in answers if one.verdict != "sent"]
        return PlayedTurn(turn, receipts[0] if receipts else None, _all_said(answers))

    async def _person(self, turn: Person) -> PlayedTurn:
        result = await _acted(self.engine, self.settings, turn)
        match result:
            case desk.Done(outgoing=outgoing):
                await desk.deliver(self.engine, self.settings, outgoing)
                ids = {str(one.message_id) for one in outgoing}
                came = await self._until(lambda one: one.message_id in ids, len(ids))
                return PlayedTurn(turn, None, _all_said(came))
            case desk.NotPossible(problems):
                told = "; ".join(f"{one.rule}: {one.explanation}" for one in problems)
                return PlayedTurn(turn, problem=told)
            case desk.NotFound(what):
                return PlayedTurn(turn, problem=f"there is no {what}")
            case _:
                assert_never(result)

    async def _until(self, wanted: Callable[[Observed], bool], count: int) -> list[Came]:
        """Take so many of the messages that are wanted out of what came; fewer when no more come in time."""
        deadline = time.monotonic() + PATIENCE
        while sum(wanted(one) for one, _ in self.came) < count and time.monotonic() < deadline:
            await self._look()
        found = [pair for pair in self.came if wanted(pair[0])]
        self.came = [pair for pair in self.came if not wanted(pair[0])]
        return found

    async def left_over(self) -> Sequence[str]:
        """The types of messages that nothing in the stories explains."""
        quiet = 0
        while quiet < QUIET:
            before = len(self.came)
            await self._look()
            quiet = quiet + 1 if len(self.came) == before else 0
        return [one.type or "?" for one, _ in self.came]

    async def _look(self) -> None:
        for record in await next_records(self.consumer):
            self.came.append((observe(record, self.settings.topic_prefix), said(record.value or b"")))


async def play_requests(settings: Settings, story: Story) -> AsyncIterator[PlayedTurn | LeftOver]:
    """Play the stories turn by turn; at the end tell what came out beside what they say."""
    connection = await broker_or_fail(settings)
    engine = connect(settings.database_url)
    try:
        async with (
            follower(connection, outgoing_topics(settings), from_start=False) as consumer,
            mailbox(connection) as producer,
        ):
            stage = _Stage(settings, engine, consumer, producer)
            turn: Turn | None = next(story)
            while turn is not None:
                played = await stage.play(turn)
                yield played
                turn = _next(story, numbers_of(played.out))
            yield LeftOver(await stage.left_over())
    finally:
        await engine.dispose()


def _next(story: Story, numbers: Numbers) -> Turn | None:
    try:
        return story.send(numbers)
    except StopIteration:
        return None


async def _acted(engine: AsyncEngine, settings: Settings, turn: Person) -> desk.Result:
    act = turn.act
    match act:
        case Decide(reference, choice):
            async with engine.connect() as connection:
                waiting = await desk.open_cases(connection)
            mine = next((one.id for one in waiting if one.reference == reference), 0)
            return await desk.settle(engine, settings, mine, choice, WHO)
        case HandOver(place, number, agreed):
            return await desk.transfer_out(engine, settings, place, number, agreed=agreed, who=WHO)
        case TakeOver(place, bsn, agb, wanted):
            subject = Subject(Client(place, bsn), agb)
            return await desk.transfer_in(engine, settings, subject, wanted, WHO)
        case _:
            assert_never(act)


def _all_said(answers: Sequence[Came]) -> tuple[Said, ...]:
    return tuple(what for _, what in answers if what is not None)


def _secret(settings: Settings) -> bytes | None:
    return settings.client_key_secret.get_secret_value().encode() if settings.client_key_secret else None
