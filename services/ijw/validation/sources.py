"""Finding the messages in what the user names: files, folders, ZIP files and standard input."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ijw.contracts.safe_xml import MAX_BYTES
from ijw.validation.archives import MAGIC, Archive, open_archive
from ijw.validation.verdict import Unread
from ijw.validation.words import ArchiveCode

if TYPE_CHECKING:
    from collections.abc import Iterator

STDIN = "-"
MAX_ARCHIVE = 256 * 1024 * 1024
"""Bytes of a ZIP file on standard input, which is held in memory."""

_SUFFIXES = (".xml", ".zip")


@dataclass(frozen=True, slots=True)
class InFile:
    """A message that is a file."""

    file: str
    path: Path


@dataclass(frozen=True, slots=True)
class InArchive:
    """A message that is an entry of a ZIP file."""

    file: str
    archive: Path
    number: int


@dataclass(frozen=True, slots=True)
class InMemory:
    """A message that came over standard input."""

    file: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is refused before there is a message to judge."""

    file: str
    code: ArchiveCode


Source = InFile | InArchive | InMemory | Refused | Unread


def sources_in(name: str) -> Iterator[Source]:
    """Give every message in a file, folder or ZIP file, in the order of the names.

    A folder is searched with all below it for names that end in .xml or .zip; of a file that is named itself
    the content decides whether it is a ZIP file. What cannot be read is Unread, with the reason.
    """
    path = Path(name)
    if path.is_dir():
        yield from _in_folder(name)
        return
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC[0]))
    except OSError as error:
        yield Unread(name, _reason(error))
        return
    yield from _in_archive(name, path) if start in MAGIC or _is_zip(path) else (InFile(name, path),)


def sources_in_bytes(raw: bytes) -> Iterator[Source]:
    """Give every message in what came over standard input: one message, or a ZIP file of them."""
    if not raw.startswith(MAGIC):
        yield InMemory(STDIN, raw) if len(raw) <= MAX_BYTES else Refused(STDIN, "too-large")
        return
    archive = open_archive(io.BytesIO(raw)) if len(raw) <= MAX_ARCHIVE else "zip-too-large"
    if isinstance(archive, str):
        yield Refused(STDIN, archive)
        return
    with archive:
        for number, name in archive.messages():
            entry, file = archive.read(number), f"{STDIN}/{name}"
            yield Refused(file, entry) if isinstance(entry, str) else InMemory(file, entry)


class Reader:
    """Reads messages; keeps the ZIP file open that it read last, for the next one is often in it too."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._archive: Archive | None = None

    def read(self, source: InFile | InArchive) -> bytes | ArchiveCode:
        """Give the bytes, or why they are not read. Raises OSError when the file cannot be read."""
        match source:
            case InFile():
                with source.path.open("rb") as file:
                    raw = file.read(MAX_BYTES + 1)
                return raw if len(raw) <= MAX_BYTES else "too-large"
            case InArchive():
                archive = self._opened(source.archive)
                return archive if isinstance(archive, str) else archive.read(source.number)

    def close(self) -> None:
        """Close what is open."""
        if self._archive is not None:
            self._archive.close()
        self._path = self._archive = None

    def _opened(self, path: Path) -> Archive | ArchiveCode:
        if path == self._path and self._archive is not None:
            return self._archive
        self.close()
        archive = open_archive(path.open("rb"))
        if isinstance(archive, Archive):
            self._path, self._archive = path, archive
        return archive


def _in_folder(folder: str) -> Iterator[Source]:
    troubles: list[OSError] = []
    paths = [
        Path(parent, name)
        for parent, _, names in os.walk(folder, onerror=troubles.append)
        for name in names
        if name.lower().endswith(_SUFFIXES)
    ]
    yield from (Unread(str(error.filename), _reason(error)) for error in troubles)
    for path in sorted(paths):
        if not path.is_file():
            yield Unread(str(path), "is no regular file")
        elif _is_zip(path):
            yield from _in_archive(str(path), path)
        else:
            yield InFile(str(path), path)


def _in_archive(name: str, path: Path) -> Iterator[Source]:
    try:
        archive = open_archive(path.open("rb"))
    except OSError as error:
        yield Unread(name, _reason(error))
        return
    if isinstance(archive, str):
        yield Refused(name, archive)
        return
    with archive:
        entries = list(archive.messages())
    for number, entry in entries:
        yield InArchive(f"{name}/{entry}", path, number)


def _is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def _reason(error: OSError) -> str:
    return "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
