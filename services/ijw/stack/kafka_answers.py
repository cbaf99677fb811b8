"""Ask a broker whether it is ready for work."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress

GROUP = "ijw-is-the-coordinator-there"


def answers(bootstrap: str) -> bool:
    """Whether the broker tells its cluster and finds a group coordinator within a second or so.

    Finding a coordinator makes Kafka create its topic of offsets, so that the first consumer meets no
    `GroupCoordinatorNotAvailable`. Must not be called from a running event loop.
    """
    with _no_connection_noise():
        return asyncio.run(_answers(bootstrap))


async def _answers(bootstrap: str) -> bool:
    from aiokafka.admin import AIOKafkaAdminClient  # noqa: PLC0415 - 0.2 s, only when a server is started
    from aiokafka.errors import KafkaError  # noqa: PLC0415

    client = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=2000)
    try:
        async with asyncio.timeout(1):
            await client.start()
            cluster = await client.describe_cluster()
            return bool(cluster["brokers"]) and await client.find_coordinator(GROUP) >= 0
    except (KafkaError, OSError, ValueError):  # a timeout is an OSError
        return False
    finally:
        with suppress(KafkaError, OSError):
            await client.close()


@contextmanager
def _no_connection_noise() -> Iterator[None]:
    """A refused connection is what we wait out; it is no news for the user."""
    logger = logging.getLogger("aiokafka")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)
