"""The consumer of requests, put together."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.broker.consumer import Context, Judgement, Message
from ijw.policy.protocols import ProtocolSet
from ijw.requests import decide, effects, facts
from ijw.requests.effects import Effect
from ijw.requests.known import Known
from ijw.rules.requests_facts import references

_THE_BATCH = "the batch"


@dataclass(frozen=True)
class Requests:
    """JW315 and JW317 in, JW316, JW318, JW301 and JW319 out."""

    protocols: ProtocolSet
    name: str = "requests"

    def most_answers(self, message: Message) -> int:
        """The retour, and an answer to each request in the message."""
        return 1 + len(references(message.document))

    def subject(self, _message: Message) -> Hashable:
        """All requests of a batch share what is known: one family has one assignment (GI-1-a)."""
        return _THE_BATCH

    async def load(
        self, connection: AsyncConnection, messages: Sequence[Message]
    ) -> Mapping[Hashable, Known]:
        """Persons, families, assignments, earlier requests, contracts and free numbers."""
        return {_THE_BATCH: await facts.load(connection, messages)}

    def decide(self, message: Message, known: Known, context: Context) -> Judgement[Known, Effect]:
        """Refuse as a whole, or assign, refuse or leave to a person what is asked."""
        return decide.decide(message, known, context, self.protocols)

    async def save(self, connection: AsyncConnection, done: Sequence[Effect]) -> None:
        """Write requests, decisions, assignments, answers and cases."""
        await effects.save(connection, done)
