"""Every command explains itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import typer
from typer.testing import CliRunner

from ijw.cli import commands


def names(app: typer.Typer) -> Iterator[tuple[str, ...]]:
    for command in app.registered_commands:
        assert command.callback is not None
        yield (command.name or command.callback.__name__,)
    for group in app.registered_groups:
        assert group.typer_instance is not None
        for rest in names(group.typer_instance):
            yield (str(group.name), *rest)


APP = typer.Typer()
commands.register(APP)
COMMANDS = sorted(names(APP))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(command: tuple[str, ...]) -> None:
    """The example begins with the command itself."""
    done = CliRunner().invoke(APP, [*command, "--help"], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    assert "Example:" in done.output
    assert f"ijw {' '.join(command)}" in done.output.split("Example:")[1]


def test_the_commands_of_this_slice_are_there() -> None:
    """Those of the outside contract that exist by now."""
    wanted = ["up", "demo", "serve", "send", "watch", "status", "doctor"]
    assert {(name,) for name in wanted} <= set(COMMANDS)
    assert {("topics", "create"), ("db", "upgrade")} <= set(COMMANDS)
    for name in ("persons", "contracts", "assignments", "splits"):
        assert ("import", name) in COMMANDS
    assert {("cases", name) for name in ("list", "show", "decide")} <= set(COMMANDS)
    assert {("withdraw",), ("transfer-out",), ("transfer-in",), ("why",), ("what-if",)} <= set(COMMANDS)


LISTS = ["send", "watch", "status", "doctor", "demo", "why", "what-if", "cases list", "stop-list list"]


@pytest.mark.parametrize("command", LISTS)
def test_what_lists_can_be_read_by_programs(command: str) -> None:
    """`--format json`."""
    done = CliRunner().invoke(APP, [*command.split(), "--help"], env={"COLUMNS": "200"})
    assert "--format" in done.output
