"""The settings file of the embedded broker, and its two sizes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

# A message may be 25 MB (design: level 0); the broker also counts headers and framing.
LARGEST_BATCH: Final = 27 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Profile:
    """How large the broker's Java machine is."""

    java_options: tuple[str, ...]


SMALL = Profile(("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"))
"""For `ijw up` and tests: starts in under two seconds, 350 MB resident."""

LOAD = Profile(("-Xms1g", "-Xmx1g"))
"""For benchmarks: all of the compiler, 1 GB of heap."""

QUIET_JAVA: Final = (
    "-Djava.awt.headless=true",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSZ",
    "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
)


def server_properties(*, data: Path, port: int, controller_port: int) -> str:
    """The settings of one KRaft node that is broker and controller, on the loopback address only."""
    settings: dict[str, object] = {
        "process.roles": "broker,controller",
        "node.id": 1,
        "controller.quorum.voters": f"1@127.0.0.1:{controller_port}",
        "listeners": f"CLIENTS://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}",
        "advertised.listeners": f"CLIENTS://127.0.0.1:{port}",
        "inter.broker.listener.name": "CLIENTS",
        "controller.listener.names": "CONTROLLER",
        "listener.security.protocol.map": "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs": data,
        "message.max.bytes": LARGEST_BATCH,
        "replica.fetch.max.bytes": LARGEST_BATCH,
        # A misspelt topic must be an error, not a new topic with one partition.
        "auto.create.topics.enable": "false",
        **_single_node_topics(),
        "group.initial.rebalance.delay.ms": 0,
        "num.network.threads": 2,
        "num.io.threads": 4,
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def _single_node_topics() -> dict[str, object]:
    """Kafka's own topics, for one node and few groups."""
    return {
        "offsets.topic.replication.factor": 1,
        "offsets.topic.num.partitions": 1,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "transaction.state.log.num.partitions": 1,
        "share.coordinator.state.topic.replication.factor": 1,
        "share.coordinator.state.topic.min.isr": 1,
        "share.coordinator.state.topic.num.partitions": 1,
    }
