"""The yardstick: plain aiokafka that passes messages, headers included, from a topic to another. No database.

Run as `python -m benchmarks.passthrough BOOTSTRAP FROM TO COUNT`.
"""

from __future__ import annotations

import asyncio
import sys

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition


async def pass_through(bootstrap: str, source: str, target: str, count: int) -> None:
    """Consume 500, produce, flush, commit: until `count` messages have passed."""
    consumer = AIOKafkaConsumer(
        source,
        bootstrap_servers=bootstrap,
        group_id=f"{source}.pass",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=4 * 1024 * 1024,
    )
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", enable_idempotence=True)
    await consumer.start()
    await producer.start()
    passed = 0
    while passed < count:
        batch = await consumer.getmany(timeout_ms=100, max_records=500)
        for records in batch.values():
            for record in records:
                await producer.send(target, record.value, key=record.key, headers=list(record.headers))
        await producer.flush()
        offsets = {TopicPartition(*at): records[-1].offset + 1 for at, records in batch.items()}
        if offsets:
            await consumer.commit(offsets)
        passed += sum(map(len, batch.values()))
    await producer.stop()
    await consumer.stop()


if __name__ == "__main__":
    asyncio.run(pass_through(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
