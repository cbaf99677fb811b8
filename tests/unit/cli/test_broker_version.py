"""The release of Kafka, from what a broker tells of the metadata it can write."""

from __future__ import annotations

import pytest
from aiokafka.protocol.types import CompactArray, CompactString, Int16, TaggedFields

from ijw.cli.broker_version import release

FEATURES = CompactArray(("name", CompactString()), ("min", Int16), ("max", Int16), ("tags", TaggedFields))


def tags(name: str, highest: int) -> dict[int, bytes]:
    return {0: FEATURES.encode([("group.version", 0, 1, {}), (name, 7, highest, {})])}


@pytest.mark.parametrize(
    ("highest", "expected"),
    [(21, "3.9"), (25, "4.0"), (26, "4.0 or newer"), (30, "4.3"), (35, "4.3 or newer")],
)
def test_the_metadata_version_tells_the_release(highest: int, expected: str) -> None:
    """Every release has one of its own; one between or above them is newer than the one below."""
    assert expected == release(tags("metadata.version", highest))


def test_a_broker_that_does_not_tell_has_no_known_release() -> None:
    """Another make of broker, or one from before Kafka 3."""
    assert release({}) is None
    assert release(tags("something.else", 30)) is None
    assert release(tags("metadata.version", 3)) is None
