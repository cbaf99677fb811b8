"""Every command, by the module it lives in.

A command is imported when it is asked for, so that checking a message does not wait for the libraries of a
broker. Where an extra is not installed its commands are still there, and say in one line what to install.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

import typer
from rich.markup import escape

from ijw.cli.failure import Failure


@dataclass(frozen=True, slots=True)
class Module:
    """A module of this package with a function `register(app)`."""

    name: str
    commands: tuple[str, ...]
    """What it registers."""
    extras: str = ""
    """What must be installed besides the package itself: names of extras with commas."""


MODULES: tuple[Module, ...] = (
    Module("validate", ("validate",)),
    Module("explain", ("explain",)),
    Module("example", ("example",)),
    Module("up", ("up",), "server,embedded"),
    Module("demo", ("demo",), "server,embedded"),
    Module("serve", ("serve",), "server"),
    Module("send", ("send",), "server"),
    Module("watch", ("watch",), "server"),
    Module("imports", ("import",), "server"),
    Module("setup", ("topics", "db"), "server"),
    Module("status", ("status",), "server"),
    Module("doctor", ("doctor",), "server"),
    Module("cases", ("cases",), "server"),
    Module("withdrawing", ("withdraw", "transfer-out", "transfer-in"), "server"),
    Module("stop_list", ("stop-list",), "server"),
    Module("why", ("why",), "server"),
    Module("what_if", ("what-if",), "server"),
    Module("asyncapi", ("asyncapi",), "server"),
)


def register(app: typer.Typer, arguments: Sequence[str] = ()) -> None:
    """Add the command that the arguments begin with; all commands when they begin with another word."""
    asked = [module for module in MODULES if arguments and arguments[0] in module.commands]
    for module in asked or MODULES:
        _add(app, module)


def _add(app: typer.Typer, module: Module) -> None:
    try:
        found = import_module(f"ijw.cli.{module.name}")
    except ModuleNotFoundError as error:
        ours = error.name is None or error.name.partition(".")[0] == "ijw"
        if ours or not module.extras:
            raise
        for command in module.commands:
            _add_absent(app, command, module.extras)
    else:
        found.register(app)


def _add_absent(app: typer.Typer, command: str, extras: str) -> None:
    anything = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
    install = f"pip install 'ijw[{extras}]'"
    app.command(command, help=f"Not installed: {escape(install)}", context_settings=anything)(
        _refusal(f"`ijw {command}` is not installed; it comes with: {install}")
    )


def _refusal(text: str) -> Callable[[], None]:
    def refuse() -> None:
        raise Failure(text)

    return refuse
