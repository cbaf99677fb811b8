"""`ijw why` tells what was decided; `ijw what-if` tells what would be, and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ijw.contracts.location import contracts_dir
from support.back_office import CHILD, NEW_YOUNGEST, BackOffice, person, vot
from support.factories import bsn
from support.parts import AGB
from support.town import AMSTERDAM, HOORN

pytestmark = pytest.mark.servers

OTHER = bsn(2)


def stricter(folder: Path) -> Path:
    """The shipped protocol, but family management takes another volume."""
    shipped = (contracts_dir() / "protocols" / "gi-2024-2025.toml").read_text("utf-8")
    changed = shipped.replace('omvang = { volume = 1, unit = "82"', 'omvang = { volume = 2, unit = "82"')
    assert changed != shipped
    file = folder / "gi-next.toml"
    file.write_text(changed.replace('version = "1.1"', 'version = "2"', 1), "utf-8")
    return file


async def test_why_tells_every_rule_in_order(office: BackOffice) -> None:
    """Each step with its rule; the protocol and its version, the facts, who and when; nobody's birth date."""
    await office.given(vot("R1"), persons=[person()])
    version, decision = await office.told("why", "R1")
    assert ("version", 1, "GIGM1", decision["id"]) == (
        version["kind"],
        version["version"],
        version["product"],
        version["decision"],
    )
    assert (
        decision["outcome"],
        decision["who"],
        decision["protocol"],
    ) == ("assign", "requests", "gi-2024-2025 1.1")
    assert "GI-1-b" in [step["rule"] for step in decision["steps"]]
    assert all(step["explanation"] for step in decision["steps"])
    assert decision["facts"]["situation"]["municipality"] == AMSTERDAM
    assert "2015-06-01" not in str(decision)
    ended = await office.run("why", "R1")
    assert "GI-1-b" in ended.out
    assert "responsible by the residence rule: 0363 Amsterdam" in ended.out
    assert CHILD not in ended.out


async def test_why_tells_what_a_person_decided_after_the_system(office: BackOffice) -> None:
    """GI-3.3: the case, then the assignment; both are told for its number as for the reference."""
    await office.given(vot("R1", remark=NEW_YOUNGEST), persons=[person()])
    (case,) = await office.told("cases", "list")
    (done,) = await office.told("cases", "decide", case["id"], "assign")
    number = done["messages"][0]["says"]["products"][0]["number"]
    version, *decisions = await office.told("why", number, "--municipality", AMSTERDAM)
    assert (version["kind"], version["version"], version["product"]) == ("version", 1, "GIGM1")
    assert [one["outcome"] for one in decisions] == ["to_person", "assign"]
    assert [one["who"] for one in decisions] == ["requests", "a.tester"]
    assert [version, *decisions] == await office.told("why", "R1")
    assert (await office.run("why", number, "--municipality", HOORN)).code == 1


async def test_what_if_shows_what_differs_and_changes_nothing(office: BackOffice, tmp_path: Path) -> None:
    """Every row of every table is the same row afterwards."""
    messages = [vot("R1"), vot("R2", OTHER, remark=NEW_YOUNGEST)]
    await office.given(*messages, persons=[person(), person(OTHER)])
    before = await office.state()
    rows = await office.told("what-if", "--protocol", str(stricter(tmp_path)))
    assert before == await office.state()
    assert [(row["reference"], row["provider"]) for row in rows] == [("R1", AGB)]
    assert rows[0]["before"].startswith("assign: new GIGM1")
    assert rows[0]["after"] == "refuse: reason 4 by GI-1-b"
    ended = await office.run("what-if", "--protocol", str(stricter(tmp_path)))
    assert "2 decisions made again, 1 would be another" in ended.err
    later = await office.told("what-if", "--protocol", str(stricter(tmp_path)), "--since", "2026-03-03")
    assert later == []


async def test_the_protocol_in_force_would_decide_the_same(office: BackOffice) -> None:
    """No differences under the file that decided."""
    await office.given(vot("R1"), persons=[person()])
    shipped = contracts_dir() / "protocols" / "gi-2024-2025.toml"
    assert await office.told("what-if", "--protocol", str(shipped)) == []


async def test_a_wrong_protocol_file_is_refused_with_file_line_and_reason(
    office: BackOffice, tmp_path: Path
) -> None:
    """Exit 2, before anything is looked at."""
    file = stricter(tmp_path)
    file.write_text(file.read_text("utf-8").replace('unit = "82"', 'unit = "99"'), "utf-8")
    line = next(n for n, text in enumerate(file.read_text("utf-8").splitlines(), 1) if '"99"' in text)
    ended = await office.run("what-if", "--protocol", str(file))
    assert ended.code == 2
    assert ended.complaint.startswith(f"{file}:{line}: ")
    assert (await office.run("what-if", "--protocol", str(tmp_path / "none.toml"))).code == 2
