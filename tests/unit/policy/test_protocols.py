"""Protocol files: loading, choosing, and refusing a wrong one with file, line and reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ijw.contracts.codelists import municipalities
from ijw.policy.decide_vow import decide_vow
from ijw.policy.protocol_reading import Problem, read_protocol
from ijw.policy.protocols import ProtocolSet, load_protocols, protocol_set, with_protocol
from ijw.policy.standard import Omvang, Product
from ijw.policy.toml_lines import line_of

from .factories import (
    AMSTERDAM,
    GOES,
    HOORN,
    MUNICIPALITIES,
    PROTOCOLS,
    ROTTERDAM,
    TODAY,
    ZAANSTAD,
    assigned,
    change,
    for_person,
    passed,
    protocols,
    running,
    situation,
    vow,
)

OWN = """id = "hoorn-2025"
version = "1"
title = "Own agreements of Hoorn"
valid_from = 2025-01-01
valid_to = 2025-12-31
municipalities = ["0405"]

[[products]]
fact = "HOORN-1"
role = "general"
category = "45"
code = "45A48"
omvang = { volume = 3, unit = "04", frequency = "2" }

[[products.frameworks]]
fact = "HOORN-2"
name = "doctor"
referrers = ["02", "03"]
most_years = 1
"""


def read(text: str) -> list[tuple[int, str]]:
    """Line and reason of each problem."""
    result = read_protocol(text, "own.toml")
    assert isinstance(result, tuple), result
    assert {"own.toml"} == {problem.file for problem in result}
    return [(problem.line, problem.reason) for problem in result]


def made(*texts: str) -> ProtocolSet | tuple[Problem, ...]:
    return protocol_set([(f"{n}.toml", text) for n, text in enumerate(texts)], MUNICIPALITIES)


def test_the_shipped_protocols_hold_in_their_regions() -> None:
    """Against the real list of municipalities: three regions for GI, Zeeland for LET, none elsewhere."""
    loaded = load_protocols([PROTOCOLS], municipalities())
    assert isinstance(loaded, ProtocolSet), loaded
    served = {one.protocol.id: len(one.municipalities) for one in loaded.loaded}
    assert served == {"gi-2024-2025": 20, "let-jb-2021": 13}


@pytest.mark.parametrize(
    ("municipality", "code", "expected"),
    [
        (AMSTERDAM, "GIGM1", ("gi-2024-2025", "Amsterdam-Amstelland")),
        (ZAANSTAD, "50Z27", ("gi-2024-2025", "Zaanstreek-Waterland")),
        (HOORN, "48XGM", ("gi-2024-2025", "West-Friesland")),
        (GOES, "50Z27", ("let-jb-2021", "Zeeland")),
        (GOES, "GIGM1", None),
        (ROTTERDAM, "GIGM1", None),
        (AMSTERDAM, "45A48", None),
        (AMSTERDAM, None, None),
        ("9999", "GIGM1", None),
    ],
)
def test_a_protocol_is_chosen_by_municipality_and_product(
    municipality: str, code: str | None, expected: tuple[str, str] | None
) -> None:
    """The region of the municipality and the product code point to at most one protocol."""
    chosen = protocols().choose(municipality, code, TODAY)
    assert expected == ((chosen.protocol.id, chosen.region) if chosen else None)


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
    ],
)
def test_a_protocol_is_chosen_by_day(on: date, found: bool) -> None:
    """The first and the last day of validity belong to it."""
    own = made(OWN)
    assert isinstance(own, ProtocolSet)
    assert found is (own.choose(HOORN, "45A48", on) is not None)


def test_an_own_protocol_stands_beside_the_regional_one(tmp_path: Path) -> None:
    """A file in a folder of the municipality is added without touching code or the shipped files."""
    (tmp_path / "hoorn.toml").write_text(OWN)
    both = load_protocols([PROTOCOLS, tmp_path], MUNICIPALITIES)
    assert isinstance(both, ProtocolSet)
    assert [
        chosen.terms.fact for code in ("45A48", "GIGM1") if (chosen := both.choose(HOORN, code, TODAY))
    ] == ["HOORN-1", "GI-1-b"]


def test_d_an_own_product_is_only_extended_by_its_protocol() -> None:
    """With an extension a later end is honoured; another volume or budget is for a person."""
    text = OWN.replace('omvang = { volume = 3, unit = "04", frequency = "2" }\n', "")
    text += 'extension = { fact = "HOORN-5", most_years = 1, reason = "12" }\n'
    own = made(text)
    assert isinstance(own, ProtocolSet)
    of = running(Product=Product("45", "45A48"), Verwijzer="02")
    around = situation(municipality=HOORN, assignments=(of,))
    longer = decide_vow(vow(change(of, Einddatum=date(2025, 12, 31))), around, own)
    assert "HOORN-5" in passed(assigned(longer))
    for wish in ({"Omvang": Omvang(2, "04", "2")}, {"Budget": 100}):
        other = change(of, Einddatum=date(2025, 12, 31), **wish)
        assert for_person(decide_vow(vow(other), around, own)) == ("D",)


def test_let_1_where_let_products_are_outside_there_is_no_exchange() -> None:
    """A code of an expert team elsewhere is none where the protocol keeps it outside the traffic."""
    assert protocols().expert_team(AMSTERDAM, TODAY) == ()
    assert [one.terms.code for one in protocols().expert_team(GOES, TODAY)] == ["50Z27", "50Z28", "50Z29"]


def test_two_protocols_at_once_are_refused() -> None:
    """The same municipality, product and day under two protocols: refused, with the place of the product."""
    other = OWN.replace("hoorn-2025", "hoorn-again")
    problems = made(OWN, other)
    assert isinstance(problems, tuple)
    (problem,) = problems
    assert (problem.file, problem.line) == ("1.toml", 12)
    assert "hoorn-2025" in problem.reason
    assert "0405" in problem.reason


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("valid_from = 2025-01-01\nvalid_to = 2025-12-31", "valid_from = 2026-01-01"),
        ('"0405"', '"0363"'),
        ('"45A48"', '"45A49"'),
        ('version = "1"', 'version = "2"\nreplaces = ["hoorn-2025"]'),
    ],
)
def test_other_days_places_products_or_a_replacement_are_no_clash(old: str, new: str) -> None:
    """Protocols that never meet stand beside each other; one that replaces another may meet it."""
    other = OWN.replace("hoorn-2025", "other").replace(old, new)
    assert isinstance(made(OWN, other), ProtocolSet)


def test_a_protocol_that_replaces_another_goes_before_it() -> None:
    """Where both hold, the replacing one decides; on other days the replaced one does."""
    other = OWN.replace('id = "hoorn-2025"', 'id = "new"\nreplaces = ["hoorn-2025"]').replace(
        "2025-01-01", "2025-06-01"
    )
    both = made(OWN, other)
    assert isinstance(both, ProtocolSet)
    chosen = [both.choose(HOORN, "45A48", day) for day in (date(2025, 5, 31), date(2025, 6, 1))]
    assert [one.protocol.id for one in chosen if one] == ["hoorn-2025", "new"]


def test_the_same_id_twice_is_refused() -> None:
    """A name stands for one protocol."""
    problems = made(OWN, OWN)
    assert isinstance(problems, tuple)
    assert [(p.file, p.line) for p in problems] == [("1.toml", 1)]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('version = "1"', "version = 1", 2, "version"),
        ('title = "Own agreements of Hoorn"', "", 1, "title: Field required"),
        ("valid_from = 2025-01-01", 'valid_from = "soon"', 4, "valid_from"),
        ("valid_to = 2025-12-31", "valid_to = 2024-12-31", 1, "valid_to lies before valid_from"),
        ('municipalities = ["0405"]', "", 1, "name the regions or the municipalities"),
        ('municipalities = ["0405"]', 'municipalities = ["405"]', 6, "municipalities.0"),
        ('role = "general"', 'role = "special"', 10, "products.0.role"),
        ('role = "general"', 'role = "family"', 1, "family_system"),
        ('role = "general"', 'role = "sibling"', 8, "follows"),
        ('role = "general"', 'role = "expert-team"', 8, "measure"),
        ("volume = 3", 'volume = "3"', 13, "products.0.omvang.volume"),
        ('unit = "04"', 'unit = "99"', 13, "products.0.omvang.unit"),
        ("most_years = 1", "most_years = 0", 19, "products.0.frameworks.0.most_years"),
        ("most_years = 1", "most_yaers = 1", 19, "most_yaers: Extra inputs are not permitted"),
        ('referrers = ["02", "03"]', 'referrers = ["07"]', 18, "referrers.0"),
        ('referrers = ["02", "03"]', 'referrers = ["02", "02"]', 8, "one framework"),
        ('referrers = ["02", "03"]', "referrers = []", 18, "at least 1 item"),
        ('fact = "HOORN-2"', "", 15, "products.0.frameworks.0.fact: Field required"),
    ],
)
def test_a_wrong_file_is_refused_with_line_and_reason(old: str, new: str, line: int, reason: str) -> None:
    """Every mistake is told with the line where it stands and what is expected."""
    ((found, why),) = read(OWN.replace(old, new))
    assert line == found
    assert reason in why


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [('version = "1"', "version = ", 2), ("[[products]]", "[[products]", 8), ("most_years = 1", '"', 19)],
)
def test_a_file_that_is_not_toml_is_refused_with_its_line(old: str, new: str, line: int) -> None:
    """A mistake in the language itself has a line too."""
    ((found, why),) = read(OWN.replace(old, new))
    assert line == found
    assert why.startswith("not TOML")


def test_every_problem_of_a_file_is_told_at_once() -> None:
    """Nobody has to start the system again for each mistake."""
    problems = read(OWN.replace('role = "general"', 'role = "x"').replace('"04"', '"77"'))
    assert [line for line, _ in problems] == [10, 13]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"0405"', '"0404"', "unknown municipality '0404'"),
        ('municipalities = ["0405"]', 'regions = ["Westfriesland"]', "unknown region 'Westfriesland'"),
    ],
)
def test_an_unknown_place_is_refused(old: str, new: str, reason: str) -> None:
    """Regions and municipalities are those of the CBS list."""
    problems = made(OWN.replace(old, new))
    assert isinstance(problems, tuple)
    assert ["0.toml:6: " + reason] == [str(problem) for problem in problems]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A wrong setting does not silently mean: no protocols."""
    problems = load_protocols([tmp_path / "none"], MUNICIPALITIES)
    assert isinstance(problems, tuple)
    assert problems[0].reason == "no such folder with protocols"


