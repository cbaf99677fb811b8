"""Every command, by the module it lives in. A module whose extra is not installed is left out with a word."""

from __future__ import annotations

from importlib import import_module

import typer

_MODULES: tuple[str, ...] = ("up", "serve", "send", "watch", "imports", "setup", "demo", "asyncapi")


def register(app: typer.Typer) -> None:
    """Add the commands of every module; each has a function `register(app)`."""
    for name in _MODULES:
        import_module(f"ijw.cli.{name}").register(app)
