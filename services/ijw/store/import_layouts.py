"""The four reference files: their columns, what identifies a line, and what a line must satisfy."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ijw.contracts import codelists
from ijw.store.import_parsing import Column, Layout, Row, WrongLine
from ijw.store.import_values import LARGEST_AMOUNT, LARGEST_NUMBER, agb, bsn, code, day, text, whole

MEASURES = ("JR", "OTS", "VOOGDIJ")
"""Judicial measures on a child."""
DECISIONS = ("approved", "rejected")
"""What a municipality decides on a request to split a family system (GI-B1)."""


def _listed(column: str, name: str, *, required: bool = True, empty: str | None = None) -> Column:
    return Column(column, code(f"the list {name}", lambda: codelists.entries(name)), required, empty)


def _municipality(column: str = "municipality", *, required: bool = True) -> Column:
    return Column(column, code("the CBS list of municipalities", codelists.municipalities), required)


def _amount(column: str, *, required: bool = False) -> Column:
    return Column(column, whole(LARGEST_AMOUNT, unit=" of euro cents"), required)


def _optional_text(column: str, longest: int) -> Column:
    return Column(column, text(longest), required=False)


def _period(first: str, last: str, row: Row) -> WrongLine | None:
    if row[last] is not None and row[last] < row[first]:
        return WrongLine(last, f"is before {first}")
    return None


def _product(row: Row) -> WrongLine | None:
    if row["product"] is not None and row["category"] is None:
        return WrongLine("category", "must be filled when product is")
    return None


def _omvang(row: Row) -> WrongLine | None:
    """Volume, Eenheid and Frequentie are one class of the standard: together or not at all."""
    missing = [name for name in ("volume", "unit", "frequency") if row[name] is None]
    if missing and len(missing) < len(("volume", "unit", "frequency")):
        return WrongLine(missing[0], "must be filled: volume, unit and frequency go together")
    return None


def _assignment(row: Row) -> WrongLine | None:
    return _period("start", "end", row) or _product(row) or _omvang(row)


def _contract(row: Row) -> WrongLine | None:
    return _period("valid_from", "valid_to", row)


def _split(row: Row) -> WrongLine | None:
    if (row["decided_on"] is None) != (row["decision"] is None):
        empty = "decided_on" if row["decided_on"] is None else "decision"
        return WrongLine(empty, "must be filled: decided_on and decision go together")
    return _period("requested_on", "decided_on", row)


def _nothing(_row: Row) -> None:
    return None


ASSIGNMENTS = Layout(
    "assignments",
    (
        _municipality(),
        Column("number", whole(LARGEST_NUMBER)),
        Column("bsn", bsn),
        Column("agb", agb),
        _listed("category", "productcategorie", required=False),
        _optional_text("product", 5),
        Column("start", day),
        Column("end", day, required=False),
        Column("volume", whole(LARGEST_AMOUNT), required=False),
        _listed("unit", "eenheid", required=False),
        _listed("frequency", "frequentie", required=False),
        _amount("budget"),
        _listed("referrer", "type_verwijzer", required=False),
        _listed("reason", "reden_wijziging", required=False),
    ),
    ("municipality", "number"),
    _assignment,
)

PERSONS = Layout(
    "persons",
    (
        _municipality(),
        Column("bsn", bsn),
        Column("birth_date", day),
        _listed("sex", "geslacht", required=False, empty="0"),
        Column("surname", text(200)),
        _optional_text("prefix", 10),
        _optional_text("first_names", 200),
        _optional_text("initials", 6),
        _listed("name_use", "naam_gebruik", required=False, empty="1"),
        _optional_text("street", 24),
        Column("house_number", whole(99_999), required=False),
        _optional_text("house_letter", 1),
        _optional_text("house_addition", 4),
        _optional_text("postcode", 8),
        _optional_text("city", 80),
        _municipality("responsible_municipality", required=False),
        _optional_text("family", 100),
        Column("measure", code("the measures", lambda: MEASURES), required=False),
    ),
    ("municipality", "bsn"),
    _nothing,
)

CONTRACTS = Layout(
    "contracts",
    (
        _municipality(),
        Column("agb", agb),
        _listed("category", "productcategorie"),
        _optional_text("product", 5),
        _listed("unit", "eenheid"),
        _amount("tariff", required=True),
        Column("valid_from", day),
        Column("valid_to", day, required=False),
    ),
    ("municipality", "agb", "category", "product", "unit", "valid_from"),
    _contract,
)

SPLITS = Layout(
    "splits",
    (
        _municipality(),
        Column("family", text(100)),
        Column("requested_on", day),
        Column("decided_on", day, required=False),
        Column("decision", code("the decisions", lambda: DECISIONS), required=False),
    ),
    ("municipality", "family", "requested_on"),
    _split,
)

LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {layout.name: layout for layout in (ASSIGNMENTS, PERSONS, CONTRACTS, SPLITS)}
)
"""The layouts, by the word after `ijw import`."""
