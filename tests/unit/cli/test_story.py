"""The story of the demo, before any broker has seen it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from ijw.broker.envelope import Incoming
from ijw.broker.reading import Reader, Unreadable
from ijw.broker.topics import IN
from ijw.contracts.eleven_proof import passes_eleven_proof
from ijw.demo.people import MUNICIPALITY, children, failing_bsn, synthetic_bsns
from ijw.demo.reference import files
from ijw.demo.story import Step, Teller
from ijw.store.import_layouts import LAYOUTS
from ijw.store.import_parsing import parse
from support.broker import SECRET, incoming

TODAY = date(2026, 3, 2)
STEPS = Teller(TODAY, "D").story(children())
READER = Reader(accepts=IN["start-stop"], serves=MUNICIPALITY.__eq__, secret=SECRET)


def read(step: Step) -> object:
    record: Incoming = incoming(step.raw)
    return READER.read(record)


@pytest.mark.parametrize("step", STEPS, ids=[step.says for step in STEPS])
def test_levels_0_to_2_judge_a_message_as_the_story_says(step: Step) -> None:
    """Rejected at level 0 or 1, 0001 at level 2, and all others pass to level 3."""
    found = read(step)
    if step.expected.verdict == "rejected":
        assert isinstance(found, Unreadable)
        assert {found.reason} == step.expected.codes
    else:
        assert not isinstance(found, Unreadable)
        assert (step.expected.codes == {"0001"}) == bool(getattr(found, "findings", ()))


def test_the_story_shows_what_it_must() -> None:
    """Each of these codes and reasons comes back at least once."""
    shown = {code for step in STEPS for code in step.expected.codes}
    assert {"9019", "9326", "9056", "9063", "9069", "0001", "schema-invalid", "not-well-formed"} <= shown
    assert {"JW305", "JW307"} <= {step.type for step in STEPS}


@pytest.mark.parametrize("first", [0, 999])
def test_every_child_is_synthetic_and_has_a_bsn_that_passes(first: int) -> None:
    """Only BSNs of the range 9999xxxxx; the one that fails, fails."""
    assert all(child.bsn.startswith("9999") and passes_eleven_proof(child.bsn) for child in children(first))
    assert failing_bsn().startswith("9999")
    assert not passes_eleven_proof(failing_bsn())


def test_another_cast_shares_no_child_with_the_first() -> None:
    """A story can be told again on the same data."""
    assert {child.bsn for child in children(0)}.isdisjoint(child.bsn for child in children(1))
    assert len(synthetic_bsns()) > 1000 * len(children())


@pytest.mark.parametrize("name", ["persons", "contracts", "assignments"])
def test_the_reference_files_of_the_story_can_be_imported(name: str) -> None:
    """They go through the same reader as any file."""
    found = parse(files(children(), TODAY)[name], LAYOUTS[name])
    assert isinstance(found, list), str(found)
    assert found


def test_every_message_has_an_identificatie_of_its_own_but_for_the_one_sent_again() -> None:
    """TR056: the story resubmits one message on purpose, and redelivers it once."""
    found = (re.search(rb":Identificatie>(\w+)<", step.raw) for step in STEPS)
    numbers = [one[1] for one in found if one is not None]
    assert [number for number in numbers if numbers.count(number) > 1] == [b"D001"] * 3
