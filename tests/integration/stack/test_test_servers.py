"""The servers that the tests themselves run on."""

from __future__ import annotations

import asyncpg
import pytest
from aiokafka.admin import AIOKafkaAdminClient

pytestmark = pytest.mark.servers


async def test_a_test_has_a_database_with_the_newest_schema(database_url: str) -> None:
    """A test finds the tables there and no rows in them."""
    connection = await asyncpg.connect(database_url)
    try:
        assert await connection.fetchval("SELECT count(*) FROM alembic_version") == 1
        assert await connection.fetchval("SELECT count(*) FROM inbox") == 0
    finally:
        await connection.close()


async def test_the_broker_makes_no_topic_unasked(kafka_bootstrap: str, topic_prefix: str) -> None:
    """A topic that nobody made stays unknown, so that a misspelt name is noticed."""
    client = AIOKafkaAdminClient(bootstrap_servers=kafka_bootstrap)
    await client.start()
    try:
        described = await client.describe_topics([f"{topic_prefix}misspelt"])
        assert described[0]["error_code"] == 3
    finally:
        await client.close()
