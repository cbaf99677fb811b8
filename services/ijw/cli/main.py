"""The command `ijw`: which commands there are, and how every one of them ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import typer

from ijw.cli.failure import Failure

# Typer may carry a copy of click of its own, whose errors are no errors of the package click.
_UsageError: Any = next(base for base in typer.BadParameter.__mro__ if base.__name__ == "ClickException")


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command. What goes wrong is one line on stderr and exit code 1 or 2, never a traceback."""
    from ijw.cli import commands

    app = _app()
    commands.register(app, sys.argv[1:] if arguments is None else arguments)
    try:
        code = app(arguments, standalone_mode=False)
    except Failure as failure:
        _end(str(failure), failure.code)
    except _UsageError as error:
        _usage(error)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has gone; what is still in the buffer has nowhere to go.
        sys.stdout = None
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


def _app() -> typer.Typer:
    app = typer.Typer(
        name="ijw",
        help="The open message street for Dutch youth care (iJw 3.2).",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        rich_markup_mode="rich",
    )
    # With a callback the name of a command is asked for, also when only one was registered.
    app.callback()(lambda: None)
    return app


def _usage(error: Any) -> NoReturn:
    text = " ".join(error.format_message().split())
    if not text:  # no command was given, and the help that answers this has been printed
        sys.exit(2)
    context = getattr(error, "ctx", None)
    _end(f"{text} Try `{context.command_path if context else 'ijw'} --help`", 2)


def _end(text: str, code: int) -> NoReturn:
    sys.stderr.write(f"ijw: {text}\n")
    sys.exit(code)
