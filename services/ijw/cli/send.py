"""`ijw send`: put messages on the inbound topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from ijw.broker.topics import IN
from ijw.cli.failure import Failure
from ijw.cli.files import read_file
from ijw.cli.letters import Letter, Unaddressed, address
from ijw.cli.posting import Posted, post_all, topics_or_fail
from ijw.cli.printing import Format, print_json
from ijw.cli.reach import broker_or_fail, run_command, settings_here
from ijw.contracts.safe_xml import MAX_BYTES
from ijw.settings import Settings

Topic = Literal["requests", "start-stop", "claims", "returns"]
assert set(IN) == {"requests", "start-stop", "claims", "returns"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(send)


def send(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Messages (XML), or - for standard input.")
    ],
    topic: Annotated[
        Topic | None,
        typer.Option(help="Send to this inbound topic, whatever is in the file; also what is no message."),
    ] = None,
    format: Format = "table",
) -> None:
    """Send messages to the inbound topic of their type, in the order given.

    All files are read before the first is sent. What goes over the line are the bytes of the file.

    Example: ijw send start.xml stop.xml
    """
    settings = settings_here()
    letters = [_letter(name, topic, settings) for name in files]
    run_command(_send(settings, letters, format))


def _letter(name: str, topic: Topic | None, settings: Settings) -> Letter:
    secret = settings.client_key_secret
    raw = read_file(name)
    if len(raw) > MAX_BYTES:
        raise Failure(f"{name} is larger than {MAX_BYTES} bytes, the largest message there is")
    letter = address(name, raw, forced=topic, secret=secret.get_secret_value().encode() if secret else None)
    if isinstance(letter, Unaddressed):
        raise Failure(f"{name}: {letter.reason} Nothing was sent; --topic sends it all the same", code=1)
    return letter


async def _send(settings: Settings, letters: Sequence[Letter], form: str) -> None:
    connection = await broker_or_fail(settings)
    await topics_or_fail(connection, sorted({settings.topic(letter.topic) for letter in letters}))
    async for posted in post_all(connection, settings, letters):
        if form == "json":
            print_json(_fields(posted))
        else:
            kind = posted.letter.type or "?"
            typer.echo(f"{posted.letter.source}: {kind} to {posted.topic}, message {posted.message_id}")


def _fields(posted: Posted) -> dict[str, object]:
    return {
        "file": posted.letter.source,
        "type": posted.letter.type,
        "topic": posted.topic,
        "partition": posted.partition,
        "offset": posted.offset,
        "message_id": str(posted.message_id),
    }
