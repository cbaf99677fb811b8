"""The application of one consumer: FastStream around the loop.

FastStream subscribes, publishes, describes itself (AsyncAPI) and lives and dies with the process. Offsets are
ours: no message is acknowledged by the framework, one batch is in flight, and what is committed is the next
offset of every partition in the batch. A commit that fails stops the process, whose work is then found back
by the next one.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from faststream import AckPolicy, FastStream
from faststream.kafka import KafkaBroker, KafkaMessage
from faststream.security import BaseSecurity, SASLPlaintext, SASLScram256, SASLScram512
from faststream.specification import AsyncAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from ijw import __version__
from ijw.broker import topics
from ijw.broker.consumer import Consumer
from ijw.broker.deciding import Answered, Dead, Duplicate, Outcome, Rejected
from ijw.broker.envelope import incoming
from ijw.broker.loop import Loop
from ijw.broker.reading import Reader
from ijw.broker.timing import Steps
from ijw.contracts.catalog import by_type
from ijw.ops.events import log
from ijw.settings import Settings

LONGEST_BATCH = 300.0
"""Seconds: how long a batch may take before the broker takes its partitions away (max.poll.interval)."""

_SASL = {"PLAIN": SASLPlaintext, "SCRAM-SHA-256": SASLScram256, "SCRAM-SHA-512": SASLScram512}


@dataclass
class Process:
    """A consumer's process: the application, and how it ended."""

    consumer: Consumer[Any, Any]
    settings: Settings
    engine: AsyncEngine
    secret: bytes
    app: FastStream = field(init=False, repr=False)
    loop: Loop = field(init=False, repr=False)
    fatal: BaseException | None = None
    _in_flight: asyncio.Lock = field(default_factory=asyncio.Lock)
    _fetching_since: float = field(default_factory=monotonic)
    _busy_since: float = float("inf")

    def __post_init__(self) -> None:
        name = self.consumer.name
        broker = make_broker(self.settings)
        accepts = topics.IN[name]
        reader = Reader(accepts=accepts, serves=self.settings.serves, secret=self.secret)
        kafka = kafka_arguments(self.settings)
        self.loop = Loop(self.consumer, reader, self.settings, self.engine, broker, kafka)
        broker.subscriber(
            self.settings.topic(topics.inbound(name)),
            batch=True,
            group_id=f"{self.settings.group_prefix}{name}",
            ack_policy=AckPolicy.MANUAL,
            auto_offset_reset="earliest",
            max_records=self.settings.batch_size,
            batch_timeout_ms=50,
            fetch_max_wait_ms=100,
            max_poll_interval_ms=int(LONGEST_BATCH * 1000),
            max_partition_fetch_bytes=4 * 1024 * 1024,
            listener=_Handover(self),
            decoder=_as_is,
            no_reply=True,
            title=name,
            description=f"Receives {' and '.join(sorted(accepts))}.",
        )(self.handle)
        _describe_publishers(broker, self.settings, name)
        self.app = FastStream(broker, logger=None, specification=specification())

    async def handle(self, message: KafkaMessage) -> None:
        """Process one batch and commit it; whatever goes wrong here ends the process."""
        try:
            async with self._in_flight:
                self._busy_since = monotonic()
                records = message.raw_message
                assert isinstance(records, tuple)
                await self._handle(records, message.consumer)
            self._busy_since = float("inf")
        except BaseException as error:
            self.fatal = error
            log.error("process_stops", consumer=self.consumer.name, error=type(error).__name__)
            self.app.exit()
            raise

    async def _handle(self, records: Sequence[ConsumerRecord], consumer: AIOKafkaConsumer) -> None:
        steps = Steps({"fetch": monotonic() - self._fetching_since})
        outcomes = await self.loop.process([incoming(record) for record in records], steps)
        with steps.step("commit"):
            await commit(consumer, records)
        self._fetching_since = monotonic()
        log.info(
            "batch",
            consumer=self.consumer.name,
            messages=len(records),
            **_counts(outcomes),
            us_a_message=steps.per_message(len(records)),
        )

    async def live(self) -> bool:
        """Whether the process makes progress: no batch has been in hand for longer than the broker allows."""
        return self.fatal is None and monotonic() - self._busy_since < LONGEST_BATCH

    async def ready(self) -> bool:
        """Whether the broker and the database answer."""
        async with self.engine.connect() as connection:
            await connection.execute(select(1))
        return bool(await self.loop.broker.ping(timeout=5.0))

    async def run(self) -> None:
        """Run until SIGINT or SIGTERM. Raises what ended the process when that was not a signal."""
        await self.app.run()
        if self.fatal is not None:
            raise self.fatal


