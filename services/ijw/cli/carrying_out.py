"""Carrying out what a person decides: save it, send its messages, and tell what went out."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, assert_never

from aiokafka.errors import KafkaError
from rich.markup import escape
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from ijw.broker.envelope import Outgoing
from ijw.cli.failure import Failure
from ijw.cli.printing import console, print_json
from ijw.cli.reach import broker_or_fail, database_or_fail, run_command
from ijw.cli.spoken import fields, lines, said
from ijw.requests.desk import Done, NotFound, NotPossible, Result, deliver
from ijw.settings import ConfigurationError, Settings

Act = Callable[[AsyncEngine], Awaitable[Result]]
"""One decision of a person, in a transaction of its own."""


class Rehearsal(AsyncEngine):
    """A pool whose transactions are all undone at their end; numbers that were taken meanwhile are lost."""

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that leaves nothing behind."""
        async with self.connect() as connection:
            yield connection
            await connection.rollback()


def carry_out(settings: Settings, act: Act, *, dry_run: bool, form: str, told: Mapping[str, Any]) -> int:
    """Carry it out and print what came of it; `told` is what to tell beside the messages.

    Exit code 0 when it was done, 1 when it is not possible: then nothing has changed.
    """
    result = run_command(_carried_out(settings, act, dry_run=dry_run))
    match result:
        case NotFound(what):
            raise Failure(f"there is no {what}", code=1)
        case NotPossible(problems):
            for problem in problems:
                sys.stderr.write(f"ijw: not possible: {problem.rule}: {problem.explanation}\n")
            return 1
        case Done():
            _tell(result.outgoing, {**told, "dry_run": dry_run}, form)
            return 0
        case _:
            assert_never(result)


async def _carried_out(settings: Settings, act: Act, *, dry_run: bool) -> Result:
    if not dry_run:
        await broker_or_fail(settings)
    async with database_or_fail(settings) as engine:
        try:
            result = await act(Rehearsal(engine.sync_engine) if dry_run else engine)
        except ConfigurationError as error:
            raise Failure(str(error)) from None
        if isinstance(result, Done) and not dry_run:
            await _send(engine, settings, result.outgoing)
        return result


async def _send(engine: AsyncEngine, settings: Settings, outgoing: Sequence[Outgoing]) -> None:
    """Send; what the broker did not take is saved, and the consumer of requests sends it."""
    try:
        await deliver(engine, settings, outgoing)
    except (KafkaError, OSError) as error:
        text = f"decided and saved, not sent yet ({type(error).__name__}); `ijw serve requests` sends it"
        sys.stderr.write(f"ijw: {text}\n")


def _tell(outgoing: Sequence[Outgoing], told: Mapping[str, Any], form: str) -> None:
    if form == "json":
        print_json({**told, "messages": [_fields(one) for one in outgoing]})
        return
    screen = console()
    screen.print(escape(str(told["done"])) + (" (rehearsed: nothing has changed)" if told["dry_run"] else ""))
    for one in outgoing:
        headers = one.headers
        screen.print(f"{headers['ijw-type']} to {headers['ijw-receiver']}, message {one.message_id}")
        for line in lines(said(one.value)):
            screen.print(f"  {escape(line)}")
    if not outgoing:
        screen.print("no message goes out")


def _fields(one: Outgoing) -> dict[str, Any]:
    return {
        "type": one.headers["ijw-type"],
        "message_id": str(one.message_id),
        "in_reply_to": one.headers.get("ijw-in-reply-to"),
        "to": one.headers["ijw-receiver"],
        "says": fields(said(one.value)),
    }
