"""Every command, by the module it lives in. A module whose extra is not installed is left out with a word."""

from __future__ import annotations

from importlib import import_module

import typer

_MODULES: tuple[str, ...] = (
    "up",
    "demo",
    "serve",
    "send",
    "watch",
    "imports",
    "setup",
    "status",
    "doctor",
    "asyncapi",
)


def register(app: typer.Typer) -> None:
    """Add the commands of every module; each has a function `register(app)`."""
    missing = {}
    for name in _MODULES:
        try:
            import_module(f"ijw.cli.{name}").register(app)
        except ModuleNotFoundError as error:
            if error.name is None or error.name.startswith("ijw"):
                raise
            missing[name] = error.name
    if missing:
        packages = ", ".join(sorted(set(missing.values())))
        app.info.epilog = f"Left out: {', '.join(missing)}; not installed: {packages}."
