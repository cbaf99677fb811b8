"""ZIP files as an attacker makes them, in memory."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from support import factories as make

MESSAGE = make.to_bytes(make.jw305())


def archive(entries: Iterable[tuple[str | ZipInfo, bytes]], method: int = ZIP_DEFLATED) -> bytes:
    """A ZIP file with these names and contents."""
    file = io.BytesIO()
    with ZipFile(file, "w", method) as made:
        for name, content in entries:
            made.writestr(name, content)
    return file.getvalue()


def bomb(times: int = 400) -> bytes:
    """Every entry unpacks to 20 MB of spaces; the whole archive is some 20 KB an entry."""
    return archive((f"{n}.xml", b" " * 20_000_000) for n in range(times))


def overlapping(times: int = 2_000) -> bytes:
    """The list of entries names the same 2 MB again and again."""
    one = archive([("0.xml", b" " * 2_000_000)])
    end = one.rindex(b"PK\x05\x06")
    start = one.index(b"PK\x01\x02")
    directory = one[start:end] * times
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, times, times, len(directory), start, 0)
    return one[:start] + directory + tail


def lying(declared: int = 100) -> bytes:
    """The entry says that it unpacks to little, and unpacks to 200 MB."""
    made = bytearray(archive([("a.xml", b" " * 200_000_000)]))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = made.index(mark) + offset
        made[at : at + 4] = struct.pack("<L", declared)
    return bytes(made)


def encrypted() -> bytes:
    """The flag of encryption is set on the entry."""
    made = bytearray(archive([("a.xml", MESSAGE)]))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.index(mark) + offset] |= 1
    return bytes(made)


def long_list(entries: int = 300_000) -> bytes:
    """A list of very many empty entries."""
    one = archive([("a.xml", b"")], ZIP_STORED)
    end = one.rindex(b"PK\x05\x06")
    start = one.index(b"PK\x01\x02")
    directory = one[start:end] * entries
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), start, 0)
    return one[:start] + directory + tail


def link(target: bytes = b"/etc/passwd") -> bytes:
    """An entry that is a symbolic link."""
    info = ZipInfo("link.xml")
    info.external_attr = 0o120777 << 16
    return archive([("a.xml", MESSAGE), (info, target)])


def damaged() -> bytes:
    """A byte in the packed message is wrong."""
    made = bytearray(archive([("a.xml", MESSAGE * 3)]))
    made[len(made) // 3] ^= 0xFF
    return bytes(made)


TRICKS: dict[str, tuple[bytes, str]] = {
    "bomb": (bomb(60), "zip-too-large"),
    "overlapping": (overlapping(), "zip-too-large"),
    "encrypted": (encrypted(), "zip-encrypted"),
    "nested": (archive([("a.xml", MESSAGE), ("b.zip", archive([("c.xml", MESSAGE)]))]), "zip-nested"),
    "link": (link(), "zip-path"),
    "parent": (archive([("../../a.xml", MESSAGE)]), "zip-path"),
    "parent inside": (archive([("a/../../b.xml", MESSAGE)]), "zip-path"),
    "absolute": (archive([("/etc/a.xml", MESSAGE)]), "zip-path"),
    "backslash": (archive([("..\\a.xml", MESSAGE)]), "zip-path"),
    "drive": (archive([("C:\\a.xml", MESSAGE)]), "zip-path"),
    "control": (archive([("a\x1b[2J.xml", MESSAGE)]), "zip-path"),
    "long list": (long_list(), "zip-too-many"),
    "many": (archive(((f"{n}.xml", b"") for n in range(20_001)), ZIP_STORED), "zip-too-many"),
    "method": (archive([("a.xml", MESSAGE)], ZIP_BZIP2), "zip-unreadable"),
    "no messages": (
        archive([("readme.txt", b"hello"), ("__MACOSX/a.xml", b""), ("._b.xml", b"")]),
        "zip-empty",
    ),
    "empty": (archive([]), "zip-empty"),
    "cut off": (archive([("a.xml", MESSAGE)])[:-30], "zip-unreadable"),
    "only a mark": (b"PK\x03\x04", "zip-unreadable"),
}
"""By name: the bytes and the one code with which the archive is refused as a whole."""
