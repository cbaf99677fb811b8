"""`ijw example`: a valid message of any type, with synthetic persons."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from lxml import etree

from ijw.cli.failure import Failure
from ijw.contracts.catalog import TYPES, find_type
from ijw.examples.messages import NotInProtocol, example
from ijw.messages.mapper import write


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("example")(write_example)


def write_example(
    type: Annotated[str, typer.Argument(metavar="TYPE", help="A message type, such as JW315.")],
    protocol: Annotated[
        Literal["gi", "let"] | None,
        typer.Option(help="With the products of the certified agencies (gi) or the expert team (let)."),
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="Date of the message; today unless given."),
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Write to this file, not to standard output.")] = None,
) -> None:
    """Write a valid message: levels 0, 1 and 2 accept it. The person in it does not exist.

    Example: ijw example JW315 --protocol gi --output request.xml
    """
    soort = find_type(type.upper())
    if soort is None:
        raise Failure(f"there is no message {type}; there are: {', '.join(TYPES)}")
    made = example(soort.type, (day or datetime.now().astimezone()).date(), protocol)
    if isinstance(made, NotInProtocol):
        raise Failure(f"protocol {protocol} has no {soort.type}: {made.reason}", code=1)
    root = write(made)
    etree.indent(root)
    _deliver(etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n", output)


def _deliver(raw: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(raw.decode())
        return
    try:
        output.write_bytes(raw)
    except OSError as error:
        raise Failure(f"{output} cannot be written: {error.strerror}") from None
