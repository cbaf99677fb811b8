"""The consumer of starts and stops, put together."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.broker.consumer import Context, Judgement, Message
from ijw.rules.deliveries import DeliveryFacts
from ijw.start_stop import decide, effects, facts
from ijw.start_stop.effects import Effect


@dataclass(frozen=True)
class StartStop:
    """JW305 and JW307 in, JW306 and JW308 out."""

    name: str = "start-stop"

    def most_answers(self, _message: Message) -> int:
        """The retour alone."""
        return 1

    def subject(self, message: Message) -> Hashable:
        """A client at a provider, within a municipality."""
        return facts.subject(message)

    async def load(
        self, connection: AsyncConnection, messages: Sequence[Message]
    ) -> Mapping[Hashable, DeliveryFacts]:
        """Assignments, and the starts and stops that were accepted."""
        return await facts.load(connection, messages)

    def decide(
        self, message: Message, known: DeliveryFacts, context: Context
    ) -> Judgement[DeliveryFacts, Effect]:
        """Accept or refuse as a whole."""
        return decide.decide(message, known, context)

    async def save(self, connection: AsyncConnection, done: Sequence[Effect]) -> None:
        """Write the reports."""
        await effects.save(connection, done)
