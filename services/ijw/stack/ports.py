"""Free ports on the loopback address."""

from __future__ import annotations

import random
import socket

from ijw.stack.errors import StackError

LOOPBACK = "127.0.0.1"
# Below the range from which systems take ports for outgoing connections: a port that is free now could
# otherwise be gone, as the near end of some connection, when the server comes to bind it.
_RANGE = range(20_000, 32_000)


def is_free(port: int) -> bool:
    """Whether a server can listen on this loopback port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_port(*, preferred: int | None = None) -> int:
    """A free loopback port: the preferred one when it is free, so that addresses last over restarts."""
    if preferred is not None and is_free(preferred):
        return preferred
    for port in random.sample(_RANGE, 200):
        if is_free(port):
            return port
    raise StackError(f"no free port between {_RANGE.start} and {_RANGE.stop} on {LOOPBACK}")


def required_port(port: int, purpose: str) -> int:
    """The port the user asked for; a StackError when something else listens there."""
    if not is_free(port):
        raise StackError(f"port {port} for {purpose} is in use")
    return port


def accepts(port: int) -> bool:
    """Whether something accepts connections on this loopback port."""
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except OSError:
        return False
    return True
