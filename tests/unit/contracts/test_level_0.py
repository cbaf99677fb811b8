"""Level 0: what is no message is refused quickly, with one clear reason and no value of the message."""

from __future__ import annotations

import codecs
from time import perf_counter

import pytest
from lxml import etree

from ijw.contracts.catalog import BASIS_NAMESPACE, TYPES, by_type
from ijw.contracts.refusal import Refusal, RefusalCode
from ijw.contracts.safe_xml import MAX_BYTES, Parsed, parse
from support.xsd_generator import MessageGenerator

SECRET = "Geheimschrijver"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>'


def plain(type_: str = "JW305") -> bytes:
    """A valid message without an XML declaration."""
    return etree.tostring(MessageGenerator(type_, seed=1).valid(), encoding="UTF-8", xml_declaration=False)


def refused(raw: bytes) -> Refusal:
    """The refusal, which must come within a second and tell nothing of the content."""
    started = perf_counter()
    verdict = parse(raw)
    assert perf_counter() - started < 1
    assert isinstance(verdict, Refusal)
    assert verdict.level == 0
    assert SECRET not in repr(verdict)
    return verdict


def with_doctype(declarations: bytes, inside: bytes = b"") -> bytes:
    """A message with a document type and something in its first class."""
    message = plain()
    opened = message.index(b">") + 1
    return b"<!DOCTYPE Bericht " + declarations + b">" + message[:opened] + inside + message[opened:]


def entity_bomb(levels: int = 12) -> bytes:
    """Entities that each stand for ten of the one before."""
    entities = [b'<!ENTITY e0 "ha">']
    entities += [b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, levels)]
    return b"[" + b"".join(entities) + b"]"


@pytest.mark.parametrize("type_", TYPES)
def test_a_message_is_recognised_by_its_namespace(type_: str) -> None:
    """The namespace of the root tells the type; nothing else has to be known of the bytes."""
    verdict = parse(DECLARATION + plain(type_))
    assert isinstance(verdict, Parsed)
    assert verdict.soort is by_type(type_)
    assert etree.QName(verdict.root).localname == "Bericht"


