"""Stories of requests: messages, and what people do, told to one deployment and kept as golden files.

A story is a generator. It yields what happens next, and gets back the messages that came out of it:

    def story(t: Teller) -> Told:
        yield Given(persons=[t.person()])
        receipt, assignment = yield t.vot(t.gigm1())

Stories of one chapter share a deployment: each has clients and a provider of its own, and every turn sends
the next message of all of them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from lxml import etree
from sqlalchemy.ext.asyncio import AsyncEngine

from ijw.contracts.schemas import Valid
from ijw.messages.base import Bericht
from ijw.messages.catalog import MODELS
from ijw.messages.document import Document
from ijw.messages.jw301 import JW301
from ijw.messages.jw315 import JW315, AangevraagdProduct
from ijw.messages.jw317 import JW317
from ijw.messages.reader import read
from ijw.requests import desk
from ijw.rules.registry import within
from ijw.settings import Settings
from support import cases
from support.factories import TODAY, aangevraagd_product, bsn, jw315, jw317, omvang, product, to_bytes
from support.town import AMSTERDAM, Row, Town

M = TypeVar("M", bound=Bericht)


@dataclass(frozen=True)
class Given:
    """Reference data that the municipality has."""

    persons: Sequence[Row] = ()
    assignments: Sequence[Row] = ()
    contracts: Sequence[Row] = ()
    splits: Sequence[Row] = ()


@dataclass(frozen=True)
class Do:
    """Something that a person does; `says` stands in the golden folder."""

    says: str
    act: Callable[[AsyncEngine, Settings], Awaitable[desk.Result]]


Step = Given | Do | Bericht
Told = Generator[Step, "Answers", None]
Story = Callable[["Teller"], Told]


@dataclass(frozen=True)
class Answers:
    """What came out of a step: our messages, or why a person could not do it."""

    berichten: Sequence[Bericht] = ()
    result: desk.Result | None = None

    @property
    def types(self) -> list[str]:
        """The message types, in order."""
        return [one.type for one in self.berichten]

    def number(self, code: str = "GIGM1") -> int:
        """The ToewijzingNummer that was given to a product last."""
        (jw301,) = (one for one in self.berichten if isinstance(one, JW301))
        found = [p for p in jw301.Client.ToegewezenProducten.ToegewezenProduct if p.Product]
        return [p.ToewijzingNummer for p in found if p.Product and p.Product.Code == code][-1]


@dataclass
class Teller:
    """Makes the messages and persons of one story."""

    story: int
    today: date = TODAY
    municipality: str = AMSTERDAM
    _sent: int = 0

    @property
    def agb(self) -> str:
        """The provider of this story."""
        return f"9900{self.story:04d}"

    def bsn(self, child: int = 1) -> str:
        """The BSN of a child of this story."""
        return bsn(10 * self.story + child)

    def family(self) -> str:
        """The family system of this story."""
        return f"F{self.story}"

    def person(self, child: int = 1, **columns: object) -> Row:
        """A child of ten that is registered here, with an address."""
        own = {
            "municipality": self.municipality,
            "bsn": self.bsn(child),
            "birth_date": "2015-06-01",
            "sex": "2",
            "surname": "Proefpersoon",
            "initials": "P.P.",
            "street": "Proefstraat",
            "house_number": child,
            "postcode": "1011AB",
            "city": "Proefstad",
        }
        where = columns.get("municipality", self.municipality)
        return {**own, "responsible_municipality": where, **columns}

    def assignment(self, number: int, child: int = 1, **columns: object) -> Row:
        """A preventive GIGM1 from September to the end of June."""
        own = {
            "municipality": self.municipality,
            "number": 1000 * self.story + number,
            "bsn": self.bsn(child),
            "agb": self.agb,
            "category": "48",
            "product": "GIGM1",
            "start": "2025-09-01",
            "end": "2026-06-30",
            "volume": 1,
            "unit": "82",
            "frequency": "4",
            "referrer": "01",
        }
        return {**own, **columns}

    def gigm1(self, **elements: Any) -> AangevraagdProduct:
        """A judicial request for GIGM1, from April for a year."""
        own = {
            "ReferentieAanbieder": "R1",
            "Product": product("48", "GIGM1"),
            "ToewijzingIngangsdatum": date(2026, 4, 1),
            "ToewijzingEinddatum": date(2027, 3, 31),
            "Omvang": omvang(1, "82", "4"),
            "Verwijzer": {"Type": "08"},
        }
        return aangevraagd_product(**{**own, **elements})

    def vot(self, *products: AangevraagdProduct, child: int = 1, **more: Any) -> JW315:
        """A request for an assignment."""
        return jw315(products, **{"bsn": self.bsn(child), **self._kop(), **more})

    def vow(self, child: int = 1, **more: Any) -> JW317:
        """A request for a change; a change asks nothing yet unless the story says what."""
        return jw317(**{"bsn": self.bsn(child), **self._kop(), "changed": (), **more})

    def _kop(self) -> dict[str, Any]:
        self._sent += 1
        return {
            "sender": self.agb,
            "municipality": self.municipality,
            "identificatie": f"M{self._sent}",
            "dagtekening": self.today,
        }

    def settle(self, choice: desk.Choice, says: str, reference: str = "R1") -> Do:
        """Decide the case of one of this story's requests."""

        async def act(engine: AsyncEngine, settings: Settings) -> desk.Result:
            async with engine.connect() as connection:
                waiting = await desk.open_cases(connection)
            for one in waiting:
                if (one.agb, one.reference) == (self.agb, reference):
                    return await desk.settle(engine, settings, one.id, choice, "tester")
            return desk.NotFound(f"no open case on {reference}")

        return Do(says, act)


