"""A fingerprint of what a schema says: everything that decides about a message, nothing of its prose."""

from __future__ import annotations

from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from support.xsd_types import appinfo, message_type


def fingerprint(folder: Path, type_: str) -> str:
    """Hash of the structure, the simple types with all facets, and the versions that a schema names."""
    versions = appinfo(folder, f"{type_}.xsd"), appinfo(folder, "basisschema.xsd")
    return sha256(repr((asdict(message_type(folder, type_)), versions)).encode()).hexdigest()[:16]
