"""Reading reference files: what is taken, and which line refuses the whole file."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ijw.store.import_layouts import ASSIGNMENTS, CONTRACTS, LAYOUTS, PERSONS, SPLITS
from ijw.store.import_parsing import BadFile, Layout, Row, parse
from support import factories as make

ASSIGNMENT = {
    "municipality": "0363",
    "number": "1001",
    "bsn": make.bsn(),
    "agb": "01234567",
    "category": "45",
    "product": "45A04",
    "start": "2026-02-01",
    "end": "2026-09-30",
    "volume": "4",
    "unit": "04",
    "frequency": "2",
    "budget": "",
    "referrer": "02",
    "reason": "",
}
PERSON = {
    "municipality": "0363",
    "bsn": make.bsn(),
    "birth_date": "2012-05-14",
    "sex": "2",
    "surname": "Proefpersoon",
    "name_use": "1",
    "house_number": "12",
    "postcode": "1011AB",
    "responsible_municipality": "0363",
    "family": "F1",
    "measure": "OTS",
}
CONTRACT = {
    "municipality": "0363",
    "agb": "01234567",
    "category": "45",
    "unit": "04",
    "tariff": "8750",
    "valid_from": "2026-01-01",
}
SPLIT = {"municipality": "0363", "family": "F1", "requested_on": "2026-01-05"}
GOOD = {"assignments": ASSIGNMENT, "persons": PERSON, "contracts": CONTRACT, "splits": SPLIT}


def file(layout: Layout, *lines: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, layout.header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()


def rows(layout: Layout, *lines: dict[str, str]) -> list[Row]:
    found = parse(file(layout, *lines), layout)
    assert isinstance(found, list), str(found)
    return found


def refusal(layout: Layout, *lines: dict[str, str]) -> BadFile:
    found = parse(file(layout, *lines), layout)
    assert isinstance(found, BadFile)
    return found


def test_header_of_every_layout_is_the_agreed_one() -> None:
    """The columns are those of the outside contract, in its order."""
    assert ",".join(ASSIGNMENTS.header) == (
        "municipality,number,bsn,agb,category,product,start,end,volume,unit,frequency,budget,referrer,reason"
    )
    assert ",".join(PERSONS.header) == (
        "municipality,bsn,birth_date,sex,surname,prefix,first_names,initials,name_use,street,house_number,"
        "house_letter,house_addition,postcode,city,responsible_municipality,family,measure"
    )
    assert ",".join(CONTRACTS.header) == "municipality,agb,category,product,unit,tariff,valid_from,valid_to"
    assert ",".join(SPLITS.header) == "municipality,family,requested_on,decided_on,decision"


def test_values_get_the_types_of_the_table() -> None:
    """Numbers, dates and empty cells come out as such."""
    (row,) = rows(ASSIGNMENTS, ASSIGNMENT)
    assert row["number"] == 1001
    assert row["start"] == date(2026, 2, 1)
    assert row["volume"] == 4
    assert row["budget"] is None
    assert row["unit"] == "04"


def test_an_empty_sex_is_unknown_and_an_empty_name_use_is_the_own_name() -> None:
    """Two codes have a value that means: not told."""
    (row,) = rows(PERSONS, PERSON | {"sex": "", "name_use": ""})
    assert (row["sex"], row["name_use"]) == ("0", "1")


def test_a_byte_order_mark_windows_line_ends_and_blank_lines_are_accepted() -> None:
    """A spreadsheet writes them."""
    raw = b"\xef\xbb\xbf" + file(SPLITS, SPLIT).replace(b"\n", b"\r\n") + b"\r\n"
    assert len(parse(raw, SPLITS)) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_file_with_only_its_header_has_no_rows(name: str) -> None:
    """Nothing to import is no fault."""
    assert rows(LAYOUTS[name]) == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_wrong_column_name_is_told_with_the_header_that_is_wanted(name: str) -> None:
    """The header line is required, with every name in its place."""
    layout = LAYOUTS[name]
    raw = file(layout, GOOD[name]).replace(layout.header[-1].encode(), b"something", 1)
    found = parse(raw, layout)
    assert isinstance(found, BadFile)
    assert found.line == 1
    assert f"column {len(layout.header)} must be called {layout.header[-1]}" in str(found)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_file_without_header_line_is_refused_without_repeating_it(name: str) -> None:
    """The first line may then be personal data."""
    layout = LAYOUTS[name]
    raw = file(layout, GOOD[name]).split(b"\n", 1)[1]
    found = parse(raw, layout)
    assert isinstance(found, BadFile)
    assert found.line == 1
    assert make.bsn() not in str(found)


def test_semicolons_are_refused_at_the_header() -> None:
    """Some spreadsheets write them for commas."""
    found = parse(file(SPLITS, SPLIT).replace(b",", b";"), SPLITS)
    assert isinstance(found, BadFile)
    assert found.line == 1


def test_an_empty_file_is_refused() -> None:
    """The header line is required."""
    assert isinstance(parse(b"", SPLITS), BadFile)


def test_another_encoding_is_refused_at_its_line() -> None:
    """Only UTF-8; the line of the first wrong byte is told."""
    raw = file(PERSONS, PERSON, PERSON | {"surname": "Zoë"}).decode().encode("latin-1")
    found = parse(raw, PERSONS)
    assert isinstance(found, BadFile)
    assert found.line == 3
    assert "UTF-8" in found.reason


def test_a_line_with_too_many_or_too_few_columns_is_refused() -> None:
    """A comma too many shifts every value."""
    for tail in (b"0363,F2,2026-01-05,,,extra\n", b"0363,F2\n"):
        found = parse(file(SPLITS, SPLIT) + tail, SPLITS)
        assert isinstance(found, BadFile)
        assert found.line == 3
        assert "columns" in found.reason


def test_an_open_quotation_mark_is_refused_at_the_line_where_it_opens() -> None:
    """It would swallow the rest of the file."""
    found = parse(file(SPLITS, SPLIT) + b'0363,"F2,2026-01-05,,\n0363,F3,2026-01-05,,\n', SPLITS)
    assert isinstance(found, BadFile)
    assert found.line == 3


def test_a_quoted_value_may_hold_a_comma() -> None:
    """As CSV has it."""
    (row,) = rows(PERSONS, PERSON | {"city": "Bergen, N.H."})
    assert row["city"] == "Bergen, N.H."


WRONG = [
    ("assignments", "municipality", "9999"),
    ("assignments", "municipality", ""),
    ("assignments", "number", "12a"),
    ("assignments", "number", "-1"),
    ("assignments", "number", "1.0"),
    ("assignments", "number", "1000000000"),
    ("assignments", "bsn", make.bad_bsn()),
    ("assignments", "bsn", "99990000"),
    ("assignments", "bsn", "\uff19" * 9),
    ("assignments", "agb", "1234567"),
    ("assignments", "category", "99"),
    ("assignments", "product", "45A041"),
    ("assignments", "start", "01-02-2026"),
    ("assignments", "start", "2026-02-30"),
    ("assignments", "start", "20260201"),
    ("assignments", "end", "2026-01-31"),
    ("assignments", "volume", "4,5"),
    ("assignments", "unit", "99"),
    ("assignments", "frequency", "3"),
    ("assignments", "budget", "12.50"),
    ("assignments", "referrer", "99"),
    ("assignments", "reason", "99"),
    ("persons", "birth_date", "1-1-2012"),
    ("persons", "sex", "V"),
    ("persons", "surname", ""),
    ("persons", "surname", "Jan\tsen"),
    ("persons", "initials", "ABCDEFG"),
    ("persons", "name_use", "9"),
    ("persons", "house_number", "12A"),
    ("persons", "house_letter", "AB"),
    ("persons", "responsible_municipality", "0001"),
    ("persons", "measure", "ots"),
    ("contracts", "category", ""),
    ("contracts", "unit", ""),
    ("contracts", "tariff", ""),
    ("contracts", "tariff", "87,50"),
    ("contracts", "tariff", "100000000"),
    ("contracts", "valid_to", "2025-12-31"),
    ("splits", "family", ""),
    ("splits", "decision", "yes"),
]


@pytest.mark.parametrize(("name", "column", "value"), WRONG)
def test_a_wrong_value_refuses_the_file_at_its_line_and_column(name: str, column: str, value: str) -> None:
    """One bad line refuses the whole file; the reason never repeats the value."""
    good = GOOD[name]
    other = good | {"number": "2002", "bsn": make.bsn(2), "agb": "01234568", "family": "F2"}
    first = {key: value for key, value in other.items() if key in LAYOUTS[name].header}
    found = refusal(LAYOUTS[name], first, good | {column: value})
    assert (3, column) == (found.line, found.column)
    assert not value or value not in found.reason


def test_a_product_needs_its_category() -> None:
    """As the element Product has it."""
    assert refusal(ASSIGNMENTS, ASSIGNMENT | {"category": ""}).column == "category"


def test_an_assignment_of_a_budget_needs_no_product() -> None:
    """CD079: without a product there is a budget."""
    empty = dict.fromkeys(("category", "product", "volume", "unit", "frequency"), "")
    (row,) = rows(ASSIGNMENTS, ASSIGNMENT | empty | {"budget": "1250000"})
    assert row["budget"] == 1_250_000


@pytest.mark.parametrize("missing", ["volume", "unit", "frequency"])
def test_volume_unit_and_frequency_go_together(missing: str) -> None:
    """They are one class of the standard (Omvang)."""
    assert refusal(ASSIGNMENTS, ASSIGNMENT | {missing: ""}).column == missing


def test_a_period_of_one_day_is_right() -> None:
    """The end is included; a removed assignment ends on its start."""
    (row,) = rows(ASSIGNMENTS, ASSIGNMENT | {"end": "2026-02-01", "reason": "13"})
    assert row["end"] == row["start"]


def test_a_decision_on_a_split_has_its_date() -> None:
    """Both or neither (GI-B1)."""
    assert refusal(SPLITS, SPLIT | {"decision": "approved"}).column == "decided_on"
    assert refusal(SPLITS, SPLIT | {"decided_on": "2026-01-12"}).column == "decision"
    (row,) = rows(SPLITS, SPLIT | {"decided_on": "2026-01-12", "decision": "rejected"})
    assert row["decision"] == "rejected"


def test_a_product_of_the_region_is_accepted() -> None:
    """A municipality contracts codes of its own; TR381 judges them against the contracts."""
    (row,) = rows(CONTRACTS, CONTRACT | {"product": "45Z99"})
    assert row["product"] == "45Z99"


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_same_key_twice_is_refused_with_both_lines(name: str) -> None:
    """Which of the two would hold?"""
    found = refusal(LAYOUTS[name], GOOD[name], GOOD[name])
    assert found.line == 3
    assert "line 2" in found.reason


def test_a_contract_for_a_category_and_one_for_its_product_are_two() -> None:
    """An empty product is the whole category, and part of the key."""
    assert len(rows(CONTRACTS, CONTRACT, CONTRACT | {"product": "45A04"})) == 2


def test_progress_is_reported_while_a_large_file_is_read() -> None:
    """The lines read so far, ascending."""
    lines = [ASSIGNMENT | {"number": str(number)} for number in range(5_000)]
    seen: list[int] = []
    parse(file(ASSIGNMENTS, *lines), ASSIGNMENTS, seen.append)
    assert seen == [2_001, 4_001]


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_raise(raw: bytes) -> None:
    """Whatever is in a file, the outcome is rows or a refusal."""
    header = ",".join(SPLITS.header).encode() + b"\n"
    assert isinstance(parse(header + raw, SPLITS), list | BadFile)
    assert isinstance(parse(raw, SPLITS), list | BadFile)


@given(
    st.lists(
        st.lists(st.text(max_size=12), min_size=5, max_size=5),
        max_size=4,
    )
)
def test_no_cells_make_the_reader_raise_or_reach_the_reason(lines: list[list[str]]) -> None:
    """A value of the file is never in the reason."""
    out = io.StringIO()
    csv.writer(out).writerows([SPLITS.header, *lines])
    found = parse(out.getvalue().encode("utf-8", "replace"), SPLITS)
    assert isinstance(found, list | BadFile)


def test_an_exotic_line_separator_does_not_end_a_line() -> None:
    """Only line feeds and carriage returns do; anything else is a character that cannot be printed."""
    found = refusal(PERSONS, PERSON | {"city": "Ams\u2028terdam"})
    assert (found.line, found.column) == (2, "city")