@dataclass(frozen=True)
class Turn:
    """One step of a story: what went in, what came out, and every decision on this provider by then."""

    ending: str
    said: bytes | str
    out: list[bytes]
    decided: list[str]


@dataclass
class _Telling:
    """One story being told, with what went in and came out of every step."""

    name: str
    told: Told
    awaiting: Step | None = None
    agb: str = ""
    turns: list[Turn] = field(default_factory=list)

    def go_on(self, answers: Answers | None) -> None:
        try:
            self.awaiting = next(self.told) if answers is None else self.told.send(answers)
        except StopIteration:
            self.awaiting = None


async def tell(town: Town, stories: Mapping[str, Story], today: date = TODAY) -> list[_Telling]:
    """Tell the stories to a deployment, turn by turn, and give what went in and came out."""
    tellers = [(name, story, Teller(n, today)) for n, (name, story) in enumerate(stories.items(), start=1)]
    tellings = [_Telling(name, story(teller), agb=teller.agb) for name, story, teller in tellers]
    for one in tellings:
        one.go_on(None)
    count = 0
    async with town.consumer(), town.database() as engine:
        while active := [one for one in tellings if one.awaiting is not None]:
            count += await _turn(town, engine, active, count)
    return tellings


async def _turn(town: Town, engine: AsyncEngine, active: Sequence[_Telling], before: int) -> int:
    sending = [(one, one.awaiting) for one in active if isinstance(one.awaiting, Bericht)]
    raw = [to_bytes(bericht) for _, bericht in sending]
    ids = await town.send(*raw, partition=0) if raw else []
    await town.handled(before + len(ids))
    answered = dict(zip((id(one) for one, _ in sending), ids, strict=True))
    for one in active:
        step = one.awaiting
        match step:
            case Given(persons, assignments, contracts, splits):
                files = {
                    "persons": persons,
                    "assignments": assignments,
                    "contracts": contracts,
                    "splits": splits,
                }
                await town.register(**{name: rows for name, rows in files.items() if rows})
                one.go_on(Answers())
            case Do(says, act):
                result = await act(engine, town.settings)
                outgoing = result.outgoing if isinstance(result, desk.Done) else ()
                await desk.deliver(engine, town.settings, outgoing)
                out = [o.value for o in outgoing]
                one.turns.append(Turn("choice.txt", _said(says, result), out, await town.decided(one.agb)))
                one.go_on(Answers([_model(o.value) for o in outgoing], result))
            case Bericht():
                out = [sent.value for sent in await town.answered(answered[id(one)])]
                one.turns.append(Turn("in.xml", to_bytes(step), out, await town.decided(one.agb)))
                one.go_on(Answers([_model(value) for value in out]))
            case None:
                pass
    return len(ids)


def _said(says: str, result: desk.Result) -> str:
    match result:
        case desk.NotPossible(problems):
            return "\n".join([says, *(f"not possible: {p.rule}: {p.explanation}" for p in problems), ""])
        case desk.NotFound(what):
            return f"{says}\nnot found: {what}\n"
        case desk.Done():
            return f"{says}\n"


def _model(raw: bytes) -> Bericht:
    root = etree.fromstring(raw)
    kind = root.tag.rpartition("/schema}")[0].rpartition("/")[2].upper()
    model: type[Bericht] = MODELS[kind]
    return read(Valid(root), model)


def compare(folder: str, telling: _Telling, note: str) -> None:
    """Everything that went in and came out of a story is what its golden folder holds."""
    canon = Canon()
    if cases.UPDATE:
        shutil.rmtree(cases.CASES / folder, ignore_errors=True)
    names = {"notes.md"}
    before: list[str] = []
    for n, turn in enumerate(telling.turns, start=1):
        said = turn.said if isinstance(turn.said, str) else cases.pretty(turn.said)
        files = {f"{n}-{turn.ending}": said}
        for place, raw in enumerate(turn.out, start=1):
            bericht = _model(raw)
            assert within(Document(bericht)) == (), f"{bericht.type} breaks a rule of level 2"
            files[f"{n}-out-{place}-{bericht.type}.xml"] = cases.pretty(raw)
        if decided := turn.decided[len(before) :]:
            files[f"{n}-decided.txt"] = "\n".join([*decided, ""])
        for name, text in files.items():
            names.add(name)
            cases.same(folder, name, canon.text(text))
        before = turn.decided
    cases.note(folder, note)
    assert names == {path.name for path in (cases.CASES / folder).iterdir()}


@dataclass
class Canon:
    """Writes what differs from run to run (numbers given out, the time of day) in one way."""

    _assignments: dict[str, str] = field(default_factory=dict)
    _messages: dict[str, str] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """The same text with the numbers of this story counted from 1."""
        text = re.sub(r"\b1000\d{5}\b", lambda m: self._assignment(m.group()), text)
        text = re.sub(
            r"(Identificatie(?:Retour)?>)(\d{12})<", lambda m: f"{m[1]}{self._message(m[2])}<", text
        )
        return re.sub(r"(<Toewijzingstijd>)(?!00:00:00)[^<]+", r"\g<1>12:00:00", text)

    def _assignment(self, number: str) -> str:
        return self._assignments.setdefault(number, f"{100_000_001 + len(self._assignments)}")

    def _message(self, number: str) -> str:
        return self._messages.setdefault(number, f"{1 + len(self._messages):012d}")
