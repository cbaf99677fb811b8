"""The jars of Apache Kafka: named by a committed lock, fetched once by jgo, checked at every start."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ijw.stack.errors import StackError

LOCK_FILE = Path(__file__).with_name("kafka.lock.toml")

Report = Callable[[str, int, int], None]
"""Called with a jar's file name, the jars done and the jars in all."""


@dataclass(frozen=True, slots=True)
class Jar:
    """One artifact of the lock."""

    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def file_name(self) -> str:
        """Name of the file, in a repository and in our cache."""
        return f"{self.artifact}-{self.version}.jar"


def locked_jars(lock: Path = LOCK_FILE) -> list[Jar]:
    """The jars that the lock names, in its order."""
    data = tomllib.loads(lock.read_text(encoding="utf-8"))
    return [Jar(d["groupId"], d["artifactId"], d["version"], d["sha256"]) for d in data["dependencies"]]


def kafka_version(lock: Path = LOCK_FILE) -> str:
    """The version of Apache Kafka that the lock names, such as `4.3.0`."""
    return next(jar.version for jar in locked_jars(lock) if jar.artifact == "kafka-clients")


def cache_folder() -> Path:
    """Where fetched files are kept between runs: IJW_CACHE_DIR, else the user's cache folder."""
    if given := os.environ.get("IJW_CACHE_DIR"):
        return Path(given).expanduser().absolute()
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser().absolute() / "ijw"


def ensure_jars(
    report: Report | None = None, *, cache: Path | None = None, lock: Path = LOCK_FILE
) -> list[Path]:
    """The files of the locked jars, fetched when missing or damaged; every one has the hash of the lock."""
    jars = locked_jars(lock)
    folder = (cache or cache_folder()) / f"kafka-{kafka_version(lock)}"
    if missing_jars(jars, folder):
        with _held(folder):
            _fetch_all(missing_jars(jars, folder), folder, report or (lambda *_: None))
    return [folder / jar.file_name for jar in jars]


def missing_jars(jars: list[Jar], folder: Path) -> list[Jar]:
    """Which jars are not in the folder with the content that the lock promises."""
    return [jar for jar in jars if not _is_intact(folder / jar.file_name, jar)]


def _is_intact(path: Path, jar: Jar) -> bool:
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == jar.sha256
    except OSError:
        return False


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Only one process fetches; the others wait and then find the files there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "fetch.lock").open("w")
    except OSError as error:
        raise StackError(f"cannot write the cache folder {folder}: {error.strerror}") from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fetch_all(jars: list[Jar], folder: Path, report: Report) -> None:
    """Fetch into a folder aside and move each jar into place once its hash is right."""
    from concurrent.futures import ThreadPoolExecutor, as_completed  # noqa: PLC0415 - first run only

    with tempfile.TemporaryDirectory(dir=folder, prefix="fetch-") as aside, ThreadPoolExecutor(4) as workers:
        fetch = _fetcher(Path(aside))
        running = [workers.submit(_fetch, jar, fetch, folder) for jar in jars]
        try:
            for done, future in enumerate(as_completed(running), start=1):
                report(future.result().file_name, done, len(jars))
        finally:
            workers.shutdown(wait=False, cancel_futures=True)


def _fetch(jar: Jar, fetch: Callable[[Jar], Path], folder: Path) -> Jar:
    try:
        path = fetch(jar)
    except (OSError, RuntimeError) as error:  # requests raises OSErrors, jgo a RuntimeError
        raise StackError(
            f"cannot fetch {jar.file_name}: {type(error).__name__}; is there a network?"
        ) from error
    if not _is_intact(path, jar):
        raise StackError(f"{jar.file_name} does not have the SHA-256 of the lock; it was not kept")
    shutil.move(path, folder / jar.file_name)
    return jar


def _fetcher(aside: Path) -> Callable[[Jar], Path]:
    """A function that brings one jar into `aside`, by jgo and the user's own jgo settings (mirrors)."""
    from jgo.config import GlobalSettings  # noqa: PLC0415 - first run only
    from jgo.constants import MAVEN_CENTRAL_URL  # noqa: PLC0415
    from jgo.maven import MavenContext  # noqa: PLC0415

    settings = GlobalSettings.load()
    repositories = {"central": MAVEN_CENTRAL_URL, **settings.repositories}
    context = MavenContext(repo_cache=aside, local_repos=[], remote_repos=repositories, timeout=60)

    def fetch(jar: Jar) -> Path:
        component = context.project(jar.group, jar.artifact).at_version(jar.version)
        return Path(component.artifact().resolve())

    return fetch
