"""The settings of the embedded database server."""

from __future__ import annotations

from typing import Final

INITDB: Final = (
    "--username=postgres",
    "--auth=trust",  # listens on the loopback address only
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",  # the same order of text on every machine
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)
INITDB_NO_SYNC: Final = (*INITDB, "--no-sync")

SETTINGS: Final = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # their paths may be too long; a port serves every driver
    "max_connections": "200",
    # One advisory lock for each client of a batch, several batches at once.
    "max_locks_per_transaction": "256",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # A failing statement carries personal data; the log must not.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}

DURABLE: Final = {"max_wal_size": "2GB"}

THROW_AWAY: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "2GB",
    "autovacuum_naptime": "10min",
}
"""For tests: what a power failure destroys may be lost."""
