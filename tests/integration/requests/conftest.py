"""A deployment for every test."""

from __future__ import annotations

import pytest_asyncio

from support.town import Town


@pytest_asyncio.fixture
async def town(kafka_bootstrap: str, topic_prefix: str, database_url: str) -> Town:
    """A deployment with topics and the newest tables, and nobody registered."""
    town = Town(kafka_bootstrap, topic_prefix, database_url)
    await town.create()
    return town
