"""Opening ZIP files from outside: what is not plainly a set of messages is refused before it is unpacked.

Nothing is ever written to disk, and no more is unpacked than one entry of at most 25 MB at a time.
"""

from __future__ import annotations

import io
import stat
import struct
import zlib
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ijw.contracts.safe_xml import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ijw.validation.words import ArchiveCode

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
"""How a ZIP file begins: with an entry, or, when it is empty, with its end."""

MAX_ENTRIES = 20_000
MAX_UNPACKED = 1024 * 1024 * 1024
"""Bytes of all entries together."""
MAX_RATIO = 200
"""Unpacked to packed, for archives that unpack to more than one message may be; XML stays far below."""

_DIRECTORY_BYTES_PER_ENTRY = 300
_ENCRYPTED = 0x1
_DAMAGED = (BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, ValueError, RuntimeError)


class Archive:
    """An open ZIP file that was looked over."""

    def __init__(self, file: IO[bytes], entries: ZipFile) -> None:
        self._file = file
        self._zip = entries

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def messages(self) -> Iterator[tuple[int, str]]:
        """Give the entries with messages: their number in the archive and their name."""
        return _messages(self._zip)

    def read(self, number: int) -> bytes | ArchiveCode:
        """Unpack one entry, or say why it is refused."""
        entry = self._zip.infolist()[number]
        if entry.file_size > MAX_BYTES:
            return "too-large"
        try:
            with self._zip.open(entry) as unpacking:
                raw = unpacking.read(entry.file_size + 1)
        except _DAMAGED:
            return "zip-unreadable"
        return "zip-nested" if raw.startswith(MAGIC) else raw

    def close(self) -> None:
        """Close the archive and the file that it is."""
        self._zip.close()
        self._file.close()


class _Bounded(io.BufferedIOBase):
    """A file of which only so much may be read while the archive is opened.

    The list of entries is read at once and made into objects, whatever its size and whatever the archive
    says of it; this keeps a list of millions from being read at all.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.left: int | None = MAX_ENTRIES * _DIRECTORY_BYTES_PER_ENTRY

    def read(self, size: int | None = -1) -> bytes:
        """Read; OverflowError when more is asked for than may be read."""
        wanted = -1 if size is None else size
        if self.left is None:
            return self._file.read(wanted)
        data = self._file.read(self.left + 1 if wanted < 0 else min(wanted, self.left + 1))
        self.left -= len(data)
        if self.left < 0:
            raise OverflowError
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Where reading is."""
        return self._file.tell()

    def seekable(self) -> bool:
        """Whether `seek` works."""
        return True


def open_archive(file: IO[bytes]) -> Archive | ArchiveCode:
    """Open a ZIP file, or say why it is refused. The file is closed with the archive, or at once."""
    opened = _open(file)
    if isinstance(opened, ZipFile):
        return Archive(file, opened)
    file.close()
    return opened


def _open(file: IO[bytes]) -> ZipFile | ArchiveCode:
    size = file.seek(0, io.SEEK_END)
    bounded = _Bounded(file)
    try:
        entries = ZipFile(bounded)
    except OverflowError:
        return "zip-too-many"
    except _DAMAGED:
        return "zip-unreadable"
    bounded.left = None
    return _refuse(entries, size) or entries


def _messages(archive: ZipFile) -> Iterator[tuple[int, str]]:
    for number, entry in enumerate(archive.infolist()):
        if _suffix(entry) == ".xml" and not entry.is_dir() and not _is_clutter(entry):
            yield number, entry.filename


def _refuse(archive: ZipFile, size: int) -> ArchiveCode | None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        return "zip-too-many"
    for entry in entries:
        refusal = _refuse_entry(entry)
        if refusal is not None:
            return refusal
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or unpacked > max(MAX_BYTES, MAX_RATIO * size):
        return "zip-too-large"
    return None if any(True for _ in _messages(archive)) else "zip-empty"


def _refuse_entry(entry: ZipInfo) -> ArchiveCode | None:
    if _leads_outside(entry):
        return "zip-path"
    if entry.flag_bits & _ENCRYPTED:
        return "zip-encrypted"
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "zip-unreadable"
    return "zip-nested" if _suffix(entry) == ".zip" else None


def _leads_outside(entry: ZipInfo) -> bool:
    """Whether the name, as it stands in the archive, is anything but a plain relative path."""
    name = entry.orig_filename.replace("\\", "/")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return (
        not name
        or name.startswith("/")
        or name[1:2] == ":"
        or not name.isprintable()
        or ".." in name.split("/")
        or kind not in (0, stat.S_IFREG, stat.S_IFDIR)
    )


def _suffix(entry: ZipInfo) -> str:
    return PurePosixPath(entry.filename).suffix.lower()


def _is_clutter(entry: ZipInfo) -> bool:
    """Whether a file manager put it there for itself."""
    path = PurePosixPath(entry.filename)
    return path.parts[0] == "__MACOSX" or path.name.startswith("._")
