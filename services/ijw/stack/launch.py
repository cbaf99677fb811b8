"""Become another program that dies with its parent: `launch.py PARENT SIGNAL USER COMMAND...`.

A server started from here would outlive a parent that is killed with SIGKILL. On Linux the kernel can
send a signal at that moment (PR_SET_PDEATHSIG); the request survives `exec` but not a change of user,
so the order is: change user, ask for the signal, check that the parent still lives, become the server.
A step of its own instead of `preexec_fn`, which is unsafe in a process with threads. Uses the standard
library only and is run as a file, so it starts in a few hundredths of a second; what it needs it loads
first, because the other user may not be allowed to read Python's own files.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import sys

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Never returns: ends as the given command, or raises."""
    parent, signal_number, user, *command = arguments
    libc = ctypes.CDLL(None, use_errno=True)
    if user:
        _become(user)
    if sys.platform == "linux" and libc.prctl(PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != int(parent):
        sys.exit("the parent process ended before the server began")
    os.execv(command[0], command)  # noqa: S606 - becoming the server is the purpose


def _become(user: str) -> None:
    entry = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)


if __name__ == "__main__":
    main(sys.argv[1:])
