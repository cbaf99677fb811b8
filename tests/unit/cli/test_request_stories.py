"""The stories of requests of the demo, before any broker has seen them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from ijw.broker.reading import Reader, Unreadable
from ijw.broker.topics import IN
from ijw.cli.played_turn import LeftOver, PlayedTurn
from ijw.cli.spoken import Said, SaidAnswer, SaidAssignment, SaidProduct
from ijw.contracts.eleven_proof import passes_eleven_proof
from ijw.demo.families import FIRST_BSN, ROLES, SERVED, families, files
from ijw.demo.people import children, synthetic_bsns
from ijw.demo.request_stories import Requests
from ijw.demo.turns import Answered, Assigned, Message, Numbers, Person, Product, Turn, assigned
from ijw.store.import_layouts import LAYOUTS
from ijw.store.import_parsing import parse
from support.broker import SECRET, incoming

TODAY = date(2026, 3, 2)
READER = Reader(accepts=IN["requests"], serves=SERVED.__contains__, secret=SECRET)
LAST_CAST = 149


def turns(today: date = TODAY) -> Iterator[Turn]:
    """Every turn, with numbers as if each message was answered as it must be."""
    story = Requests(families(), today, "R").stories()
    turn, given = next(story), 100
    while True:
        yield turn
        numbers: Numbers = {}
        for out in turn.out:
            if isinstance(out, Assigned):
                given += 1
                numbers = {product.code: given for product in out.products}
        try:
            turn = story.send(numbers)
        except StopIteration:
            return


@pytest.mark.parametrize("later", range(0, 730, 31))
def test_levels_0_to_2_pass_every_request_on_any_day(later: int) -> None:
    """What the stories are about is decided by people's rules, not by broken messages."""
    for turn in turns(TODAY + timedelta(days=later)):
        if isinstance(turn, Message):
            found = READER.read(incoming(turn.raw))
            assert not isinstance(found, Unreadable), turn.says
            assert not getattr(found, "findings", ()), turn.says


def test_the_stories_show_what_they_must() -> None:
    """Both protocols, an assignment and every kind of answer, what people decide, and a child that moves."""
    told = list(turns())
    out = [one for turn in told for one in turn.out]
    assert {"JW315", "JW317"} == {turn.type for turn in told if isinstance(turn, Message)}
    commands = [turn.command for turn in told if isinstance(turn, Person)]
    assert commands == ["cases decide", "transfer-out", "transfer-in"]
    answers = {(one.answer, one.reason) for one in out if isinstance(one, Answered)}
    assert {("1", "6"), ("1", "4"), ("1", "8"), ("2", None)} == answers
    products = {product for one in out if isinstance(one, Assigned) for product in one.products}
    assert {"GIGM1", "48XOT", "48XJR", "48XGM", "50Z27", "48A01"} == {one.code for one in products}
    assert {None, "05", "07", "12"} == {one.reason for one in products}


@pytest.mark.parametrize("cast", [0, LAST_CAST])
def test_every_child_of_the_stories_is_synthetic(cast: int) -> None:
    """Only BSNs of the range 9999xxxxx that pass the 11-proof, and none twice."""
    bsns = [kid.bsn for kid in families(cast).kids.values()]
    assert len(set(bsns)) == len(ROLES)
    assert all(bsn.startswith("9999") and passes_eleven_proof(bsn) for bsn in bsns)
    assert set(bsns).isdisjoint(child.bsn for child in children(cast))


def test_no_two_casts_share_a_child() -> None:
    """The stories can be told again on the same data, beside those of care."""
    assert (LAST_CAST + 1) * len(children()) <= FIRST_BSN
    assert len(synthetic_bsns()) >= FIRST_BSN + (LAST_CAST + 1) * len(ROLES)


@pytest.mark.parametrize("name", ["persons", "contracts", "assignments"])
def test_the_reference_files_of_the_stories_can_be_imported(name: str) -> None:
    """They go through the same reader as any file."""
    found = parse(files(families(), TODAY)[name], LAYOUTS[name])
    assert isinstance(found, list), str(found)
    assert found


FIRST, LAST = date(2026, 3, 1), date(2027, 2, 28)
SAID = SaidAssignment((SaidProduct(7, "GIGM1", FIRST, LAST, "1 a month", None, "R"),))
TURN = Person(
    "cases decide",
    "a person assigns",
    next(turn.act for turn in turns() if isinstance(turn, Person)),
    (assigned(Product("GIGM1", FIRST, LAST)),),
)


@pytest.mark.parametrize(
    ("out", "problem", "good"),
    [
        ((SAID,), None, True),
        ((), None, False),
        ((SAID, SAID), None, False),
        ((SaidAnswer("R", "2"),), None, False),
        ((SAID,), "OP259: it runs already", False),
    ],
)
def test_an_answer_that_is_missing_doubled_or_other_is_not_as_expected(
    out: tuple[Said, ...], problem: str | None, *, good: bool
) -> None:
    """The demo fails when anything differs from its story."""
    assert good == PlayedTurn(TURN, out=out, problem=problem).as_expected
    assert not LeftOver(["JW301"]).as_expected
