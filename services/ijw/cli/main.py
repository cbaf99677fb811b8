"""The command `ijw`: which commands there are, and how every one of them ends."""

from __future__ import annotations

import sys
from typing import NoReturn

import click
import typer

from ijw.cli.failure import Failure

app = typer.Typer(
    name="ijw",
    help="The open message street for Dutch youth care (iJw 3.2).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="rich",
)


def run() -> NoReturn:
    """Run a command. What goes wrong is one line on stderr and exit code 1 or 2, never a traceback."""
    from ijw.cli import commands

    commands.register(app)
    try:
        code = app(standalone_mode=False)
    except Failure as failure:
        sys.stderr.write(f"ijw: {failure}\n")
        sys.exit(failure.code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)