class _Handover(ConsumerRebalanceListener):  # type: ignore[misc]
    """On a rebalance the batch in hand is finished and committed before its partitions go to another."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:
        async with self._process._in_flight:
            log.info("partitions_revoked", partitions=sorted(at.partition for at in revoked))

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        log.info("partitions_assigned", partitions=sorted(at.partition for at in assigned))


async def commit(consumer: AIOKafkaConsumer, records: Iterable[ConsumerRecord]) -> None:
    """Commit the next offset of every partition in the batch that is still ours."""
    offsets: dict[TopicPartition, int] = {}
    for record in records:
        at = TopicPartition(record.topic, record.partition)
        offsets[at] = max(offsets.get(at, 0), record.offset + 1)
    ours = {at: offset for at, offset in offsets.items() if at in consumer.assignment()}
    if ours:
        await consumer.commit(ours)


def make_broker(settings: Settings) -> KafkaBroker:
    """The broker as FastStream sees it: idempotent, all replicas acknowledge, no batch waits for company."""
    return KafkaBroker(
        settings.kafka_bootstrap.split(","),
        client_id="ijw",
        security=_security(settings),
        enable_idempotence=True,
        acks="all",
        linger_ms=0,
        max_request_size=topics.LARGEST_RECORD,
        logger=None,
        graceful_timeout=60,
    )


def kafka_arguments(settings: Settings) -> dict[str, Any]:
    """The same connection as arguments of aiokafka's own clients."""
    arguments: dict[str, Any] = {
        "bootstrap_servers": settings.kafka_bootstrap,
        "security_protocol": settings.kafka_security_protocol,
    }
    if "SSL" in settings.kafka_security_protocol:
        arguments["ssl_context"] = _ssl_context(settings)
    if "SASL" in settings.kafka_security_protocol:
        arguments |= {
            "sasl_mechanism": settings.kafka_sasl_mechanism,
            "sasl_plain_username": settings.kafka_sasl_username,
            "sasl_plain_password": _password(settings),
        }
    return arguments


def specification() -> AsyncAPI:
    """What the AsyncAPI document says of the whole."""
    return AsyncAPI(
        title="ijw",
        version=__version__,
        description="iJw 3.2 messages over Kafka. Values are the XML bytes exactly as received or made.",
    )


def _security(settings: Settings) -> BaseSecurity | None:
    context = _ssl_context(settings) if "SSL" in settings.kafka_security_protocol else None
    if "SASL" in settings.kafka_security_protocol:
        return _SASL[settings.kafka_sasl_mechanism](
            username=settings.kafka_sasl_username or "",
            password=_password(settings),
            ssl_context=context,
            use_ssl=context is not None,
        )
    return BaseSecurity(ssl_context=context) if context else None


def _ssl_context(settings: Settings) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=settings.kafka_ssl_cafile)
    if settings.kafka_ssl_certfile:
        context.load_cert_chain(settings.kafka_ssl_certfile, settings.kafka_ssl_keyfile)
    return context


def _password(settings: Settings) -> str:
    return settings.kafka_sasl_password.get_secret_value() if settings.kafka_sasl_password else ""


def _describe_publishers(broker: KafkaBroker, settings: Settings, name: str) -> None:
    """Make the topics that a consumer writes to part of its AsyncAPI description."""
    written = {topics.REJECTED: "Failed level 0 or 1.", topics.DEAD_LETTER: "Failed in our own code."}
    written |= {topics.outbound(kind): text for kind, text in topics.ANSWERS.get(name, {}).items()}
    for kind in sorted(topics.IN[name]):
        answer = by_type(kind).retour
        if answer is not None:
            written[topics.outbound(answer)] = f"Receipts of {kind}."
    for topic, text in written.items():
        broker.publisher(settings.topic(topic), title=topic, schema=bytes, description=text)


async def _as_is(message: KafkaMessage) -> Any:
    """Leave the body alone: what a message is, is decided inside the loop, where its outcome is ours."""
    return message.body


def _counts(outcomes: Sequence[Outcome]) -> Mapping[str, int]:
    counts = {"accepted": 0, "refused": 0, "rejected": 0, "duplicate": 0, "dead": 0}
    for outcome in outcomes:
        match outcome:
            case Answered():
                counts[outcome.verdict] += 1
            case Rejected():
                counts["rejected"] += 1
            case Duplicate():
                counts["duplicate"] += 1
            case Dead():
                counts["dead"] += 1
    return counts
