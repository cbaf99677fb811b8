"""What the reader makes is what pydantic would make of the same values, and nothing is lost on the way."""

from __future__ import annotations

import copy
import pickle

import pytest
from lxml import etree

from ijw.contracts.catalog import TYPES
from ijw.contracts.schemas import Valid
from ijw.messages.base import Bericht
from ijw.messages.catalog import MODELS
from ijw.messages.reader import UnreadableMessageError, read
from support import factories as make
from support.xsd_generator import MessageGenerator


def complete(type_: str) -> etree._Element:
    """A message with every optional part, its dates inside the calendar."""
    messages = MessageGenerator(type_, seed=4)
    return messages.valid(complete=True)


def refused(root: etree._Element, type_: str = "JW305") -> UnreadableMessageError:
    """Why a document cannot be read."""
    with pytest.raises(UnreadableMessageError) as caught:
        read(Valid(root), MODELS[type_])
    return caught.value


@pytest.mark.parametrize("type_", TYPES)
def test_a_model_that_was_read_is_as_one_that_pydantic_made(type_: str) -> None:
    """Equal values of equal types, also after copying and pickling, and as closed to changes."""
    made = read(Valid(complete(type_)), MODELS[type_])
    again = MODELS[type_].model_validate(made.model_dump())
    assert made == again
    assert made.model_dump_json() == again.model_dump_json()
    assert made == copy.deepcopy(made) == pickle.loads(pickle.dumps(made))
    assert repr(made) == repr(again)
    with pytest.raises(ValueError, match="frozen"):
        made.Header = None  # type: ignore[attr-defined]


@pytest.mark.parametrize("type_", TYPES)
def test_parts_that_are_absent_leave_the_fields_in_their_order(type_: str) -> None:
    """Whatever is left out, the model is as pydantic makes it, to the last letter of its representation."""
    messages = MessageGenerator(type_, seed=5)
    for _ in range(40):
        made = read(Valid(messages.valid()), MODELS[type_])
        assert repr(made) == repr(MODELS[type_].model_validate(made.model_dump()))


def test_changing_a_copy_leaves_other_models_alone() -> None:
    """Models share the set of names of their fields; a copy with other values has a set of its own."""
    made = read(Valid(etree.fromstring(make.to_bytes(make.jw305()))), MODELS["JW305"])
    before = set(made.model_fields_set)
    made.model_copy(update={"Nieuw": 1})
    assert made.model_fields_set == before


@pytest.mark.parametrize("name", ["Bsn", "Header", "StartProduct", "Achternaam", "Dagtekening"])
def test_an_element_that_is_missing_makes_the_message_unreadable(name: str) -> None:
    """The path is that of the class that misses it."""
    root = etree.fromstring(make.to_bytes(make.jw305()))
    gone = next(root.iter(f"{{*}}{name}"))
    parent = gone.getparent()
    assert parent is not None
    parent.remove(gone)
    error = refused(root)
    assert error.reason == "misses an element"
    assert error.path.endswith(etree.QName(parent).localname)


@pytest.mark.parametrize("name", ["Bsn", "Ontvanger", "StatusAanlevering", "Dagtekening"])
@pytest.mark.parametrize("inside", ["Bsn", "Onbekend"])
def test_an_element_inside_a_value_makes_the_message_unreadable(name: str, inside: str) -> None:
    """It is never taken for one of the elements around it."""
    root = etree.fromstring(make.to_bytes(make.jw305()))
    value = next(root.iter(f"{{*}}{name}"))
    etree.SubElement(value, f"{{{MODELS['JW305'].namespace}}}{inside}").text = make.bsn()
    refused(root)


def test_an_element_inside_a_value_is_not_taken_for_one_that_is_missing() -> None:
    """The last element of the message, empty and with its brother inside it: all elements are there."""
    root = etree.fromstring(make.to_bytes(make.jw305()))
    product = next(root.iter("{*}StartProduct"))
    product[-2].append(product[-1])
    refused(root)


@pytest.mark.parametrize("text", ["2026-02-30", "20260-02-03", "", "gisteren"])
def test_a_date_outside_the_calendar_is_told_without_its_value(text: str) -> None:
    """The error names the element."""
    root = etree.fromstring(make.to_bytes(make.jw305()))
    place = next(root.iter("{*}Dagtekening"))
    place.text = text
    error = refused(root)
    assert error.path == "/Bericht/Header/BerichtIdentificatie/Dagtekening"
    assert not text or text not in str(error)


def test_white_space_around_dates_and_numbers_is_no_part_of_them() -> None:
    """As the schema has it; a text keeps every character."""
    root = etree.fromstring(make.to_bytes(make.jw305()))
    for name, text in (
        ("Dagtekening", " 2026-03-02\n"),
        ("BerichtVersie", "\t3 "),
        ("Achternaam", " Spatie "),
    ):
        next(root.iter(f"{{*}}{name}")).text = text
    made: Bericht = read(Valid(root), MODELS["JW305"])
    told = made.model_dump_json()
    assert '"Dagtekening":"2026-03-02"' in told
    assert '"BerichtVersie":3' in told
    assert '"Achternaam":" Spatie "' in told
