"""Is the broker there?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError


async def check_broker(connection: Mapping[str, Any], *, seconds: float = 10.0) -> int:
    """The number of brokers that answer. Raises ConnectionError with one line when none does."""
    address = connection["bootstrap_servers"]
    # The client logs every failed attempt; here the one line we raise says it all.
    noise = logging.getLogger("aiokafka")
    before = noise.level
    noise.setLevel(logging.CRITICAL)
    admin = AIOKafkaAdminClient(**connection)
    try:
        async with asyncio.timeout(seconds):
            await admin.start()
            cluster = await admin.describe_cluster()
    except (KafkaError, OSError, TimeoutError, ValueError) as error:
        raise ConnectionError(f"no Kafka broker answers at {address} ({type(error).__name__})") from None
    finally:
        await admin.close()
        noise.setLevel(before)
    return len(cluster["brokers"])
