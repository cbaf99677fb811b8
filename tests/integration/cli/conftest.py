"""A back office for every test that asks for one."""

from __future__ import annotations

import pytest_asyncio

from support.back_office import BackOffice
from support.town import Town


@pytest_asyncio.fixture
async def office(kafka_bootstrap: str, topic_prefix: str, database_url: str) -> BackOffice:
    """A deployment with topics and the newest tables, which serves every municipality."""
    town = Town(kafka_bootstrap, topic_prefix, database_url)
    await town.create()
    return BackOffice(town)
