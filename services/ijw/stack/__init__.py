"""The embedded servers, Apache Kafka and PostgreSQL themselves, run from wheels, and their folder."""

from __future__ import annotations

from ijw.stack.errors import StackError
from ijw.stack.kafka import EmbeddedKafka
from ijw.stack.postgres import EmbeddedPostgres
from ijw.stack.state import Addresses, StateFolder

__all__ = ["Addresses", "EmbeddedKafka", "EmbeddedPostgres", "StackError", "StateFolder"]
