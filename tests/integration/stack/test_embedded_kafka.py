"""The embedded broker by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from ijw.stack import EmbeddedKafka, StackError
from support.servers_database import apart
from support.servers_processes import wait_until_none

pytestmark = pytest.mark.servers


@pytest.fixture
def kafka(folder: Path) -> Iterator[EmbeddedKafka]:
    """A broker that is stopped afterwards, whatever a test does."""
    broker = EmbeddedKafka(folder / "kafka")
    yield broker
    broker.stop()


def test_records_and_port_survive_a_restart(kafka: EmbeddedKafka, folder: Path) -> None:
    """What was produced is there after a restart, at the same address, and stopping leaves no process."""
    before = kafka.start()
    apart(_produce(before, "survives", b"<bericht/>"))
    kafka.stop()
    assert wait_until_none(folder) == []

    after = EmbeddedKafka(folder / "kafka")
    try:
        assert before == after.start()
        assert apart(_consume(after.bootstrap, "survives")) == b"<bericht/>"
    finally:
        after.stop()


def test_a_broken_data_folder_is_one_clear_line_and_leaves_no_process(
    kafka: EmbeddedKafka, folder: Path
) -> None:
    """A folder that is not Kafka's makes the start fail with the reason and the place of the log."""
    (folder / "kafka" / "data").mkdir(parents=True)
    with pytest.raises(
        StackError, match=r"^Kafka did not start: .+meta\.properties.+kafka\.log\)$"
    ) as failure:
        kafka.start()
    assert "\n" not in str(failure.value)
    assert wait_until_none(folder) == []


def test_a_port_that_is_in_use_is_refused(folder: Path, kafka_bootstrap: str) -> None:
    """The port the user insists on is not exchanged for another."""
    port = int(kafka_bootstrap.rpartition(":")[2])
    with pytest.raises(StackError, match=f"^port {port} for Kafka is in use$"):
        EmbeddedKafka(folder / "kafka", port=port).start()


async def _produce(bootstrap: str, topic: str, value: bytes) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, 1)])
    await admin.close()
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
        await producer.send_and_wait(topic, value)


async def _consume(bootstrap: str, topic: str) -> bytes | None:
    async with AIOKafkaConsumer(topic, bootstrap_servers=bootstrap, auto_offset_reset="earliest") as consumer:
        record = await consumer.getone()
        value: bytes | None = record.value
        return value
