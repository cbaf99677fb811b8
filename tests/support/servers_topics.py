"""Removing the topics that a test made."""

from __future__ import annotations

from aiokafka.admin import AIOKafkaAdminClient

from support.servers_database import apart


def delete_topics(bootstrap: str, prefix: str) -> None:
    """Delete every topic that begins with the prefix: thousands of partitions would slow the broker down."""
    apart(_delete_topics(bootstrap, prefix))


async def _delete_topics(bootstrap: str, prefix: str) -> None:
    client = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await client.start()
    try:
        names = [name for name in await client.list_topics() if name.startswith(prefix)]
        if names:
            await client.delete_topics(names)
    finally:
        await client.close()
