"""Rules about how much care is asked for or assigned, and about overlap."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ijw.messages.base import Bericht
from support import factories as make
from support.judging import broken_at

ASSIGNED = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct"
ASKED = "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct"
NEW = "/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct"
CHANGED = "/Bericht/Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct"
END = {"JW301": "Einddatum", "JW315": "ToewijzingEinddatum", "JW317": "Einddatum"}
BEGIN = {"JW301": "Ingangsdatum", "JW315": "ToewijzingIngangsdatum", "JW317": "GewensteIngangsdatum"}
ALL = pytest.mark.parametrize(
    ("type_", "path"), [("JW301", f"{ASSIGNED}[1]"), ("JW315", f"{ASKED}[1]"), ("JW317", f"{NEW}[1]")]
)
GENERIC: dict[str, Any] = {"Product": None, "Omvang": None, "Budget": 100_000}


def message(type_: str, *cares: dict[str, Any]) -> Bericht:
    """A message with care; `begin` and `end` are called as that message calls them."""
    elements = [{_called(type_, name): value for name, value in one.items()} for one in cares]
    match type_:
        case "JW301":
            numbered = enumerate(elements, start=1)
            return make.jw301([make.toegewezen_product(**{"ToewijzingNummer": n, **e}) for n, e in numbered])
        case "JW315":
            numbered = enumerate(elements, start=1)
            return make.jw315(
                [make.aangevraagd_product(**{"ReferentieAanbieder": f"R{n}", **e}) for n, e in numbered]
            )
        case _:
            return make.jw317(new=[make.nieuw_product(**e) for e in elements])


def _called(type_: str, name: str) -> str:
    return {"begin": BEGIN[type_], "end": END[type_]}.get(name, name)


def change(**elements: Any) -> Bericht:
    return make.jw317(changed=[make.te_wijzigen_product(**elements)])


@ALL
def test_cd079_accepts_a_product_or_a_budget(type_: str, path: str) -> None:
    """CD079: without a product there is a budget."""
    assert broken_at(message(type_, {}), "CD079") == []
    assert broken_at(message(type_, GENERIC), "CD079") == []


@ALL
def test_cd079_refuses_neither(type_: str, path: str) -> None:
    """CD079: without a budget somebody must say which product."""
    assert broken_at(message(type_, {"Product": None}), "CD079") == [f"{path}/Product"]


@ALL
def test_cd075_accepts_a_budget_with_an_end(type_: str, path: str) -> None:
    """CD075: a budget ends."""
    assert broken_at(message(type_, GENERIC), "CD075") == []


@ALL
def test_cd075_refuses_a_budget_without_end(type_: str, path: str) -> None:
    """CD075: also a budget of nothing ends."""
    assert broken_at(message(type_, {**GENERIC, "end": None}), "CD075") == [f"{path}/{END[type_]}"]
    assert broken_at(message(type_, {**GENERIC, "Budget": 0, "end": None}), "CD075") == [
        f"{path}/{END[type_]}"
    ]


def test_cd075_refuses_a_changed_budget_without_end() -> None:
    """CD075: changes are looked at too."""
    assert broken_at(change(Omvang=None, Budget=1, Einddatum=None), "CD075") == [f"{CHANGED}[1]/Einddatum"]


@ALL
def test_cd076_accepts_an_end_or_another_frequency(type_: str, path: str) -> None:
    """CD076: care per week ends, care per month may be open."""
    assert broken_at(message(type_, {"Omvang": make.omvang(frequency="2")}), "CD076") == []
    assert broken_at(message(type_, {"Omvang": make.omvang(frequency="4"), "end": None}), "CD076") == []


@ALL
def test_cd076_refuses_care_per_week_without_end(type_: str, path: str) -> None:
    """CD076: the end is missing."""
    open_end = {"Omvang": make.omvang(frequency="2"), "end": None}
    assert broken_at(message(type_, open_end), "CD076") == [f"{path}/{END[type_]}"]


def test_cd076_refuses_a_change_per_week_without_end() -> None:
    """CD076: changes are looked at too."""
    assert broken_at(change(Einddatum=None), "CD076") == [f"{CHANGED}[1]/Einddatum"]


@ALL
def test_cd041_accepts_a_code_with_omvang_and_a_category_without(type_: str, path: str) -> None:
    """CD041: only a product code asks for an Omvang."""
    assert broken_at(message(type_, {}), "CD041") == []
    assert broken_at(message(type_, {"Product": make.product(code=None), "Omvang": None}), "CD041") == []
    assert broken_at(message(type_, GENERIC), "CD041") == []


@ALL
def test_cd041_refuses_a_code_without_omvang(type_: str, path: str) -> None:
    """CD041: how much of this product?"""
    assert broken_at(message(type_, {"Omvang": None}), "CD041") == [f"{path}/Omvang"]


@ALL
def test_cd077_and_cd078_accept_either(type_: str, path: str) -> None:
    """CD077 and CD078: an Omvang or a Budget."""
    for one in ({}, GENERIC):
        assert broken_at(message(type_, one), "CD077") == []
        assert broken_at(message(type_, one), "CD078") == []


@ALL
def test_cd077_and_cd078_refuse_both(type_: str, path: str) -> None:
    """CD077 and CD078: with both, each is one too many."""
    assert broken_at(message(type_, {"Budget": 1}), "CD077") == [f"{path}/Omvang"]
    assert broken_at(message(type_, {"Budget": 1}), "CD078") == [f"{path}/Budget"]


def test_cd077_and_cd078_refuse_both_in_a_change() -> None:
    """CD077 and CD078: changes are looked at too."""
    assert broken_at(change(Budget=1), "CD077") == [f"{CHANGED}[1]/Omvang"]
    assert broken_at(change(Budget=1), "CD078") == [f"{CHANGED}[1]/Budget"]


CODELESS = pytest.mark.parametrize(
    ("rule", "type_", "path"),
    [
        ("CD080", "JW301", f"{ASSIGNED}[1]"),
        ("CD095", "JW315", f"{ASKED}[1]"),
        ("CD096", "JW317", f"{NEW}[1]"),
    ],
)


def accepts_codeless(rule: str, type_: str) -> None:
    old = {"begin": date(2020, 1, 1), "end": date(2020, 12, 31)}
    assert broken_at(message(type_, {}), rule) == []
    assert broken_at(message(type_, {"Product": make.product(code=None), "Omvang": None}), rule) == []
    assert broken_at(message(type_, {"Product": make.product(code=None), **old}), rule) == []


def refuses_codeless(rule: str, type_: str, path: str) -> None:
    category = make.product(code=None)
    first_day = {"begin": date(2020, 1, 1), "end": date(2021, 1, 1)}
    per_month = {"Omvang": make.omvang(frequency="4"), "end": None}
    assert broken_at(message(type_, {"Product": category, **first_day}), rule) == [f"{path}/Omvang"]
    assert broken_at(message(type_, {"Product": category, **per_month}), rule) == [f"{path}/Omvang"]
    assert broken_at(message(type_, {"Product": None}), rule) == [f"{path}/Omvang"]


def test_cd080_accepts_an_omvang_with_a_code_or_before_2021() -> None:
    """CD080: a category has no Omvang, but it could until the end of 2020."""
    accepts_codeless("CD080", "JW301")


def test_cd080_refuses_an_omvang_without_a_code() -> None:
    """CD080: an open end counts as after 2020, and no product has no code."""
    refuses_codeless("CD080", "JW301", f"{ASSIGNED}[1]")


def test_cd095_accepts_an_omvang_with_a_code_or_before_2021() -> None:
    """CD095: as CD080, in a request."""
    accepts_codeless("CD095", "JW315")


def test_cd095_refuses_an_omvang_without_a_code() -> None:
    """CD095: as CD080, in a request."""
    refuses_codeless("CD095", "JW315", f"{ASKED}[1]")


def test_cd096_accepts_an_omvang_with_a_code_or_before_2021() -> None:
    """CD096: as CD080, for new care."""
    accepts_codeless("CD096", "JW317")


def test_cd096_refuses_an_omvang_without_a_code() -> None:
    """CD096: as CD080, for new care."""
    refuses_codeless("CD096", "JW317", f"{NEW}[1]")


def test_cd096_accepts_a_change() -> None:
    """CD096 is about new care: the product of a change is that of its assignment (TR412)."""
    assert broken_at(change(), "CD096") == []


UNITS = ["14", "16", "83", "84"]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("frequency", ["2", "4", "6"])
def test_cs338_accepts_a_frequency_per_week_per_month_or_in_total(unit: str, frequency: str) -> None:
    """CS338: these units are counted per week, per month or in total."""
    omvang = {"Omvang": make.omvang(1, unit, frequency)}
    assert broken_at(message("JW301", omvang), "CS338") == []
    assert broken_at(message("JW317", omvang), "CS338") == []
    assert broken_at(change(**omvang), "CS338") == []


@pytest.mark.parametrize("unit", UNITS)
def test_cs338_refuses_a_frequency_per_day(unit: str) -> None:
    """CS338: per day is not among them."""
    omvang = {"Omvang": make.omvang(1, unit, "1")}
    assert broken_at(message("JW301", {**omvang, "end": None}), "CS338") == [f"{ASSIGNED}[1]/Omvang"]
    assert broken_at(message("JW317", omvang), "CS338") == [f"{NEW}[1]/Omvang"]
    assert broken_at(change(**omvang), "CS338") == [f"{CHANGED}[1]/Omvang"]


def test_cs338_accepts_other_units_and_care_before_2021() -> None:
    """CS338: hours per day are in order, and so is what ended before 2021."""
    old = {"begin": date(2020, 1, 1), "end": date(2020, 12, 31)}
    assert broken_at(message("JW301", {"Omvang": make.omvang(1, "04", "1")}), "CS338") == []
    assert broken_at(message("JW301", {"Omvang": make.omvang(1, "14", "1"), **old}), "CS338") == []


@pytest.mark.parametrize("frequency", ["2", "4", "6"])
def test_cs343_accepts_a_frequency_per_week_per_month_or_in_total(frequency: str) -> None:
    """CS343: as CS338, in a request."""
    assert broken_at(message("JW315", {"Omvang": make.omvang(1, "14", frequency)}), "CS343") == []


@pytest.mark.parametrize("end", [None, date(2026, 9, 30), date(2021, 1, 1)])
def test_cs343_refuses_a_frequency_per_day(end: date | None) -> None:
    """CS343: an open end counts as after 2020."""
    care = {"Omvang": make.omvang(1, "14", "1"), "begin": date(2020, 1, 1), "end": end}
    assert broken_at(message("JW315", care), "CS343") == [f"{ASKED}[1]/Omvang"]


def test_cs335_accepts_a_deletion_that_ends_where_it_begins() -> None:
    """CS335: a deleted assignment covers one day; other reasons are free."""
    day = date(2026, 2, 1)
    assert broken_at(message("JW301", {"RedenWijziging": "13", "end": day}), "CS335") == []
    assert broken_at(message("JW301", {"RedenWijziging": "03"}), "CS335") == []


@pytest.mark.parametrize("end", [None, date(2026, 2, 2)])
def test_cs335_refuses_a_deletion_with_another_end(end: date | None) -> None:
    """CS335: a deletion with another end, or with none."""
    found = broken_at(message("JW301", {"RedenWijziging": "13", "end": end}), "CS335")
    assert found == [f"{ASSIGNED}[1]/RedenWijziging"]


@pytest.mark.parametrize("reason", [None, "02", "13"])
def test_cs336_accepts_other_reasons(reason: str | None) -> None:
    """CS336: no reason, or another one."""
    assert broken_at(message("JW301", {"RedenWijziging": reason}), "CS336") == []


def test_cs336_refuses_the_lapsed_reason() -> None:
    """CS336: reason 01 has lapsed."""
    assert broken_at(message("JW301", {"RedenWijziging": "01"}), "CS336") == [f"{ASSIGNED}[1]/RedenWijziging"]


FIRST = {"begin": date(2026, 4, 1), "end": date(2026, 4, 30)}
SECOND = {"begin": date(2026, 4, 30), "end": date(2026, 5, 31)}
AFTER = {"begin": date(2026, 5, 1), "end": date(2026, 5, 31)}
OPEN = {"begin": date(2026, 4, 1), "end": None, "Omvang": make.omvang(frequency="4")}
CATEGORY: dict[str, Any] = {"Product": make.product(code=None), "Omvang": None}
OTHER_CODE = {"Product": make.product(code="45A05")}
OTHER_CATEGORY = {"Product": make.product("54", "54001")}

OVERLAPPING = [
    ({**FIRST}, {**SECOND}),
    ({**OPEN}, {**AFTER}),
    ({**AFTER}, {**OPEN}),
    ({**FIRST}, {**CATEGORY, **SECOND}),
    ({**CATEGORY, **FIRST}, {**SECOND}),
    ({**CATEGORY, **FIRST}, {**CATEGORY, **SECOND}),
    ({**GENERIC, **FIRST}, {**SECOND}),
    ({**FIRST}, {**GENERIC, **SECOND}),
    ({**GENERIC, **FIRST}, {**CATEGORY, **SECOND}),
    ({**CATEGORY, **FIRST}, {**GENERIC, **SECOND}),
    ({**GENERIC, **FIRST}, {**GENERIC, **SECOND}),
    ({**FIRST}, {**FIRST}),
]
APART = [
    ({**FIRST}, {**AFTER}),
    ({**AFTER}, {**FIRST}),
    ({**FIRST}, {**OTHER_CODE, **SECOND}),
    ({**FIRST}, {**OTHER_CATEGORY, **SECOND}),
    ({**CATEGORY, **FIRST}, {**OTHER_CATEGORY, **SECOND}),
    ({**GENERIC, **FIRST}, {**AFTER}),
    ({**CATEGORY, **FIRST}, {**CATEGORY, **AFTER}),
    ({**FIRST}, {"begin": date(2026, 4, 20), "end": date(2026, 4, 10)}),
]


def later(type_: str, first: dict[str, Any], second: dict[str, Any], path: str) -> list[str]:
    """The place of the care that begins later."""
    position = 2 if second["begin"] >= first["begin"] else 1
    return [f"{path}[{position}]/{BEGIN[type_]}"]


@pytest.mark.parametrize(("first", "second"), OVERLAPPING)
def test_tr302_refuses_overlap(first: dict[str, Any], second: dict[str, Any]) -> None:
    """TR302: a category stands for all its products, no product stands for all; ends count as days."""
    assert broken_at(message("JW301", first, second), "TR302") == later("JW301", first, second, ASSIGNED)


@pytest.mark.parametrize(("first", "second"), APART)
def test_tr302_accepts_care_apart(first: dict[str, Any], second: dict[str, Any]) -> None:
    """TR302: other products, or other days; what ends before it begins covers no day (CS003)."""
    assert broken_at(message("JW301", first, second), "TR302") == []


@pytest.mark.parametrize("reason", ["13", "01"])
def test_tr302_accepts_overlap_with_a_deleted_assignment(reason: str) -> None:
    """TR302: what is deleted does not count, whatever it was."""
    deleted = {**GENERIC, "begin": date(2026, 4, 10), "end": date(2026, 4, 10), "RedenWijziging": reason}
    assert broken_at(message("JW301", FIRST, deleted), "TR302") == []


@pytest.mark.parametrize(
    "change_",
    [{"RedenWijziging": "13", "end": date(2026, 4, 11)}, {"RedenWijziging": "03", "end": date(2026, 4, 10)}],
)
def test_tr302_refuses_overlap_with_what_only_looks_deleted(change_: dict[str, Any]) -> None:
    """TR302: deleted is the reason together with the day."""
    other = {**GENERIC, "begin": date(2026, 4, 10), **change_}
    assert broken_at(message("JW301", FIRST, other), "TR302") == [f"{ASSIGNED}[2]/Ingangsdatum"]


def test_tr302_refuses_each_later_assignment_once_in_document_order() -> None:
    """TR302: of four that overlap, three are one too many."""
    found = broken_at(message("JW301", AFTER, FIRST, {**GENERIC, **FIRST}, OPEN), "TR302")
    assert found == [f"{ASSIGNED}[{n}]/Ingangsdatum" for n in (1, 3, 4)]


@pytest.mark.parametrize(("first", "second"), OVERLAPPING)
def test_tr386_refuses_overlap(first: dict[str, Any], second: dict[str, Any]) -> None:
    """TR386: as TR302, in a request."""
    assert broken_at(message("JW315", first, second), "TR386") == later("JW315", first, second, ASKED)


@pytest.mark.parametrize(("first", "second"), APART)
def test_tr386_accepts_care_apart(first: dict[str, Any], second: dict[str, Any]) -> None:
    """TR386: as TR302, in a request."""
    assert broken_at(message("JW315", first, second), "TR386") == []


@pytest.mark.parametrize(("first", "second"), OVERLAPPING)
def test_tr410_refuses_overlap(first: dict[str, Any], second: dict[str, Any]) -> None:
    """TR410: as TR302, for new care."""
    assert broken_at(message("JW317", first, second), "TR410") == later("JW317", first, second, NEW)


@pytest.mark.parametrize(("first", "second"), APART)
def test_tr410_accepts_care_apart(first: dict[str, Any], second: dict[str, Any]) -> None:
    """TR410: as TR302, for new care."""
    assert broken_at(message("JW317", first, second), "TR410") == []


def test_tr410_accepts_overlap_with_a_change() -> None:
    """TR410 is about new care; what overlaps with an assignment is seen across messages (TR361)."""
    assert broken_at(make.jw317(new=[make.nieuw_product()]), "TR410") == []
