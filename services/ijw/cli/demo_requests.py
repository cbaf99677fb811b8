"""The second part of `ijw demo`: the stories of requests, as a table or as JSON."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, assert_never

from rich import box
from rich.live import Live
from rich.markup import escape
from rich.table import Table

from ijw.cli.played_turn import LeftOver, PlayedTurn
from ijw.cli.printing import console, print_json
from ijw.cli.spoken import Said, SaidAnswer, SaidAssignment, SaidProduct, fields
from ijw.cli.wording import code_name, municipality_name, term_words
from ijw.contracts.codelists import codelist, retourcodes
from ijw.demo.turns import Message, Person

Turns = AsyncIterator[PlayedTurn | LeftOver]


async def print_requests(turns: Turns, form: str) -> list[bool]:
    """Print every turn as it is played; whether each went as the story says."""
    return await (_as_json if form == "json" else _as_table)(turns)


async def _as_json(turns: Turns) -> list[bool]:
    good = []
    async for one in turns:
        row = _fields(one)
        good.append(bool(row["as_expected"]))
        print_json(row)
    return good


async def _as_table(turns: Turns) -> list[bool]:
    columns = ("", "comes in", "what it says", "receipt", "goes out")
    table = Table(*columns, box=box.SIMPLE_HEAD)
    good: list[bool] = []
    screen = console()
    screen.print("\nRequests of a certified agency, under the protocols of three regions")
    with Live(table, console=screen, auto_refresh=False) as live:
        async for one in turns:
            good.append(one.as_expected)
            table.add_row(str(len(good)), *_cells(one))
            live.refresh()
    screen.print()
    return good


def _cells(one: PlayedTurn | LeftOver) -> tuple[str, ...]:
    if isinstance(one, LeftOver):
        return "", "and nothing else came out", "", " ".join(one.types) or "[green]right[/green]"
    came = "\n".join(_brief(what) for what in one.out)
    wrong = "" if one.as_expected else "\n[red]not what the story says[/red]"
    match one.turn:
        case Message(type=kind, says=says):
            return kind, says, _receipt(one), escape(came) + wrong
        case Person(command=command, says=says):
            problem = escape(one.problem or "")
            return f"[cyan]{command}[/cyan]", says, "", escape(came) + problem + wrong
        case _:
            assert_never(one.turn)


def _receipt(one: PlayedTurn) -> str:
    if one.receipt is None:
        return "[red]none[/red]"
    colour = "green" if one.receipt.verdict == "accepted" else "yellow"
    codes = ", ".join(map(_meaning, sorted(one.codes)))
    return f"{one.receipt.type} [{colour}]{one.receipt.verdict}[/{colour}] {codes}".rstrip()


def _meaning(code: str) -> str:
    known = retourcodes().get(code)
    return f"{code} {known.name_en}" if known else code


def _brief(what: Said) -> str:
    """A message in as few words as will do."""
    match what:
        case SaidAssignment(products):
            return "\n".join(f"{'JW301' if not n else '     '} {_product(p)}" for n, p in enumerate(products))
        case SaidAnswer(_, answer, reason, municipality):
            why = f": {code_name('reden_afwijzing_verzoek', reason)}" if reason else ""
            place = f" ({municipality_name(municipality)})" if municipality else ""
            return f"JW319 {codelist('verzoek_antwoord', 'en')[answer].lower()}{why}{place}"
        case _:
            assert_never(what)


def _product(one: SaidProduct) -> str:
    reason = f", {code_name('reden_wijziging', one.reason)}" if one.reason else ""
    return f"{one.product} {term_words(one.first, one.last)}{reason}"


def _fields(one: PlayedTurn | LeftOver) -> dict[str, Any]:
    if isinstance(one, LeftOver):
        return {"says": "and nothing else came out", "came": list(one.types), "as_expected": one.as_expected}
    receipt = one.receipt
    return {
        "type": one.turn.type if isinstance(one.turn, Message) else one.turn.command,
        "says": one.turn.says,
        "verdict": receipt.verdict if receipt else None,
        "receipt": receipt.type if receipt else None,
        "codes": sorted(one.codes),
        "out": [{"type": _type(what), **fields(what)} for what in one.out],
        "problem": one.problem,
        "as_expected": one.as_expected,
    }


def _type(what: Said) -> str:
    return "JW301" if isinstance(what, SaidAssignment) else "JW319"
