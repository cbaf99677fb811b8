"""The one exception of the embedded stack."""

from __future__ import annotations


class StackError(RuntimeError):
    """A server or its folder cannot be used; the text is one line, fit to show to the user."""
