"""Rules about how to reach a client or a relation (JW301)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ijw.messages.jw301 import JW301
from support import factories as make
from support.judging import broken_at

CONTACT = "/Bericht/Client/Contactgegevens/Contact[1]"
HOUSE = {"Huisnummer": 12}
PHONE = {"Telefoon01": {"Telefoonnummer": "0200000000", "Landnummer": "31"}}


def reached(soort: str = "02", **elements: Any) -> JW301:
    """An assignment whose client is reached in one way."""
    return make.jw301(contacts=[make.contact(Soort=soort, **elements)])


def living(soort: str = "02", **address: Any) -> JW301:
    return reached(soort, Adres=address)


def test_cd025_accepts_a_dutch_address_with_a_house() -> None:
    """CD025: an address in the Netherlands has a house."""
    assert broken_at(living(Huis=HOUSE, Postcode="1011AB", LandCode="NL"), "CD025") == []


@pytest.mark.parametrize("land", ["BE", None])
def test_cd025_accepts_other_addresses_without_a_house(land: str | None) -> None:
    """CD025 is about the Netherlands."""
    assert broken_at(living(Postcode=land and "1000", LandCode=land), "CD025") == []


def test_cd025_refuses_a_dutch_address_without_a_house() -> None:
    """CD025: the house is missing."""
    assert broken_at(living(Postcode="1011AB", LandCode="NL"), "CD025") == [f"{CONTACT}/Adres/Huis"]


@pytest.mark.parametrize("soort", ["01", "03"])
def test_cd034_refuses_registration_or_residence_without_postcode(soort: str) -> None:
    """CD034: where a child is registered or lives has a postcode."""
    assert broken_at(living(soort, Huis=HOUSE), "CD034") == [f"{CONTACT}/Adres/Postcode"]


@pytest.mark.parametrize("soort", ["02", "04"])
def test_cd034_accepts_other_addresses_without_postcode(soort: str) -> None:
    """CD034 is about registration and residence."""
    assert broken_at(living(soort, Huis=HOUSE), "CD034") == []


def test_cd034_accepts_a_postcode() -> None:
    """CD034: the postcode is there, also abroad."""
    assert broken_at(living("01", Huis=HOUSE, Postcode="1000", LandCode="BE"), "CD034") == []


def test_cd034_accepts_a_contact_without_address() -> None:
    """CD034 speaks of a part of an address, so it is silent without one."""
    assert broken_at(reached("01", Adres=None, Telefoon=PHONE), "CD034") == []


@pytest.mark.parametrize("postcode", ["1011AB", "1011 AB", "9999ZZ"])
def test_cs089_accepts_dutch_postcodes(postcode: str) -> None:
    """CS089: four digits and two capitals, with or without a space."""
    assert broken_at(living(Huis=HOUSE, Postcode=postcode, LandCode="NL"), "CS089") == []


@pytest.mark.parametrize(
    "postcode", ["0011AB", "1011ab", "1011A", "1011  AB", "1011ABC", " 1011AB", "B-1000"]
)
def test_cs089_refuses_other_postcodes_in_the_netherlands(postcode: str) -> None:
    """CS089: anything else is not a postcode of the Netherlands."""
    found = broken_at(living(Huis=HOUSE, Postcode=postcode, LandCode="NL"), "CS089")
    assert found == [f"{CONTACT}/Adres/Postcode"]


def test_cs089_accepts_any_postcode_abroad() -> None:
    """CS089 is about the Netherlands."""
    assert broken_at(living(Huis=HOUSE, Postcode="B-1000", LandCode="BE"), "CS089") == []


def test_cd005_accepts_postcode_and_country_together() -> None:
    """CD005: both, or neither."""
    assert broken_at(living(Huis=HOUSE, Postcode="1011AB", LandCode="NL"), "CD005") == []
    assert broken_at(living(Huis=HOUSE), "CD005") == []


@pytest.mark.parametrize("address", [{"Postcode": "1011AB"}, {"LandCode": "NL"}])
def test_cd005_refuses_one_without_the_other(address: dict[str, str]) -> None:
    """CD005: a postcode without a country, or a country without a postcode."""
    assert broken_at(living(Huis=HOUSE, **address), "CD005") == [f"{CONTACT}/Adres/LandCode"]


def test_cd009_accepts_a_period_of_a_temporary_address() -> None:
    """CD009: a temporary address may have a period."""
    assert broken_at(reached("04", Periode=make.period(date(2026, 3, 1))), "CD009") == []


def test_cd009_accepts_a_temporary_address_without_a_period() -> None:
    """CD009 allows a period, it does not ask for one."""
    assert broken_at(reached("04"), "CD009") == []


@pytest.mark.parametrize("soort", ["01", "02", "03"])
def test_cd009_refuses_a_period_elsewhere(soort: str) -> None:
    """CD009: other addresses have none."""
    found = broken_at(reached(soort, Periode=make.period(date(2026, 3, 1))), "CD009")
    assert found == [f"{CONTACT}/Periode"]


@pytest.mark.parametrize(
    "elements",
    [
        {"Adres": {"Huis": HOUSE, "Postcode": "1011AB", "LandCode": "NL"}},
        {"Adres": None, "Telefoon": PHONE},
        {"Adres": {"Plaatsnaam": "Proefdorp"}, "Telefoon": PHONE},
    ],
)
def test_tr006_accepts_a_telephone_or_a_full_address(elements: dict[str, Any]) -> None:
    """TR006: a telephone, or a house with a postcode, or both."""
    assert broken_at(reached(**elements), "TR006") == []


@pytest.mark.parametrize(
    "address", [None, {"Huis": HOUSE}, {"Postcode": "1011AB", "LandCode": "NL"}, {"Plaatsnaam": "Proefdorp"}]
)
def test_tr006_refuses_a_contact_that_reaches_nobody(address: dict[str, Any] | None) -> None:
    """TR006: half an address without a telephone is not enough."""
    assert broken_at(reached(Adres=address), "TR006") == [CONTACT]


def test_tr006_refuses_a_relation() -> None:
    """TR006: the contact of a relation is looked at too."""
    nobody = make.relatie(Contact=make.contact(Adres=None))
    found = broken_at(make.jw301(relations=[nobody]), "TR006")
    assert found == ["/Bericht/Client/Relaties/Relatie[1]/Contact"]


@pytest.mark.parametrize("soort", ["01", "02", "03"])
def test_tr061_accepts_a_lasting_address(soort: str) -> None:
    """TR061: registration, correspondence or residence, beside a temporary one."""
    contacts = [make.contact(Soort="04"), make.contact(Soort=soort)]
    assert broken_at(make.jw301(contacts=contacts), "TR061") == []


def test_tr061_refuses_only_a_temporary_address() -> None:
    """TR061: a temporary address is not enough."""
    assert broken_at(reached("04"), "TR061") == ["/Bericht/Client/Contactgegevens"]


def test_tr061_refuses_a_contact_without_address() -> None:
    """TR061: a telephone number is not an address."""
    assert broken_at(reached("01", Adres=None, Telefoon=PHONE), "TR061") == [
        "/Bericht/Client/Contactgegevens"
    ]


def test_tr061_refuses_when_only_a_relation_has_an_address() -> None:
    """TR061: the address is that of the client."""
    assignment = make.jw301(contacts=[make.contact(Soort="04")], relations=[make.relatie()])
    assert broken_at(assignment, "TR061") == ["/Bericht/Client/Contactgegevens"]
