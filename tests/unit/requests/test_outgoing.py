"""The messages that the municipality makes: persons, addresses, moments."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ijw.messages.document import Document
from ijw.messages.outgoing import Envelope, in_onderzoek, refusal
from ijw.messages.outgoing_jw301 import Address, Child, Name, jw301, moment
from ijw.rules.registry import within
from support.factories import AGB, MUNICIPALITY, TODAY, bsn, toegewezen_product
from support.judging import broken_at

ENVELOPE = Envelope(MUNICIPALITY, AGB, "000000000001", TODAY)
HOME = Address(1, "1011 AB", "Proefstraat", "Amsterdam", "a", "2hg")


def child(name: Name, address: Address = HOME) -> Child:
    """A child with that name."""
    return Child(date(2015, 6, 1), "2", name, address, bsn())


def test_a_name_is_written_as_far_as_it_is_known() -> None:
    """Prefix apart, initials without dots (RS045), one's own name as no partner is known (CS050)."""
    bericht = jw301(ENVELOPE, child(Name("Berg", "van den", "An", "A. B.")), [], [toegewezen_product()])
    naam = bericht.Client.Naam
    assert (naam.Geslachtsnaam.Achternaam, naam.Geslachtsnaam.Voorvoegsel) == ("Berg", "van den")
    assert (naam.Voornamen, naam.Voorletters, naam.NaamGebruik) == ("An", "AB", "1")
    assert broken_at(bericht, "CS050") == []
    assert within(Document(bericht)) == ()


@pytest.mark.parametrize("initials", [None, ".", " "])
def test_no_initials_are_no_element(initials: str | None) -> None:
    """An element is never empty (RS033)."""
    bericht = jw301(ENVELOPE, child(Name("Berg", initials=initials)), [], [toegewezen_product()])
    assert bericht.Client.Naam.Voorletters is None


@pytest.mark.parametrize(
    ("number", "postcode", "usable"),
    [
        (1, "1011AB", True),
        (1, "1011 AB", True),
        (None, "1011AB", False),
        (1, None, False),
        (1, "0011AB", False),
    ],
)
def test_tr061_an_address_needs_a_house_number_and_a_dutch_postcode(
    number: int | None, postcode: str | None, usable: bool
) -> None:
    """CD025, CD034, CS089: without those it cannot be sent."""
    assert usable is Address(number, postcode).usable


def test_iv013_the_moment_of_assigning_has_no_fractions_and_no_zone() -> None:
    """Toewijzingstijd is a time of day in whole seconds (RS034)."""
    at = datetime(2026, 3, 2, 9, 5, 7, 123456).astimezone()
    assert {"Toewijzingsdatum": date(2026, 3, 2), "Toewijzingstijd": "09:05:07"} == moment(at)


def test_tr377_reason_8_names_the_municipality() -> None:
    """And only reason 8 does (TR409); a request that is looked into has no reason (CD086)."""
    for bericht in (
        refusal(ENVELOPE, "R1", "8", "0599"),
        refusal(ENVELOPE, "R1", "4", None),
        in_onderzoek(ENVELOPE, "R1"),
    ):
        assert within(Document(bericht)) == ()
    assert broken_at(refusal(ENVELOPE, "R1", "8", None), "TR377") == ["/Bericht/Antwoord/Woonplaatsbeginsel"]
