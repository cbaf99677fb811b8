"""Write services/ijw/stack/kafka.lock.toml: the jars of the broker with their hashes (`make lock-kafka`).

Run after changing the versions below. Review the difference before committing it: from then on nothing else
than these bytes is run.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import jgo

ENDPOINT = "org.apache.kafka:kafka_2.13:4.3.0+org.slf4j:slf4j-simple:1.7.36"
LOCK = Path(__file__).parents[2] / "services" / "ijw" / "stack" / "kafka.lock.toml"


def main() -> None:
    """Resolve the endpoint with all it depends on and write the lock, sorted by coordinate."""
    entries = []
    for artifact in jgo.resolve(ENDPOINT):
        digest = hashlib.sha256(Path(artifact.resolve()).read_bytes()).hexdigest()
        entries.append((artifact.groupId, artifact.artifactId, artifact.version, digest))
    head = f"# Written by deploy/embedded/lock_kafka.py for {ENDPOINT}\n"
    LOCK.write_text(head + "".join(_table(*entry) for entry in sorted(entries)), encoding="utf-8")


def _table(group: str, artifact: str, version: str, digest: str) -> str:
    return (
        f'\n[[dependencies]]\ngroupId = "{group}"\nartifactId = "{artifact}"\n'
        f'version = "{version}"\nsha256 = "{digest}"\n'
    )


if __name__ == "__main__":
    main()
