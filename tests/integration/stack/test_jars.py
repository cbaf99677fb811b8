"""The jars of the embedded broker: only those of the lock, only with its hashes."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from ijw.stack import StackError
from ijw.stack.jars import LOCK_FILE, Jar, ensure_jars, kafka_version, locked_jars, missing_jars

CONTENT = b"the bytes of a jar"
JAR = Jar("org.example", "example", "1.0", hashlib.sha256(CONTENT).hexdigest())


def test_the_lock_names_every_jar_with_its_hash_and_no_address() -> None:
    """What is committed pins the bytes, and leaves the choice of a mirror to the machine."""
    jars = locked_jars()
    assert 46 == len(jars) == len({jar.file_name for jar in jars})
    assert all(re.fullmatch("[0-9a-f]{64}", jar.sha256) for jar in jars)
    assert "://" not in LOCK_FILE.read_text(encoding="utf-8")
    assert kafka_version() == "4.3.0"


@pytest.mark.parametrize("content", [None, b"", CONTENT[:-1], CONTENT + b"!"])
def test_a_jar_that_is_absent_cut_short_or_changed_is_fetched_again(
    tmp_path: Path, content: bytes | None
) -> None:
    """Only the exact bytes count as there."""
    if content is not None:
        (tmp_path / JAR.file_name).write_bytes(content)
    assert missing_jars([JAR], tmp_path) == [JAR]


def test_a_jar_with_the_hash_of_the_lock_is_there(tmp_path: Path) -> None:
    """Later starts fetch nothing."""
    (tmp_path / JAR.file_name).write_bytes(CONTENT)
    assert missing_jars([JAR], tmp_path) == []


def test_bytes_that_differ_from_the_lock_are_refused_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a repository sends, nothing but the locked bytes is run."""
    lock = tmp_path / "kafka.lock.toml"
    lock.write_text(
        '[[dependencies]]\ngroupId = "org.apache.kafka"\nartifactId = "kafka-clients"\n'
        f'version = "9.9.9"\nsha256 = "{JAR.sha256}"\n'
    )
    monkeypatch.setattr("ijw.stack.jars._fetcher", lambda aside: lambda jar: _sent(aside / jar.file_name))
    with pytest.raises(
        StackError, match=r"^kafka-clients-9\.9\.9\.jar does not have the SHA-256 of the lock"
    ):
        ensure_jars(cache=tmp_path / "cache", lock=lock)
    assert list((tmp_path / "cache").rglob("*.jar")) == []


def test_a_cache_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    """A file where the folder should be is named."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StackError, match=r"^cannot write the cache folder .+: Not a directory$"):
        ensure_jars(cache=tmp_path / "file")


def _sent(path: Path) -> Path:
    path.write_bytes(b"something else")
    return path
