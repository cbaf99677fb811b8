"""What may not be decided on by two at once: a client, and an Identificatie of a sender."""

from __future__ import annotations

from hashlib import blake2b

from ijw.broker.consumer import Message


def lock_keys(message: Message) -> tuple[int, int]:
    """The locks that deciding on a message takes; a message about many clients locks its sender."""
    whom = message.client_key or f"{message.municipality}:{message.sender}"
    return client_lock(whom), _number(f"identificatie:{message.identificatie}")


def client_lock(client_key: str) -> int:
    """The lock that everybody takes who decides on this client, a person at the command line included."""
    return _number(f"client:{client_key}")


def named_lock(kind: str, what: str) -> int:
    """Another thing that may not be decided on by two at once; taken after all clients, never before."""
    return _number(f"{kind}:{what}")


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
