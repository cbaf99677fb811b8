"""How a command fails."""

from __future__ import annotations


class Failure(Exception):  # noqa: N818  (it reads as what it is: `raise Failure("…")`)
    """A command cannot go on; the text is one line for the user, without personal data.

    `code` is the exit code: 1 when the command ran and the answer is no, 2 when it could not run.
    """

    def __init__(self, text: str, *, code: int = 2) -> None:
        super().__init__(" ".join(text.split()))
        self.code = code
