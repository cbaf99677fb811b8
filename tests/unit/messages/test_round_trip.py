"""Reading and writing lose nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from lxml import etree

from ijw.contracts import schemas
from ijw.contracts.catalog import BASIS_NAMESPACE, by_type
from ijw.contracts.refusal import Refusal
from ijw.contracts.safe_xml import Parsed
from ijw.contracts.schemas import Valid
from ijw.messages.base import Bericht
from ijw.messages.catalog import MODELS
from ijw.messages.jw305 import JW305
from ijw.messages.mapper import UnreadableMessageError, read, write
from support import factories as make

FACTORIES: tuple[Callable[[], Bericht], ...] = (
    make.jw301,
    make.jw305,
    make.jw307,
    make.jw315,
    make.jw317,
    make.jw319,
    make.jw323,
    make.jw325,
)


def rich_assignment() -> Bericht:
    """An assignment in which every optional class is filled."""
    telephone = {"Telefoon01": {"Telefoonnummer": "0200000000", "Landnummer": "31"}}
    contact = make.contact(
        Organisatie="Proefhuis",
        Telefoon=telephone,
        Emailadres="proef@example.org",
        Periode=make.period(date(2026, 1, 1)),
    )
    products = [
        make.toegewezen_product(RedenWijziging="03", Commentaar=" wit "),
        make.toegewezen_product(ToewijzingNummer=7, Product=None, Omvang=None, Budget=0),
    ]
    client = {"Communicatie": {"Vorm": "1", "Taal": "Fries"}, "JuridischeStatus": "01", "Commentaar": "é & <"}
    return make.jw301(products, contacts=[contact], relations=[make.relatie(Volgorde=0)], client=client)


def rich_change() -> Bericht:
    """A request for a change with all three groups."""
    return make.jw317(unchanged=[make.ongewijzigd_product(7)], new=[make.nieuw_product()])


def canonical(root: etree._Element) -> bytes:
    return etree.tostring(root, method="c14n2")


@pytest.mark.parametrize("factory", [*FACTORIES, rich_assignment, rich_change], ids=lambda f: f.__name__)
def test_reading_what_was_written_gives_an_equal_model(factory: Callable[[], Bericht]) -> None:
    """A model goes through bytes and comes back equal, and its document comes back equal too."""
    bericht = factory()
    payload = make.to_bytes(bericht)
    root = etree.fromstring(payload)
    again = read(Valid(root), type(bericht))
    assert bericht == again
    assert canonical(root) == canonical(write(again))


def level_1(root: etree._Element, type_: str) -> Valid | Refusal:
    return schemas.validated(Parsed(by_type(type_), root, b""))


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda f: f.__name__)
def test_an_unknown_element_is_never_dropped(factory: Callable[[], Bericht]) -> None:
    """An element that the model does not know never reaches it, wherever it stands: level 1 refuses it."""
    bericht = factory()
    assert not isinstance(level_1(etree.fromstring(make.to_bytes(bericht)), bericht.type), Refusal)
    places = sum(1 for _ in etree.fromstring(make.to_bytes(bericht)).iter())
    for place in range(places):
        root = etree.fromstring(make.to_bytes(bericht))
        target = list(root.iter())[place]
        etree.SubElement(target, f"{{{bericht.namespace}}}Onbekend").text = "x"
        assert isinstance(level_1(root, bericht.type), Refusal)


def test_an_element_in_the_wrong_namespace_is_unknown() -> None:
    """The name alone does not make an element known."""
    root = etree.fromstring(make.to_bytes(make.jw305()))
    start = next(e for e in root.iter() if etree.QName(e).localname == "StartProduct")
    start[0].tag = f"{{{BASIS_NAMESPACE}}}ToewijzingNummer"
    assert isinstance(level_1(root, "JW305"), Refusal)


def test_an_element_that_occurs_twice_is_not_dropped() -> None:
    """A single element that stands there twice makes the message unreadable."""
    root = etree.fromstring(make.to_bytes(make.jw305()))
    client = root[1]
    client.insert(1, etree.fromstring(etree.tostring(client[0])))
    with pytest.raises(UnreadableMessageError) as caught:
        read(Valid(root), MODELS["JW305"])
    assert caught.value.path == "/Bericht/Client/Bsn"


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda f: f.__name__)
def test_a_missing_element_is_unreadable(factory: Callable[[], Bericht]) -> None:
    """A message without its header cannot be held, and the error names no value."""
    root = etree.fromstring(make.to_bytes(factory()))
    root.remove(root[0])
    with pytest.raises(UnreadableMessageError) as caught:
        read(Valid(root), type(factory()))
    assert "999" not in str(caught.value)


@pytest.mark.parametrize("day", ["12026-01-01", "-0001-01-01"])
def test_a_date_outside_the_calendar_is_unreadable(day: str) -> None:
    """A year that the calendar lacks makes a message unreadable; the error keeps the value back."""
    root = etree.fromstring(make.to_bytes(make.jw305()))
    begin = next(e for e in root.iter() if etree.QName(e).localname == "Begindatum")
    begin.text = day
    with pytest.raises(UnreadableMessageError) as caught:
        read(Valid(root), MODELS["JW305"])
    assert day not in str(caught.value)
    assert "Begindatum" in caught.value.path


def test_white_space_is_read_as_the_schema_reads_it() -> None:
    """White space around a date or number is no part of it; in a text every character counts."""
    root = etree.fromstring(
        make.to_bytes(make.jw305(client={"Naam": {"Geslachtsnaam": {"Achternaam": " A "}}}))
    )
    for name in ("Begindatum", "ToewijzingNummer"):
        element = next(e for e in root.iter() if etree.QName(e).localname == name)
        element.text = f"\n {element.text}\t"
    again = read(Valid(root), JW305)
    product = again.Client.StartProducten.StartProduct[0]
    assert (make.NUMBER, date(2026, 2, 2)) == (product.ToewijzingNummer, product.Begindatum)
    assert again.Client.Naam.Geslachtsnaam.Achternaam == " A "
