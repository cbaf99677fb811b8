"""Deciding on a batch: message by message, each in the light of those before it. Pure.

The outcome of a message is closed: it is answered, is a duplicate, is rejected, or is dead. An exception in
here is a bug of ours with one message; that message becomes dead and the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from lxml import etree

from ijw.broker import topics
from ijw.broker.consumer import Consumer, Context, Judgement, Message
from ijw.broker.envelope import Outgoing, reply, returned
from ijw.broker.outcomes import Answered, Dead, Duplicate, Outcome, Rejected, safe_trace
from ijw.broker.reading import Unreadable
from ijw.contracts import schemas
from ijw.messages import retour
from ijw.messages.base import Bericht
from ijw.messages.document import Node
from ijw.messages.mapper import render
from ijw.rules.header import HeaderFacts
from ijw.rules.registry import TECHNICAL_REFUSAL, Finding, broken
from ijw.store.inbox import DEAD, Identificatie, Known


class ReplyInvalidError(Exception):
    """A message of ours does not pass our own contract: a bug."""


@dataclass
class Round:
    """One batch: what is known before it, and what becomes known while it is decided."""

    consumer: Consumer[Any, Any]
    context: Context
    topic: Callable[[str], str]
    known: dict[UUID, Known]
    used: set[Identificatie]
    facts: dict[Hashable, Any]
    attempts: int = 1

    def decide(self, one: Message | Unreadable | Dead) -> Outcome:
        """The outcome of the next message."""
        if isinstance(one, Dead):
            return one
        trace = "never tried"
        for _ in range(self.attempts):
            try:
                return self._decide(one)
            except ReplyInvalidError as error:
                return Dead(one.incoming, "reply-invalid", str(error))
            except Exception as error:
                trace = safe_trace(error)
        return Dead(one.incoming, "own-code-failed", trace)

    def _decide(self, one: Message | Unreadable) -> Outcome:
        incoming = one.incoming
        before = self.known.get(incoming.message_id)
        if before is not None:
            same_record = before.position == incoming.position
            if before.digest != incoming.digest:
                return Dead(incoming, "message-id-reused", "another message bore this ijw-message-id before")
            if before.verdict != DEAD or same_record:
                return Duplicate(incoming, same_record)
        outcome = self._reject(one) if isinstance(one, Unreadable) else self._judge(one)
        verdict = outcome.verdict if isinstance(outcome, Answered) else "rejected"
        self.known[incoming.message_id] = Known(incoming.digest, incoming.position, verdict)
        return outcome

    def _reject(self, one: Unreadable) -> Rejected:
        outgoing = returned(
            one.incoming,
            topic=self.topic(topics.REJECTED),
            error=one.reason,
            detail=one.detail,
            attempts=1,
            message_type=one.message_type,
        )
        return Rejected(one.incoming, one.reason, outgoing)

    def _judge(self, message: Message) -> Answered:
        owns = message.identificatie not in self.used
        outcome = self._judge_levels(message, owns)
        self.used.add(message.identificatie)
        return outcome

    def _judge_levels(self, message: Message, owns: bool) -> Answered:
        if message.findings:
            return self._header_only(message, message.findings, [TECHNICAL_REFUSAL], owns)
        header = Node(message.document.header, "Header", 0, message.document.nodes("Bericht")[0])
        found = broken(message.type, header, _header_facts(self.context.today, not owns))
        if found:
            return self._header_only(message, found, [f.retourcode for f in found], owns)
        subject = self.consumer.subject(message)
        judgement = self.consumer.decide(message, self.facts[subject], self.context)
        answered = self._answer(message, judgement, owns)
        self.facts[subject] = judgement.facts
        return answered

    def _header_only(
        self, message: Message, found: Sequence[Finding], codes: Sequence[str], owns: bool
    ) -> Answered:
        receipt = retour.header_only(message.document.bericht, self._stamp(), codes)
        return Answered(message, "refused", tuple(found), owns, self._outgoing(message, [receipt]))

    def _answer(self, message: Message, judgement: Judgement[Any, Any], owns: bool) -> Answered:
        bericht, found = message.document.bericht, judgement.findings
        if found:
            codes: dict[str, list[str]] = {}
            for finding in found:
                codes.setdefault(finding.path, []).append(finding.retourcode)
            receipt = retour.with_classes(bericht, self._stamp(), codes, judgement.not_judged)
        else:
            receipt = retour.header_only(bericht, self._stamp())
        return Answered(
            message,
            "refused" if found else "accepted",
            found,
            owns,
            self._outgoing(message, [receipt, *judgement.answers]),
            judgement.effects,
            judgement.because,
        )

    def _stamp(self) -> retour.Stamp:
        return retour.Stamp(self.context.number(), self.context.today)

    def _outgoing(self, message: Message, berichten: Sequence[Bericht]) -> tuple[Outgoing, ...]:
        key = message.client_key.encode() if message.client_key else message.incoming.key
        types = [bericht.type for bericht in berichten]
        return tuple(
            reply(
                message.incoming,
                message_type=bericht.type,
                topic=self.topic(topics.outbound(bericht.type)),
                key=key,
                sender=message.municipality,
                receiver=message.sender,
                value=checked_bytes(bericht),
                part=types[: n + 1].count(bericht.type),
            )
            for n, bericht in enumerate(berichten)
        )


@lru_cache(maxsize=4)  # the same for nearly all messages of a day
def _header_facts(today: date, identificatie_known: bool) -> HeaderFacts:
    return HeaderFacts(today, identificatie_known)


def checked_bytes(bericht: Bericht) -> bytes:
    """The bytes of a message of ours. Raises ReplyInvalidError when they break our own contract."""
    raw = render(bericht)
    try:
        refusal = schemas.validate_outgoing(etree.fromstring(raw))
    except etree.XMLSyntaxError:
        raise ReplyInvalidError(f"{bericht.type}: a value holds a character that XML cannot") from None
    if refusal is not None:
        raise ReplyInvalidError(f"{bericht.type} {refusal.path}: {refusal.detail}")
    return raw
