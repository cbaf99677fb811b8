"""`ijw withdraw`, `ijw transfer-out`, `ijw transfer-in`: what a municipality decides without being asked."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated

import typer

from ijw.cli.carrying_out import carry_out
from ijw.cli.failure import Failure
from ijw.cli.printing import Format
from ijw.cli.reach import settings_here
from ijw.cli.who import Bsn, DryRun, Place, Who, bsn_or_fail, place_or_fail, value_or_fail, who_or_fail
from ijw.cli.wording import code_name
from ijw.contracts import codelists
from ijw.policy import standard
from ijw.policy.decisions import NieuweToewijzing
from ijw.policy.standard import RedenWijziging
from ijw.requests import desk
from ijw.requests.asked import Client, Subject
from ijw.store import import_values as values

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="ToewijzingNummer.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(withdraw)
    app.command("transfer-out")(transfer_out)
    app.command("transfer-in")(transfer_in)


def withdraw(
    number: Number,
    *,
    municipality: Place,
    reason: Annotated[str, typer.Option(help="RedenWijziging; 13 deletes, when nothing was claimed.")],
    end: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The new last day.")] = None,
    who: Who = None,
    dry_run: DryRun = False,
    format: Format = "table",
) -> int:
    """End, shorten, extend or delete an assignment, and send the JW301.

    Reason 04 moves the last day on, 12 and 14 to either side, the others bring it forward. 13 needs no --end.

    Example: ijw withdraw 100000017 --municipality 0363 --reason 05 --end 2026-06-30 --dry-run
    """
    settings = settings_here()
    place = place_or_fail(municipality, settings)
    why = _reason(reason)
    last = end.date() if end else None
    act = partial(
        desk.withdraw,
        settings=settings,
        municipality=place,
        number=number,
        reason=why,
        last=last,
        who=who_or_fail(who),
    )
    done = f"assignment {number} of {place}: RedenWijziging {code_name('reden_wijziging', why.value)}"
    told = {"done": done, "assignment": number, "municipality": place}
    return carry_out(settings, act, dry_run=dry_run, form=format, told=told)


def transfer_out(
    number: Number,
    *,
    municipality: Place,
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The agreed last day, in the future.")],
    who: Who = None,
    dry_run: DryRun = False,
    format: Format = "table",
) -> int:
    """Hand a child over to another municipality: withdraw the assignment on the agreed day (GI-4).

    Example: ijw transfer-out 100000017 --municipality 0363 --on 2026-04-30
    """
    settings = settings_here()
    place = place_or_fail(municipality, settings)
    name, agreed = who_or_fail(who), on.date()
    act = partial(
        desk.transfer_out, settings=settings, municipality=place, number=number, agreed=agreed, who=name
    )
    told = {
        "done": f"assignment {number} of {place}: handed over, last day {agreed}",
        "assignment": number,
        "municipality": place,
    }
    return carry_out(settings, act, dry_run=dry_run, form=format, told=told)


def transfer_in(
    *,
    municipality: Place,
    provider: Annotated[str, typer.Option(help="AGB code of the certified agency.")],
    category: Annotated[str, typer.Option(help="Productcategorie.")],
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")],
    product: Annotated[str | None, typer.Option(help="Productcode; else the whole category.")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day.")] = None,
    volume: Annotated[int | None, typer.Option(min=0, help="With --unit and --frequency.")] = None,
    unit: Annotated[str | None, typer.Option(help="Eenheid.")] = None,
    frequency: Annotated[str | None, typer.Option(help="Frequentie.")] = None,
    budget: Annotated[int | None, typer.Option(min=0, help="In euro cents.")] = None,
    referrer: Annotated[str | None, typer.Option(help="Type verwijzer of the first request.")] = None,
    bsn: Bsn = None,
    who: Who = None,
    dry_run: DryRun = False,
    format: Format = "table",
) -> int:
    """Take a child over from another municipality: assign, and send the JW301 (GI-4).

    The child must be among the imported persons, with this municipality as the responsible one.

    Example: ijw transfer-in --municipality 0405 --provider 01234567 --category 48 --product GIGM1
    --from 2026-05-01 --to 2026-12-31 --volume 1 --unit 82 --frequency 4 --referrer 08 < bsn.txt
    """
    settings = settings_here()
    place = place_or_fail(municipality, settings)
    agb = value_or_fail(values.agb, provider, "--provider")
    wanted = NieuweToewijzing(
        standard.Product(_listed("productcategorie", category), product),
        first.date(),
        last.date() if last else None,
        _omvang(volume, unit, frequency),
        budget,
        _listed("type_verwijzer", referrer) if referrer else None,
    )
    subject = Subject(Client(place, bsn_or_fail(bsn)), agb)
    act = partial(desk.transfer_in, settings=settings, subject=subject, wanted=wanted, who=who_or_fail(who))
    told = {"done": f"taken over by {place} at provider {agb}", "municipality": place, "provider": agb}
    return carry_out(settings, act, dry_run=dry_run, form=format, told=told)


def _reason(code: str) -> RedenWijziging:
    try:
        return RedenWijziging(code)
    except ValueError:
        raise Failure(f"{code} is no RedenWijziging; there are: {', '.join(RedenWijziging)}") from None


def _listed(name: str, code: str) -> str:
    return str(value_or_fail(values.code(f"the list {name}", lambda: codelists.entries(name)), code, code))


def _omvang(volume: int | None, unit: str | None, frequency: str | None) -> standard.Omvang | None:
    if volume is None and unit is None and frequency is None:
        return None
    if volume is None or unit is None or frequency is None:
        raise Failure("--volume, --unit and --frequency go together")
    return standard.Omvang(volume, _listed("eenheid", unit), _listed("frequentie", frequency))
