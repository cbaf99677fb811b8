"""The subscription of a consumer: whole batches of untouched records, with offsets under our own control.

FastStream drops what fails in its own hands and goes on with the next batch, whose commit passes over the
dropped one. So nothing is left in its hands: it parses nothing, and whatever still fails there is told.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from types import TracebackType
from typing import Any

from aiokafka import ConsumerRebalanceListener, ConsumerRecord
from faststream import AckPolicy, BaseMiddleware, ContextRepo
from faststream.kafka import KafkaBroker, KafkaMessage, KafkaRouter
from faststream.kafka.message import FAKE_CONSUMER
from faststream.kafka.subscriber.usecase import BatchSubscriber

from ijw.broker import topics
from ijw.settings import Settings

LONGEST_BATCH = 300.0
"""Seconds: how long a batch may take before the broker takes its partitions away (max.poll.interval)."""

Failed = Callable[[BaseException], None]


def subscribe(
    broker: KafkaBroker,
    name: str,
    settings: Settings,
    *,
    most: int,
    listener: ConsumerRebalanceListener,
    handle: Callable[[KafkaMessage], Awaitable[None]],
    failed: Failed,
) -> BatchSubscriber:
    """Have `handle` called with at most so many records of that topic, and `failed` with what goes wrong."""
    # The middleware of a router is not asked about what is published.
    router = KafkaRouter(middlewares=[partial(_Watch, failed=failed)])
    subscriber = router.subscriber(
        settings.topic(topics.inbound(name)),
        batch=True,
        group_id=f"{settings.group_prefix}{name}",
        ack_policy=AckPolicy.MANUAL,
        auto_offset_reset="earliest",
        max_records=most,
        batch_timeout_ms=50,
        fetch_max_wait_ms=100,
        max_poll_interval_ms=int(LONGEST_BATCH * 1000),
        max_partition_fetch_bytes=4 * 1024 * 1024,
        listener=listener,
        parser=_untouched,
        decoder=_as_is,
        no_reply=True,
        title=name,
        description=f"Receives {' and '.join(sorted(topics.IN[name]))}.",
    )
    subscriber(handle)
    broker.include_router(router)
    return subscriber


class _Watch(BaseMiddleware[Any, Any]):
    """Tells of what goes wrong around a batch."""

    def __init__(self, message: Any, /, *, context: ContextRepo, failed: Failed) -> None:
        super().__init__(message, context=context)
        self._failed = failed

    async def after_processed(
        self,
        exc_type: type[BaseException] | None = None,  # noqa: ARG002
        exc_val: BaseException | None = None,
        exc_tb: TracebackType | None = None,  # noqa: ARG002
    ) -> bool:
        """Tell, and let it go on."""
        if exc_val is not None:
            self._failed(exc_val)
        return False


async def _untouched(records: tuple[ConsumerRecord, ...]) -> KafkaMessage:
    """The records as they came: FastStream's own parser fails on a header that is no text."""
    return KafkaMessage(records, b"", consumer=FAKE_CONSUMER)


async def _as_is(message: KafkaMessage) -> Any:
    """Leave the body alone: what a message is, is decided inside the loop, where its outcome is ours."""
    return message.body
