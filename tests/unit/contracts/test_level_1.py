"""Level 1: the schema decides, in bounded time, and the refusal tells the place and the rule."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from time import perf_counter

import pytest
from lxml import etree

from ijw.contracts import schemas
from ijw.contracts.catalog import BASIS_NAMESPACE, by_type
from ijw.contracts.refusal import Refusal, SchemaRule
from ijw.contracts.safe_xml import Parsed, parse
from support.xsd_generator import MessageGenerator

SECRET = "Geheimschrijver"
LARGE = schemas.TREE_LIMIT


def message(type_: str = "JW307") -> bytes:
    """A valid message with every optional part."""
    return etree.tostring(MessageGenerator(type_, seed=2).valid(complete=True), encoding="UTF-8")


def judged(raw: bytes) -> Refusal | None:
    """The verdict of level 1 on bytes that pass level 0, which must come within two seconds."""
    parsed = parse(raw)
    assert isinstance(parsed, Parsed)
    started = perf_counter()
    verdict = schemas.validate(parsed)
    assert perf_counter() - started < 2
    return verdict


def with_text(type_: str, name: str, text: str) -> bytes:
    """A valid message with another value in the first element of this name."""
    root = MessageGenerator(type_, seed=2).valid(complete=True)
    next(root.iter(f"{{*}}{name}")).text = text
    return etree.tostring(root, encoding="UTF-8")


def claim(clients: bytes, count: int) -> bytes:
    """A claim with `count` times the same bytes in its list of clients."""
    raw = message("JW323")
    opened = raw.index(b"<Clienten>") + len(b"<Clienten>")
    return raw[:opened] + clients * count + raw[raw.index(b"</Clienten>") :]


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        ("enumeration", "RedenBeeindiging", "99"),
        ("pattern", "Bsn", "12345678X"),
        ("maxLength", "Code", "48A011"),
        ("minLength", "Achternaam", ""),
        ("pattern", "Achternaam", "   "),
        ("data-type", "Einddatum", "2025-02-29"),
        ("pattern", "Einddatum", "2025-02-28Z"),
        ("data-type", "ToewijzingNummer", "acht"),
        ("maxInclusive", "ToewijzingNummer", "1000000000"),
        ("minInclusive", "ToewijzingNummer", "-1"),
        ("pattern", "BerichtCode", "438"),
    ],
)
def test_a_wrong_value_is_refused_with_its_rule(rule: SchemaRule, name: str, text: str) -> None:
    """The refusal names the element and the facet, never the value."""
    verdict = judged(with_text("JW307", name, text))
    assert verdict is not None
    assert (1, "schema-invalid", rule) == (verdict.level, verdict.code, verdict.rule)
    assert (verdict.path or "").endswith(f"/{name}")
    assert verdict.detail.startswith(name)
    assert not text.strip() or text not in verdict.detail


@pytest.mark.parametrize(
    ("rule", "old", "new", "path"),
    [
        ("unexpected-element", b"<Geslacht>", b"<Onbekend/><Geslacht>", "/Bericht/Client/*[3]"),
        ("unexpected-text", b"<StopProducten>", b"<StopProducten>tekst", "/Bericht/Client/StopProducten"),
        ("unexpected-attribute", b"<Client>", b'<Client soort="x">', "/Bericht/Client"),
        ("unexpected-children", b"</Bsn>", b"<Bsn/></Bsn>", "/Bericht/Client/Bsn"),
    ],
)
def test_a_wrong_structure_is_refused_with_its_place(
    rule: SchemaRule, old: bytes, new: bytes, path: str
) -> None:
    """What misses, is too much or stands in the wrong place is named by its path."""
    verdict = judged(message().replace(old, new, 1))
    assert verdict is not None
    assert (rule, path) == (verdict.rule, verdict.path)


def test_what_misses_is_named() -> None:
    """A class that ends too early is refused at the class, with the element that should follow."""
    raw = message()
    verdict = judged(raw[: raw.index(b"<StopProducten>")] + b"</Client></Bericht>")
    assert verdict is not None
    assert (verdict.rule, verdict.path) == ("missing-element", "/Bericht/Client")
    assert verdict.detail == "Client misses an element; expected: StopProducten."


def test_a_place_has_positions_among_brothers_of_one_name() -> None:
    """The second of two products is StopProduct[2]; an element that is alone has no position."""
    product = message()[message().index(b"<StopProduct>") : message().index(b"</StopProducten>")]
    wrong = product.replace(b"<RedenBeeindiging>", b"<RedenBeeindiging>9", 1)
    verdict = judged(message().replace(product, product + wrong + product, 1))
    assert verdict is not None
    assert verdict.path == "/Bericht/Client/StopProducten/StopProduct[2]/RedenBeeindiging"


@pytest.mark.parametrize("padding", [0, LARGE])
def test_names_and_values_from_outside_are_not_repeated(padding: int) -> None:
    """An element that no schema knows is a star, whatever the size of the message."""
    hidden = f"<{SECRET} {SECRET}='{SECRET}'>{SECRET}</{SECRET}>".encode()
    for raw in (
        message().replace(b"<Geslacht>", hidden + b"<Geslacht>", 1),
        message().replace(b"<Client>", f"<Client {SECRET}='{SECRET}'>".encode(), 1),
        message().replace(b"<Client>", b"<Client>" + SECRET.encode(), 1),
        with_text("JW307", "Bsn", SECRET),
        with_text("JW307", "Einddatum", SECRET),
    ):
        verdict = judged(raw + b" " * padding)
        assert verdict is not None
        assert SECRET not in repr(verdict)


def test_expected_elements_are_named() -> None:
    """Where something else should stand, the refusal says what."""
    verdict = judged(message().replace(b"<Geslacht>", b"<Geboortedatum/><Geslacht>", 1))
    assert verdict is not None
    assert verdict.detail == "Geboortedatum is not expected here; expected: Geslacht."


@pytest.mark.parametrize("length", [40_000, 200_000, 9_000_000])
@pytest.mark.parametrize("end", ["\n", "\na", ""])
def test_a_long_text_takes_linear_time(length: int, end: str) -> None:
    """The published pattern would take minutes to hours on a long text with a line break."""
    for text in ("a" * length + end, " " * length + end):
        verdict = judged(with_text("JW307", "Achternaam", text))
        assert verdict is not None
        assert verdict.rule in ("maxLength", "pattern")


def test_a_remark_of_any_length_takes_linear_time() -> None:
    """Commentaar has no maximum, so a long one is valid."""
    assert judged(with_text("JW315", "Commentaar", ". a" * 2_000_000)) is None


@pytest.mark.parametrize(
    "client", [b"<Client/>", b"<Client><Bsn>1</Bsn></Client>", b"<Client soort='1'/>", b"<Client>x</Client>"]
)
def test_many_errors_end_at_the_first(client: bytes) -> None:
    """A claim full of wrong clients is refused as fast as one with a single error."""
    verdict = judged(claim(client, 25_000_000 // len(client)))
    assert verdict is not None
    assert (verdict.path or "").startswith("/Bericht/Declaratie/Clienten/Client[1]")


def test_many_errors_just_below_the_limit_of_a_tree() -> None:
    """The largest message that is validated as a tree is still quick when every element is wrong."""
    raw = claim(b"<Client/>", (LARGE - len(message("JW323"))) // 9)
    assert len(raw) < LARGE
    assert judged(raw) is not None


def test_an_error_at_the_end_of_a_large_message_is_found() -> None:
    """The place is right after thousands of good clients."""
    good = message("JW323")
    client = good[good.index(b"<Client>") : good.index(b"</Clienten>")]
    raw = claim(client, 5_000)
    assert len(raw) > 10 * LARGE
    assert judged(raw) is None
    wrong = raw.replace(b"</Clienten>", client.replace(b"<Eenheid>", b"<Eenheid>x") + b"</Clienten>", 1)
    verdict = judged(wrong)
    assert verdict is not None
    assert verdict.path == "/Bericht/Declaratie/Clienten/Client[5001]/Prestaties/Prestatie/Eenheid"


def test_a_prefix_may_be_declared_anywhere() -> None:
    """The place is found when elements of the shared types have prefixes of their own."""
    raw = message().replace(
        b"<ijw:Datum>", f'<x:Datum xmlns:x="{BASIS_NAMESPACE}">x'.encode(), 1
    ).replace(b"</ijw:Datum>", b"</x:Datum>", 1)  # fmt: skip
    verdict = judged(raw)
    assert verdict is not None
    assert verdict.path == "/Bericht/Client/Geboortedatum/Datum"


def test_hints_in_the_message_are_not_followed() -> None:
    """A schema that the message itself points at has no say, and is not opened."""
    instance = b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    hint = b"<Bericht " + instance + b' xsi:schemaLocation="urn:x /etc/passwd" '
    assert judged(message().replace(b"<Bericht ", hint, 1)) is None
    wrong = with_text("JW307", "Bsn", "x").replace(b"<Bericht ", hint, 1)
    assert judged(wrong) is not None


def test_our_own_messages_are_checked_as_a_tree() -> None:
    """An outgoing message needs no bytes yet; a tree of no known message is refused too."""
    root = MessageGenerator("JW308", seed=3).valid()
    assert schemas.validate_outgoing(root) is None
    root[0].tag = "Kop"
    assert schemas.validate_outgoing(root) is not None
    assert schemas.validate_outgoing(etree.Element("Bericht")) == Refusal(
        0, "unknown-namespace", "The namespace of Bericht is not one of iJw 3.2."
    )


def test_every_thread_has_its_own_schemas_x8() -> None:
    """Two threads never read each other's error log: each sees the error of its own message."""
    schemas.compile_all()
    here = schemas.schema_for(by_type("JW307"))
    wrong = {"Bsn": with_text("JW307", "Bsn", "x"), "Einddatum": with_text("JW307", "Einddatum", "x")}
    seen: dict[str, set[str | None]] = {name: set() for name in wrong}
    other: list[etree.XMLSchema] = []

    def work(name: str) -> None:
        other.append(schemas.schema_for(by_type("JW307")))
        for _ in range(300):
            verdict = judged(wrong[name])
            seen[name].add(verdict.path if verdict else None)

    threads = [threading.Thread(target=work, args=(name,)) for name in wrong]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(schema) for schema in (here, *other)}) == 3
    assert all(len(paths) == 1 and name in str(paths) for name, paths in seen.items())


def test_the_hot_path_does_not_load_xmlschema_x6() -> None:
    """Explanations are for people; a consumer never imports them."""
    code = "import sys, ijw.contracts.schemas, ijw.contracts.codelists; sys.exit('xmlschema' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_type_is_taken_from_level_0() -> None:
    """A message is held against the schema of the type that level 0 recognised."""
    parsed = parse(message("JW305"))
    assert isinstance(parsed, Parsed)
    assert schemas.validate(parsed) is None
    assert schemas.validate(replace(parsed, soort=by_type("JW307"))) is not None
