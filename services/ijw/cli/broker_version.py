"""Which release of Kafka a broker is.

A broker does not tell its version to clients, but since 3.0 it tells the highest version of the cluster's
metadata that it can write, and every release has one of its own. The client library does not ask for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, ClassVar

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from aiokafka.protocol.api import Request, RequestStruct, Response, ResponseHeader_v0
from aiokafka.protocol.types import CompactArray, CompactString, Int16, Int32, Schema, TaggedFields

_API_VERSIONS = 18
_SUPPORTED_FEATURES = 0
_FEATURE = "metadata.version"
RELEASES: Mapping[int, str] = {19: "3.7", 20: "3.8", 21: "3.9", 25: "4.0", 27: "4.1", 29: "4.2", 30: "4.3"}
"""The release by the highest metadata version that it supports."""

_NAME = CompactString("utf-8")
_FEATURES = CompactArray(("name", _NAME), ("min", Int16), ("max", Int16), ("tags", TaggedFields))


class _Answer(Response):  # type: ignore[misc]  # the library has no types
    API_KEY: ClassVar[int] = _API_VERSIONS
    API_VERSION: ClassVar[int] = 3
    SCHEMA = Schema(
        ("error_code", Int16),
        ("apis", CompactArray(("key", Int16), ("min", Int16), ("max", Int16), ("tags", TaggedFields))),
        ("throttle_ms", Int32),
        ("tags", TaggedFields),
    )


class _Question(RequestStruct):  # type: ignore[misc]
    API_KEY: ClassVar[int] = _API_VERSIONS
    API_VERSION: ClassVar[int] = 3
    FLEXIBLE_VERSION: ClassVar[bool] = True
    RESPONSE_TYPE = _Answer
    SCHEMA = Schema(("software", _NAME), ("version", _NAME), ("tags", TaggedFields))

    def parse_response_header(self, read_buffer: Any) -> Any:
        """Alone of all answers this one has the old header, so that an old client can read the error."""
        return ResponseHeader_v0.decode(read_buffer)


class _Asked(Request[_Question]):  # type: ignore[misc]
    API_KEY: ClassVar[int] = _API_VERSIONS

    def build(self, request_struct_class: type[_Question]) -> _Question:
        return request_struct_class("ijw", "1", {})


async def kafka_release(connection: Mapping[str, Any]) -> str | None:
    """The release, such as `4.3`; None when the broker does not tell, or is no Apache Kafka."""
    admin = AIOKafkaAdminClient(**connection)
    await admin.start()
    try:
        client = admin._client
        answer = await client.send(client.get_random_node(), _Asked())
    except (KafkaError, NotImplementedError):
        return None
    finally:
        await admin.close()
    return release(answer.tags)


def release(tags: Mapping[int, bytes]) -> str | None:
    """The release that the features in an answer tell of."""
    if _SUPPORTED_FEATURES not in tags:
        return None
    features = _FEATURES.decode(BytesIO(tags[_SUPPORTED_FEATURES])) or []
    highest = next((feature[2] for feature in features if feature[0] == _FEATURE), None)
    if highest is None:
        return None
    known = [level for level in RELEASES if level <= highest]
    if not known:
        return None
    newer = "" if highest in RELEASES else " or newer"
    return f"{RELEASES[max(known)]}{newer}"
