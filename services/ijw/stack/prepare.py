"""Topics on the broker and the newest schema in the database, where these were started here."""

from __future__ import annotations

from aiokafka.errors import KafkaError
from sqlalchemy.exc import SQLAlchemyError

from ijw.broker.topics import TopicError, create_topics
from ijw.settings import Settings
from ijw.stack.errors import StackError
from ijw.stack.state import Addresses
from ijw.store.migrate import upgrade


async def prepare(addresses: Addresses, settings: Settings) -> None:
    """Make what is missing; what is there stays. Raises StackError."""
    try:
        if addresses.kafka is not None:
            await create_topics(addresses.kafka, settings.topic_prefix, settings.partitions)
        if addresses.database is not None:
            await upgrade(addresses.database)
    except TopicError as error:
        raise StackError(str(error)) from None
    except (KafkaError, SQLAlchemyError, OSError) as error:
        raise StackError(f"topics or schema could not be made: {type(error).__name__}") from error
