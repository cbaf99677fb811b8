"""What a consumer is to the loop: read -> load -> decide -> save -> publish.

The loop reads, publishes and commits for all consumers; a consumer loads the facts it needs, decides on one
message at a time, and saves what it decided.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from ijw.broker.envelope import Incoming
from ijw.messages.base import Bericht
from ijw.messages.document import Document
from ijw.rules.registry import Finding

Facts = TypeVar("Facts")
Effect = TypeVar("Effect")


@dataclass(slots=True)
class Message:
    """A message that has passed levels 0 and 1; not changed after it is made.

    Who sends what to whom is asked a dozen times for every message, so it is looked up once.
    """

    incoming: Incoming
    document: Document[Any]
    findings: tuple[Finding, ...]
    """What level 2 found."""
    client_key: str | None
    """The pseudonym of the client; None for a message about more than one."""
    type: str = field(init=False)
    """The message type, such as `JW305`."""
    sender: str = field(init=False)
    """The AGB code of the provider."""
    municipality: str = field(init=False)
    """The CBS code of the municipality."""
    identificatie: tuple[str, str, str] = field(init=False)
    """Sender, type and Identificatie: together unique (TR056)."""

    def __post_init__(self) -> None:
        header = self.document.header
        self.type, self.sender, self.municipality = self.document.type, header.Afzender, header.Ontvanger
        self.identificatie = (self.sender, self.type, header.BerichtIdentificatie.Identificatie)


class Judgement(NamedTuple, Generic[Facts, Effect]):
    """What a consumer decides on one message.

    With findings there are no effects and the facts stay as they were: a message is refused as a whole.
    """

    facts: Facts
    """The facts as the next message of the same client finds them."""
    findings: tuple[Finding, ...] = ()
    not_judged: frozenset[str] = frozenset()
    """Paths of the classes that could not be judged (0233)."""
    effects: tuple[Effect, ...] = ()
    answers: tuple[Bericht, ...] = ()
    """Messages beside the retour, in the order to send them."""
    because: Mapping[str, object] = MappingProxyType({})
    """The facts that were weighed, for the audit; JSON, without names or BSN."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a decision may use beside message and facts: the moment, and numbers for our own messages."""

    today: date
    """The date in the Netherlands, or the frozen one."""
    moment: datetime
    """When the batch is decided, in Dutch time."""
    number: Callable[[], str]
    """The next Identificatie or IdentificatieRetour: twelve digits, never given twice."""


class Consumer(Protocol[Facts, Effect]):
    """One of the consumers. Everything that differs between them is behind these names."""

    @property
    def name(self) -> str:
        """The name after `serve`, and of the topic after `in.`."""

    def most_answers(self, message: Message) -> int:
        """How many messages this one brings about at the very most, the retour included."""

    def subject(self, message: Message) -> Hashable:
        """What the facts hang on, such as a client at a provider."""

    async def load(
        self, connection: AsyncConnection, messages: Sequence[Message]
    ) -> Mapping[Hashable, Facts]:
        """The facts of every subject in the batch, in a few queries however many messages there are."""

    def decide(self, message: Message, facts: Facts, context: Context) -> Judgement[Facts, Effect]:
        """Judge one message at levels 3 and 4, and say what it brings about. Pure."""

    async def save(self, connection: AsyncConnection, effects: Sequence[Effect]) -> None:
        """Write what was decided, in the order in which it was decided."""
