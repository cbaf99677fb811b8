"""Which partitions topics have."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient


async def partitions_of(connection: Mapping[str, Any], topics: Collection[str]) -> list[TopicPartition]:
    """Every partition of these topics; a topic that is not there has none.

    Asked of the broker: a consumer knows only the topics that it reads, so asked about others it says that
    they have no partitions.
    """
    admin = AIOKafkaAdminClient(**connection)
    await admin.start()
    try:
        described = await admin.describe_topics(sorted(topics))
    finally:
        await admin.close()
    return [
        TopicPartition(topic["topic"], partition["partition"])
        for topic in described
        for partition in topic["partitions"]
    ]
