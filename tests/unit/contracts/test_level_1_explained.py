"""Explanations of a refusal: every violation, what is asked, and the class of the value, never the value."""

from __future__ import annotations

import pytest
from lxml import etree

from ijw.contracts import schemas
from ijw.contracts.catalog import TYPES
from ijw.contracts.explain import LARGEST, LIMIT, Explanation, explain
from ijw.contracts.safe_xml import Parsed, parse
from ijw.contracts.texts import ValueClass, refusal_sentence, value_class
from support.xsd_generator import MessageGenerator, corpus

SECRET = "Geheimschrijver"
PRODUCT = "/Bericht/Client/StartProducten/StartProduct"


def start() -> etree._Element:
    """A start with two products and every optional part."""
    root = MessageGenerator("JW305", seed=4).valid(complete=True)
    products = next(root.iter("{*}StartProducten"))
    products.append(etree.fromstring(etree.tostring(products[0])))
    return root


def parsed(root: etree._Element) -> Parsed:
    """The message as it comes in."""
    found = parse(etree.tostring(root, encoding="UTF-8"))
    assert isinstance(found, Parsed)
    return found


def explained(name: str, text: str) -> Explanation:
    """The only or first explanation of a wrong value in the last element of this name."""
    root = start()
    list(root.iter(f"{{*}}{name}"))[-1].text = text
    return explain(parsed(root))[0]


def test_a_valid_message_has_no_explanation() -> None:
    """There is nothing to say about what level 1 accepts."""
    assert explain(parsed(start())) == ()


def test_a_code_is_explained_by_the_allowed_codes() -> None:
    """Path with position, rule, allowed values, and the class of what is there."""
    expected = Explanation(
        f"{PRODUCT}[2]/StatusAanlevering",
        "enumeration",
        allowed=("1", "2", "3", "9"),
        found=ValueClass(2, ("digits",)),
    )
    assert explained("StatusAanlevering", "77") == expected


@pytest.mark.parametrize(
    ("name", "text", "rule", "limit"),
    [
        ("Code", "48A011", "maxLength", "5"),
        ("Begindatum", "31-12-2025", "data-type", "date"),
        ("ToewijzingNummer", "1000000000", "maxInclusive", "999999999"),
        ("ToewijzingNummer", "-5", "minInclusive", "0"),
        ("Bsn", "99990000", "pattern", "[0-9]{9}"),
        ("Achternaam", "  ", "pattern", r".*[^\s].*"),
        ("BerichtCode", "440", "pattern", "438"),
    ],
)
def test_a_value_is_explained_by_its_limit(name: str, text: str, rule: str, limit: str) -> None:
    """The bound, data type or pattern is told as the standard has it."""
    told = explained(name, text)
    assert (told.rule, told.limit, told.found) == (rule, limit, value_class(text))
    assert told.path.endswith(name)


def test_every_violation_is_told_in_order() -> None:
    """Not only the first one, as level 1 does."""
    root = start()
    for name in ("Bsn", "Geslacht", "StatusAanlevering"):
        next(root.iter(f"{{*}}{name}")).text = "x"
    paths = [told.path for told in explain(parsed(root))]
    assert paths == [
        "/Bericht/Client/Bsn",
        "/Bericht/Client/Geslacht",
        f"{PRODUCT}[1]/StatusAanlevering",
    ]


def test_the_sentences_are_in_two_languages() -> None:
    """Both say the element, the rule, what is allowed and what kind of value is there."""
    told = explained("Geslacht", "M")
    assert told.sentence() == (
        "Geslacht is not one of the allowed codes; expected: 0, 1, 2; found: 1 character: letters."
    )
    assert told.sentence("nl") == (
        "Geslacht is niet een van de toegestane codes; verwacht: 0, 1, 2; gevonden: 1 teken: letters."
    )


def test_a_value_class_names_what_is_there() -> None:
    """Length and kinds of characters; nothing that leads back to the value."""
    assert value_class("12 ab-\n").text() == (
        "7 characters: digits, letters, spaces, line breaks, other characters"
    )
    assert (
        value_class("12 ab-\n").text("nl")
        == "7 tekens: cijfers, letters, spaties, regeleinden, andere tekens"
    )
    assert value_class("").text() == "empty"


@pytest.mark.parametrize("type_", TYPES)
def test_an_explanation_is_there_when_and_only_when_level_1_refuses(type_: str) -> None:
    """What libxml2 accepts is not explained, and of what it refuses there is always something to say."""
    for case in corpus(type_, 120, seed=5):
        message = parsed(case.root)
        assert bool(explain(message)) is (schemas.validate(message) is not None), case.name


def test_nothing_of_the_message_is_repeated() -> None:
    """Unknown names become a star, values a class, attributes are not named."""
    for change in ("tag", "text", "attribute", "tail"):
        for place in range(len(list(start().iter()))):
            root = start()
            element = list(root.iter())[place]
            if change == "attribute":
                element.set(SECRET, SECRET)
            elif place or change == "text":
                setattr(element, change, SECRET)
            assert all(SECRET not in repr(told) + told.sentence("nl") for told in explain(parsed(root)))


def test_an_unknown_type_in_the_message_is_explained() -> None:
    """What xmlschema cannot report but raises still gives an explanation."""
    root = start()
    root[1].set("{http://www.w3.org/2001/XMLSchema-instance}type", "nergens")
    assert [told.path for told in explain(parsed(root))][-1] == "/Bericht/Client"


def test_explanations_are_bounded() -> None:
    """At most a hundred for one message, and only the first violation of a very large one."""
    root = start()
    products = next(root.iter("{*}StartProducten"))
    for _ in range(2 * LIMIT):
        etree.SubElement(products, str(products[0].tag))
    assert len(explain(parsed(root))) == LIMIT
    assert len(explain(parsed(root), limit=3)) == 3
    large = etree.tostring(root) + b" " * LARGEST
    found = parse(large)
    assert isinstance(found, Parsed)
    assert len(explain(found)) == 1


def test_a_refusal_has_a_dutch_sentence_too() -> None:
    """Level 0 by its code, level 1 by element and rule."""
    empty = parse(b"")
    assert not isinstance(empty, Parsed)
    assert refusal_sentence(empty, "nl") == "Het document is leeg."
    root = start()
    next(root.iter("{*}Bsn")).text = "x"
    refusal = schemas.validate(parsed(root))
    assert refusal is not None
    assert refusal_sentence(refusal, "nl") == "Bsn heeft niet de vereiste vorm."
    assert refusal_sentence(refusal) == "Bsn does not have the required form."