@pytest.mark.parametrize(
    ("code", "raw"),
    [
        ("empty", b""),
        ("empty", b" \r\n\t "),
        ("not-well-formed", plain()[:-9]),
        ("not-well-formed", plain()[: len(plain()) // 2]),
        ("not-well-formed", plain().replace(b"<Header", b"<Header\0", 1)),
        ("not-well-formed", plain() + b"<Bericht/>"),
        ("not-well-formed", b"geen xml, " + SECRET.encode()),
        ("not-well-formed", f"<{SECRET}>x</anders>".encode()),
        ("not-well-formed", plain().replace(b"</", f"&{SECRET};</".encode(), 1)),
        ("wrong-root", f"<{SECRET}/>".encode()),
        ("wrong-root", plain().replace(b"Bericht ", b"Berichten ", 1).replace(b"Bericht>", b"Berichten>")),
        ("unknown-namespace", f'<Bericht xmlns="urn:{SECRET}"/>'.encode()),
        ("unknown-namespace", b"<Bericht/>"),
        ("unknown-namespace", f'<Bericht xmlns="{BASIS_NAMESPACE}"/>'.encode()),
        ("unknown-namespace", plain().replace(b"3_2/jw305", b"3_1/jw305", 1)),
    ],
)
def test_what_is_no_message_is_refused(code: RefusalCode, raw: bytes) -> None:
    """Nothing, broken XML, another root and another standard each have a code of their own."""
    assert refused(raw).code == code


@pytest.mark.parametrize(
    "raw",
    [
        plain().decode().encode("utf-16"),
        plain().decode().encode("utf-16-le"),
        plain().decode().encode("utf-32"),
        b'<?xml version="1.0" encoding="UTF-16"?>' + plain(),
        b'<?xml version="1.0" encoding="ISO-8859-1"?>' + plain(),
        b'<?xml version="1.0" encoding="cp037"?>' + plain(),
        b'<?xml version="1.0" encoding="klinkklaar"?>' + plain(),
        codecs.BOM_UTF16_LE + plain(),
        codecs.BOM_UTF8 + b'<?xml version="1.0" encoding="windows-1252"?>' + plain(),
        DECLARATION + plain().replace(b"<Header", b"<Header\xe9", 1),
        plain().replace(b"</", b"\xff</", 1),
    ],
)
def test_another_encoding_than_utf_8_is_refused(raw: bytes) -> None:
    """Declared, marked or merely used: what is not UTF-8 does not come in."""
    assert refused(raw).code == "wrong-encoding"


@pytest.mark.parametrize("head", [b"", DECLARATION, codecs.BOM_UTF8, codecs.BOM_UTF8 + DECLARATION])
def test_utf_8_is_accepted_with_or_without_a_mark(head: bytes) -> None:
    """A declaration may be absent, and a byte-order mark of UTF-8 does no harm."""
    assert isinstance(parse(head + plain()), Parsed)


@pytest.mark.parametrize(
    "raw",
    [
        with_doctype(b""),
        with_doctype(b'SYSTEM "http://127.0.0.1:9/x.dtd"'),
        with_doctype(b'PUBLIC "-//x" "file:///etc/passwd"'),
        with_doctype(b'[<!ENTITY naam "x">]', b"&naam;"),
        with_doctype(b'[<!ENTITY bestand SYSTEM "file:///etc/passwd">]', b"&bestand;"),
        with_doctype(b'[<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]'),
        with_doctype(b'[<!ATTLIST Bericht soort CDATA "x">]'),
        with_doctype(entity_bomb(), b"&e11;"),
        with_doctype(b'[<!ENTITY groot "' + b"x" * 1_000_000 + b'">]', b"&groot;" * 10_000),
        with_doctype(entity_bomb(), b"&e11;").replace(b"<Header", b'<Header soort="&e11;"', 1),
    ],
)
def test_a_doctype_is_refused_whatever_is_in_it(raw: bytes) -> None:
    """Entities, external references, defaults and bombs share one refusal, before the schema looks."""
    assert refused(raw).code == "doctype"


def test_a_doctype_in_a_comment_is_only_text() -> None:
    """What the parser does not take for a document type is none."""
    assert isinstance(parse(b"<!-- <!DOCTYPE x> -->" + plain()), Parsed)


def test_too_large_is_refused_before_it_is_read() -> None:
    """One byte over 25 MB is too much, whatever the bytes are."""
    assert refused(b"<" * (MAX_BYTES + 1)).code == "too-large"
    assert refused(plain() + b" " * 27_000_000).code == "too-large"


def test_the_largest_message_is_read() -> None:
    """Up to the limit, size alone is no reason to refuse."""
    filler = b"<!--" + b"x" * 1_000_000 + b"-->"
    raw = plain() + filler * ((MAX_BYTES - len(plain())) // len(filler))
    assert MAX_BYTES - len(filler) < len(raw) <= MAX_BYTES
    assert isinstance(parse(raw), Parsed)


@pytest.mark.parametrize(
    "raw",
    [
        b"<a>" * (MAX_BYTES // 3),
        b"<" * MAX_BYTES,
        b"<a " + b"x='1' " * (MAX_BYTES // 6 - 1),
        plain().replace(b"<Header", b"<Header " + b" ".join(b"a%d='1'" % n for n in range(1_500_000)), 1),
        b"<a>" + b"y" * (MAX_BYTES - 10) + b"</a>",
    ],
)
def test_nesting_and_other_bombs_end_at_a_limit(raw: bytes) -> None:
    """Depth, names, attributes and one endless text are stopped by the parser, in bounded time."""
    assert refused(raw).code in ("not-well-formed", "wrong-root")


def test_comments_and_processing_instructions_are_dropped() -> None:
    """They are no part of a message, and no rule ever meets them."""
    verdict = parse(plain().replace(b"</", b"<!-- niets --><?doe iets?></", 3))
    assert isinstance(verdict, Parsed)
    assert all(isinstance(node.tag, str) for node in verdict.root.iter())
