"""A deployment for every test."""

from __future__ import annotations

import pytest_asyncio

from support.street import Street


@pytest_asyncio.fixture
async def street(kafka_bootstrap: str, topic_prefix: str, database_url: str) -> Street:
    """A deployment with topics and the newest tables, and one assignment."""
    street = Street(kafka_bootstrap, topic_prefix, database_url)
    await street.create()
    await street.assign()
    return street
