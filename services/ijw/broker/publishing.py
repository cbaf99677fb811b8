"""Publishing: put saved messages on the broker, and find out whether one is there already."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from aiokafka import AIOKafkaConsumer
from faststream.kafka import KafkaBroker

from ijw.broker.partitions import partitions_of

_CLOCK_MARGIN = timedelta(minutes=2)
"""How far the clock of a process may be off from that of another."""


class Publishable(Protocol):
    """A message of ours, just made or stored before."""

    @property
    def topic(self) -> str: ...  # noqa: D102
    @property
    def key(self) -> bytes | None: ...  # noqa: D102
    @property
    def headers(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def value(self) -> bytes: ...  # noqa: D102


M = TypeVar("M", bound=Publishable)


async def publish(broker: KafkaBroker, messages: Sequence[Publishable]) -> None:
    """Put all of these on the broker, in order, and return when it has acknowledged every one."""
    acknowledgements = [
        await broker.publish(
            one.value,
            one.topic,
            key=one.key,
            headers=dict(one.headers),
            correlation_id=one.headers.get("ijw-correlation-id"),
            no_confirm=True,
        )
        for one in messages
    ]
    try:
        for acknowledgement in acknowledgements:  # in order, as they come; gather would watch every one
            await acknowledgement
    except Exception:
        await asyncio.gather(*acknowledgements, return_exceptions=True)  # so that none is left unheard
        raise


async def absent(connection: Mapping[str, Any], messages: Sequence[M], since: datetime) -> list[M]:
    """The ones of these that are not on the broker yet.

    Asked only when it is not known whether they were sent, after a crash or a broker that went away: the
    topics are read back from just before the oldest of them was made, so that none is put there twice.
    """
    if not messages:
        return []
    reader = AIOKafkaConsumer(enable_auto_commit=False, **connection)
    await reader.start()
    try:
        present = await _identities(connection, reader, {one.topic for one in messages}, since)
    finally:
        await reader.stop()
    return [one for one in messages if (one.topic, one.headers["ijw-message-id"]) not in present]


async def _identities(
    connection: Mapping[str, Any], reader: AIOKafkaConsumer, topics: Collection[str], since: datetime
) -> set[tuple[str, str]]:
    partitions = await partitions_of(connection, topics)
    reader.assign(partitions)
    moment = int((since - _CLOCK_MARGIN).timestamp() * 1000)
    starts = await reader.offsets_for_times(dict.fromkeys(partitions, moment))
    ends = await reader.end_offsets(partitions)
    ahead = {at for at in partitions if starts[at] is not None and starts[at].offset < ends[at]}
    for at in partitions:
        reader.seek(at, starts[at].offset if at in ahead else ends[at])
    found: set[tuple[str, str]] = set()
    while ahead:
        for at, records in (await reader.getmany(timeout_ms=500)).items():
            found |= {(at.topic, _message_id(record.headers)) for record in records}
        ahead = {at for at in ahead if await reader.position(at) < ends[at]}
    return found


def _message_id(headers: Sequence[tuple[str, bytes]]) -> str:
    found = next((value for name, value in headers if name == "ijw-message-id"), None)
    return (found or b"").decode("utf-8", "replace")