def test_what_if_takes_the_place_of_the_same_protocol() -> None:
    """A changed file with the same id replaces the loaded one; a wrong one is told; the set stays."""
    own = made(OWN)
    assert isinstance(own, ProtocolSet)
    changed = with_protocol(own, OWN.replace("volume = 3", "volume = 4"), "new.toml", MUNICIPALITIES)
    assert isinstance(changed, ProtocolSet)
    volumes = [s.choose(HOORN, "45A48", TODAY) for s in (own, changed)]
    assert [one.terms.omvang.volume for one in volumes if one and one.terms.omvang] == [3, 4]
    assert isinstance(with_protocol(own, "id = 1", "new.toml", MUNICIPALITIES), tuple)


LINES = '''a = 1
b.c = 2
text = """
d = 3
"""
[e]
f = 4
[[g]]
h = 5
[[g]]
h = 6
[[g.i]]
j = 7
[[g.i]]
"k" = 8
[g.l]
m = 9
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 1),
        (("b", "c"), 2),
        (("d",), 1),
        (("e", "f"), 7),
        (("g", 0, "h"), 9),
        (("g", 1, "h"), 11),
        (("g", 1, "i", 0, "j"), 13),
        (("g", 1, "i", 1, "k"), 15),
        (("g", 1, "l", "m"), 17),
        (("g", 1, "nothing"), 10),
        (("e", "f", 3), 7),
        ((), 1),
    ],
)
def test_line_of_a_key(path: tuple[str | int, ...], line: int) -> None:
    """A key is found in tables and lists of tables; a missing one by the table it belongs in."""
    assert line == line_of(LINES, path)
