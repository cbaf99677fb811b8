"""What may not be decided on by two at once: a client, and an Identificatie of a sender."""

from __future__ import annotations

from zlib import crc32

from ijw.broker.consumer import Message
from ijw.broker.reading import Unreadable


def lock_keys(message: Message) -> tuple[int, int]:
    """The locks that deciding on a message takes; a message about many clients locks its sender."""
    key = message.client_key
    whom = client_lock(key) if key else named_lock("sender", f"{message.municipality}:{message.sender}")
    return whom, named_lock("identificatie", ":".join(message.identificatie))


def record_lock(unreadable: Unreadable) -> int:
    """The lock of a message that names nobody: the same one may come twice at once."""
    return named_lock("message", str(unreadable.incoming.message_id))


def client_lock(client_key: str) -> int:
    """The lock that everybody takes who decides on this client, a person at the command line included."""
    return int(client_key, 16) - _HALF


def named_lock(kind: str, what: str) -> int:
    """Another thing that may not be decided on by two at once; taken after all clients, never before."""
    # Two things with one number would only wait for each other, so a checksum is enough.
    return crc32(f"{kind}:{what}".encode())


_HALF = 2**63
"""A client key is 64 bits without a sign, a lock 64 bits with one."""
