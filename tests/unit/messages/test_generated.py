"""Generated and mutated messages of every type: nothing is lost, nothing crashes, findings stay the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

import pytest
from lxml import etree

from ijw.contracts.catalog import TYPES
from ijw.contracts.location import schema_dir
from ijw.contracts.schemas import Valid
from ijw.messages.base import Bericht
from ijw.messages.catalog import MODELS
from ijw.messages.document import Document
from ijw.messages.mapper import UnreadableMessageError, read, write
from ijw.rules.registry import within
from support.judging import passes_level_1
from support.xsd_generator import MessageGenerator, corpus
from support.xsd_shape import Element, schema_shape

SEED = 20260302
CALENDAR = "is outside the calendar or the numbers"


def canonical(root: etree._Element, shape: Sequence[Element]) -> bytes:
    """The document with its dates and numbers as the schema understands them: `+07` is 7."""
    plain = deepcopy(root)
    _normalise(plain, shape)
    return etree.tostring(plain, method="c14n2")


def _normalise(place: etree._Element, shape: Sequence[Element]) -> None:
    parts = {f"{{{part.namespace}}}{part.name}": part.kind for part in shape}
    for child in place:
        kind, text = parts[child.tag], child.text or ""
        if not isinstance(kind, str):
            _normalise(child, kind)
        elif kind != "str":
            child.text = str(int(text)) if kind == "int" else text.strip()


def readable(type_: str) -> Iterator[Bericht]:
    """The messages of a corpus of 500 that pass level 1 and lie inside the calendar."""
    for case in corpus(type_, 500, SEED):
        if not passes_level_1(type_, case.root):
            continue
        try:
            yield read(Valid(case.root), MODELS[type_])
        except UnreadableMessageError as error:
            assert error.reason == CALENDAR, case.name  # noqa: PT017  (the reason is what is asked)


@pytest.mark.parametrize("type_", TYPES)
def test_writing_what_was_read_gives_an_equal_document(type_: str) -> None:
    """Fifty generated messages of each type, one with everything, come back as they were."""
    messages, shape = MessageGenerator(type_, SEED), schema_shape(schema_dir(), type_)
    for root in [messages.valid(complete=True), *(messages.valid() for _ in range(50))]:
        again = write(read(Valid(root), MODELS[type_]))
        assert canonical(root, shape) == etree.tostring(again, method="c14n2")


@pytest.mark.parametrize("type_", TYPES)
def test_findings_of_a_mutated_corpus_stay_the_same(type_: str) -> None:
    """Whatever passes level 1 is judged without a crash, twice alike, in one order, at places that exist."""
    judged = 0
    for bericht in readable(type_):
        findings = within(Document(bericht))
        again = within(Document(type(bericht).model_validate(bericht.model_dump())))
        assert findings == again
        assert [f.rule for f in findings] == sorted(f.rule for f in findings)
        assert all(f.path.startswith("/Bericht/") for f in findings)
        judged += 1
    assert judged > 100, "the corpus must hold messages that reach the rules"


@pytest.mark.parametrize("type_", ["JW301", "JW305", "JW307", "JW315", "JW317", "JW319", "JW323", "JW325"])
def test_the_corpus_reaches_the_rules(type_: str) -> None:
    """The generated messages break some rules and keep others, so that the corpus says something."""
    findings = [within(Document(bericht)) for bericht in readable(type_)]
    assert {f.rule for found in findings for f in found}
    assert not all({f.rule for f in found} == {f.rule for f in findings[0]} for found in findings)
