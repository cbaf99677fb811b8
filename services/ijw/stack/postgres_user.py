"""The user that PostgreSQL runs as: it refuses root, so root lends it another."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

from ijw.stack.errors import StackError

USER = "pgserver"
FALLBACK = "nobody"


def server_user() -> str:
    """Empty for an ordinary user, who runs the server too; for root a user without rights of its own."""
    if os.geteuid() != 0:
        return ""
    if not _exists(USER) and (useradd := shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")):
        options = ["--system", "--no-create-home", "--shell", "/bin/false"]
        subprocess.run([useradd, *options, USER], check=False, capture_output=True)  # noqa: S603 - fixed words
    for user in (USER, FALLBACK):
        if _exists(user):
            return user
    raise StackError(
        "PostgreSQL cannot run as root, and there is no user to run it as; start as an ordinary user"
    )


def give_folder(folder: Path, user: str) -> None:
    """Make `folder`, with mode 0700, and give it and what is in it to the user."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not user:
        return
    entry = pwd.getpwnam(user)
    if folder.stat().st_uid != entry.pw_uid:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, entry.pw_uid, entry.pw_gid, follow_symlinks=False)
    let_through(folder)


def let_through(path: Path) -> None:
    """Let other users pass (not list) the folders above `path`, or the server cannot reach its files."""
    for parent in path.resolve().parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)


def let_read(folder: Path) -> None:
    """Let other users read the programs in `folder`, which an installation by root may have made private."""
    if not folder.exists():
        return
    let_through(folder)
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        wanted = mode | stat.S_IROTH | (stat.S_IXOTH if path.is_dir() or mode & stat.S_IXUSR else 0)
        if wanted != mode and not path.is_symlink():
            path.chmod(wanted)


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True
