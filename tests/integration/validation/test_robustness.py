"""Hostile files: one clear finding on each, soon, and in little memory.

Every file is checked in a process of its own with a limit on its memory. The limits on time only tell a
check that ends from one that does not; how fast it is, the benchmarks tell.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from support import factories as make
from support.bounded import MEGABYTE, ijw
from support.zips import TRICKS, lying

MESSAGE = make.to_bytes(make.jw305())
BODY = MESSAGE.partition(b"?>")[2].strip()
ROOT = BODY[: BODY.index(b">") + 1]


def billion_laughs() -> bytes:
    """Nine entities that each stand for ten of the one before: 3 GB when they are put in."""
    levels = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<!DOCTYPE Bericht [<!ENTITY e0 "lol">' + levels + b"]>" + ROOT + b"&e9;</Bericht>"


def quadratic() -> bytes:
    """One long entity, put in many times."""
    return (
        b'<!DOCTYPE Bericht [<!ENTITY a "'
        + b"a" * 100_000
        + b'">]>'
        + ROOT
        + b"&a;" * 100_000
        + b"</Bericht>"
    )


def external(system: str) -> bytes:
    """An entity that stands for a file or an address."""
    return f'<!DOCTYPE Bericht [<!ENTITY x SYSTEM "{system}">]>'.encode() + ROOT + b"&x;</Bericht>"


def nested(size: int) -> bytes:
    """Elements in elements, so many bytes in all."""
    depth = size // len(b"<a></a>")
    return ROOT + b"<a>" * depth + b"</a>" * depth + b"</Bericht>"


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "entity bomb": (billion_laughs, "doctype"),
    "quadratic entities": (quadratic, "doctype"),
    "external file": (lambda: external("file:///etc/passwd"), "doctype"),
    "external address": (lambda: external("http://127.0.0.1:1/x"), "doctype"),
    "parameter entity": (
        lambda: b'<!DOCTYPE Bericht [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>' + BODY,
        "doctype",
    ),
    "external dtd": (lambda: b'<!DOCTYPE Bericht SYSTEM "http://127.0.0.1:1/x.dtd">' + BODY, "doctype"),
    "empty dtd": (lambda: b"<!DOCTYPE Bericht>" + BODY, "doctype"),
    "nesting of 100 MB": (lambda: nested(100 * MEGABYTE), "too-large"),
    "nesting of 20 MB": (lambda: nested(20 * MEGABYTE), "not-well-formed"),
    "truncated": (lambda: MESSAGE[:-20], "not-well-formed"),
    "truncated in a character": (
        lambda: MESSAGE.replace(b"Proefpersoon", "é".encode()[:1]),
        "wrong-encoding",
    ),
    "utf-16": (lambda: BODY.decode().encode("utf-16"), "wrong-encoding"),
    "utf-16 without a mark": (lambda: BODY.decode().encode("utf-16-le"), "wrong-encoding"),
    "utf-32": (lambda: BODY.decode().encode("utf-32"), "wrong-encoding"),
    "latin-1": (
        lambda: (
            b'<?xml version="1.0" encoding="ISO-8859-1"?>' + BODY.replace(b"Proef", "Pröf".encode("latin-1"))
        ),
        "wrong-encoding",
    ),
    "latin-1 that says utf-8": (
        lambda: MESSAGE.replace(b"Proef", "Pröf".encode("latin-1")),
        "wrong-encoding",
    ),
    "two byte-order marks": (lambda: codecs.BOM_UTF8 * 2 + MESSAGE, "not-well-formed"),
    "nothing but a byte-order mark": (lambda: codecs.BOM_UTF8, "not-well-formed"),
    "zeros": (lambda: bytes(1000), "wrong-encoding"),
    "one long tag": (lambda: b"<" + b"a" * 20 * MEGABYTE, "not-well-formed"),
    "many attributes": (
        lambda: ROOT[:-1] + b"".join(b' a%d="1"' % n for n in range(500_000)) + b"></Bericht>",
        "unexpected-attribute",
    ),
    "many attributes in a small message": (
        lambda: ROOT[:-1] + b"".join(b' a%d="1"' % n for n in range(5_000)) + b"></Bericht>",
        "unexpected-attribute",
    ),
    "many elements": (lambda: ROOT + b"<Client/>" * 200_000 + b"</Bericht>", "unexpected-element"),
    "an endless comment": (lambda: ROOT + b"<!--" + b"-a" * 10 * MEGABYTE, "not-well-formed"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_one_clear_finding_in_little_memory(name: str, tmp_path: Path) -> None:
    """The code that the documentation names, whatever the size of what is behind it."""
    make_it, code = HOSTILE[name]
    path = tmp_path / "hostile.xml"
    path.write_bytes(make_it())
    run = ijw("validate", path, "--format", "json")
    (verdict,) = map(json.loads, run.out.splitlines())
    assert (run.code, run.err) == (1, "")
    assert (verdict["verdict"], verdict["rules"]) == ("refused", [code])
    assert len(verdict["errors"]) == 1
    assert run.peak < 400 * MEGABYTE


@pytest.mark.parametrize("name", [*TRICKS, "lying"])
def test_a_hostile_zip_file_gets_one_clear_finding_in_little_memory(name: str, tmp_path: Path) -> None:
    """A bomb is not unpacked, a path outside is not followed, an encrypted one is not guessed at."""
    raw, code = TRICKS.get(name) or (lying(), "zip-unreadable")
    path = tmp_path / "hostile.zip"
    path.write_bytes(raw)
    run = ijw("validate", path, "--format", "json")
    (verdict,) = map(json.loads, run.out.splitlines())
    assert (run.code, run.err) == (1, "")
    assert (verdict["type"], verdict["level"], verdict["rules"]) == (None, 0, [code])
    assert len(verdict["errors"]) == 1
    assert run.peak < 200 * MEGABYTE
    assert [one.name for one in tmp_path.iterdir()] == ["hostile.zip"]


def test_endless_standard_input_is_refused(tmp_path: Path) -> None:
    """What comes in over a pipe is read to a limit."""
    run = ijw("validate", "-", "--format", "json", given=Path("/dev/zero"))
    assert run.code == 1
    assert json.loads(run.out)["rules"] == ["too-large"]
    assert run.peak < 600 * MEGABYTE


def test_a_byte_order_mark_of_utf_8_is_no_reason_to_refuse(tmp_path: Path) -> None:
    """Some editors put one at the beginning."""
    (tmp_path / "marked.xml").write_bytes(codecs.BOM_UTF8 + MESSAGE)
    assert ijw("validate", tmp_path / "marked.xml").code == 0


def test_hostile_files_do_not_keep_good_ones_from_being_accepted(tmp_path: Path) -> None:
    """In one folder, in one run."""
    for number, name in enumerate(("entity bomb", "truncated", "utf-16")):
        (tmp_path / f"{number}.xml").write_bytes(HOSTILE[name][0]())
    (tmp_path / "good.xml").write_bytes(MESSAGE)
    run = ijw("validate", tmp_path, "--format", "json")
    verdicts = [json.loads(line)["verdict"] for line in run.out.splitlines()]
    assert verdicts == ["refused"] * 3 + ["accepted"]
