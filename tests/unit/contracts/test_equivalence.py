"""Our schemas say the same as the published ones: equal structure, and equal verdicts on many messages.

The published schemas are compared where they are beside the checkout. Where they are not, our own still have
to match the fingerprints below, which were taken while the two were compared.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from ijw.contracts import schemas, sources, stream
from ijw.contracts.catalog import TYPES, by_type
from ijw.contracts.location import schema_dir
from ijw.contracts.safe_xml import Parsed
from support.xsd_fingerprint import fingerprint
from support.xsd_generator import Case, MessageGenerator

PUBLISHED = Path(__file__).resolve().parents[4] / "shared" / "standard" / "xsd"
BASIS = schema_dir() / sources.BASIS_FILE
SEED = 32
VALID, RANDOM = 150, 250

FINGERPRINTS = {
    "JW301": "430dad6c8136e790",
    "JW302": "77d2717779eee9b1",
    "JW305": "b27a1a4ef080e844",
    "JW306": "01a837df3f6d96e4",
    "JW307": "33d27f562f3ac0f1",
    "JW308": "7699723da31b591e",
    "JW315": "50abbb71c5eb4fb7",
    "JW316": "4bc0e037cacad440",
    "JW317": "b8b24b910ddc780e",
    "JW318": "3c91d5d3be58089a",
    "JW319": "379ebfea56370ae3",
    "JW320": "66cdf19e5e86471c",
    "JW323": "8bbfa048bd6b3e44",
    "JW325": "d538c88a4e5f9d25",
}
"""Change these only together with a new release of the standard, and with its schemas at hand."""


@cache
def cases(type_: str) -> tuple[Case, ...]:
    """Valid messages, every systematic change, and random ones; a few thousand of a type."""
    messages = MessageGenerator(type_, SEED)
    valid = [Case("valid", messages.valid()) for _ in range(VALID)]
    return (*valid, *messages.systematic(), *(messages.mutated() for _ in range(RANDOM)))


@cache
def as_written(folder: Path, type_: str) -> etree.XMLSchema:
    """The schema exactly as its file says, without our faster patterns."""
    return etree.XMLSchema(etree.parse(str(folder / f"{type_}.xsd")))


def accepts(type_: str, root: etree._Element) -> bool:
    """Our verdict, by the way that messages really go."""
    return schemas.validate(Parsed(by_type(type_), root, b"")) is None


@pytest.mark.parametrize("type_", TYPES)
def test_the_structure_is_the_published_one(type_: str) -> None:
    """Elements, order, multiplicity, types, facets and versions are those of the standard."""
    assert FINGERPRINTS[type_] == fingerprint(schema_dir(), type_)
    if PUBLISHED.is_dir():
        assert FINGERPRINTS[type_] == fingerprint(PUBLISHED, type_)


@pytest.mark.parametrize("type_", TYPES)
def test_every_message_gets_the_verdict_of_the_published_schema(type_: str) -> None:
    """Thousands of valid and mutated messages are accepted or refused alike, a good number of each."""
    reference = as_written(PUBLISHED if PUBLISHED.is_dir() else schema_dir(), type_)
    verdicts = [
        (case.name, accepts(type_, case.root), reference.validate(case.root)) for case in cases(type_)
    ]
    assert [(name, ours, theirs) for name, ours, theirs in verdicts if ours is not theirs] == []
    accepted = sum(ours for _, ours, _ in verdicts)
    assert len(verdicts) >= 1_000
    assert accepted >= 250
    assert len(verdicts) - accepted >= 600


@pytest.mark.parametrize("type_", TYPES)
def test_a_valid_message_is_accepted(type_: str) -> None:
    """What the schema allows, with parts present or absent and values at their bounds, passes level 1."""
    refused = [schemas.validate_outgoing(case.root) for case in cases(type_)[:VALID]]
    assert refused == [None] * VALID


@pytest.mark.parametrize("type_", TYPES)
def test_a_large_message_gets_the_verdict_of_a_small_one(type_: str) -> None:
    """Validation in pieces agrees with validation of the tree, and both see the same violation."""
    schema = schemas.schema_for(by_type(type_))
    chosen = Random(SEED).sample(cases(type_), 200)
    for case in chosen:
        found = stream.first_violation(case.raw(), schema)
        again = etree.fromstring(case.raw())
        in_pieces = schemas.violation_in_pieces(Parsed(by_type(type_), again, case.raw()), schema)
        assert schemas.validate_outgoing(again) == in_pieces
        assert (found is None) is (in_pieces is None)


def test_the_contract_keeps_the_published_patterns() -> None:
    """Only the compiled schema has faster patterns, and only for patterns that the contract has."""
    written = {pattern.get("value") for pattern in etree.parse(str(BASIS)).iter(f"{sources.XS}pattern")}
    assert written >= set(sources.EQUIVALENT_PATTERNS)
    assert not written & set(sources.EQUIVALENT_PATTERNS.values())
