"""`ijw cases`: requests that wait for a person, seen and decided on the command line."""

from __future__ import annotations

import asyncio

import pytest

from support.back_office import CHILD, NEW_YOUNGEST, BackOffice, person, vot
from support.town import HOORN

pytestmark = pytest.mark.servers


async def waiting(office: BackOffice, *references: str) -> list[int]:
    """Cases of a child each, by reference; their numbers."""
    from support.factories import bsn

    children = {reference: bsn(n) for n, reference in enumerate(references, start=1)}
    messages = [vot(reference, child, NEW_YOUNGEST) for reference, child in children.items()]
    await office.given(*messages, persons=[person(child) for child in children.values()])
    return [one["id"] for one in await office.told("cases", "list")]


async def test_a_case_is_listed_shown_and_decided(office: BackOffice) -> None:
    """GI-3.3: the remark makes a case; a person assigns, the JW301 goes out, and the case is closed."""
    (number,) = await waiting(office, "R1")
    (listed,) = await office.told("cases", "list", "--municipality", "0363")
    assert (
        listed["kind"],
        listed["asked"],
        listed["findings"],
        listed["state"],
    ) == ("VOT", ["GIGM1"], ["GI-3.3"], "open")
    (shown,) = await office.told("cases", "show", number)
    assert "remark on the product: shown with --person" in shown["request"]
    assert f"ijw cases decide {number} assign" in shown["choices"].values()
    (done,) = await office.told("cases", "decide", number, "assign")
    assert [one["type"] for one in done["messages"]] == ["JW301"]
    assert await office.told("cases", "list") == []
    (after,) = await office.told("cases", "list", "--all")
    assert after["state"] == "decided"
    replies = await office.town.replies(3)
    assert sorted(one.headers["ijw-type"] for one in replies) == ["JW301", "JW316", "JW319"]


async def test_who_the_child_is_shows_only_when_asked_for(office: BackOffice) -> None:
    """A list or a file never holds a BSN or a name; the person who decides asks for it with --person."""
    (number,) = await waiting(office, "R1")
    for command in (
        ["list"],
        ["list", "--format", "json"],
        ["show", number],
        ["show", number, "--format", "json"],
    ):
        ended = await office.run("cases", *command)
        assert CHILD not in ended.out
        assert "Proefpersoon" not in ended.out
        assert "2015-06-01" not in ended.out
    ended = await office.run("cases", "show", number, "--person")
    assert CHILD in ended.out
    assert "Proefpersoon" in ended.out
    assert NEW_YOUNGEST in ended.out


async def test_another_period_and_a_refusal_with_the_right_municipality(office: BackOffice) -> None:
    """IV095, TR377: reason 8 names a municipality; another period is assigned in place of the asked one."""
    first, second = await waiting(office, "R1", "R2")
    (done,) = await office.told("cases", "decide", first, "assign", "--to", "2026-12-31")
    (product,) = done["messages"][0]["says"]["products"]
    assert (product["first"], product["last"]) == ("2026-04-01", "2026-12-31")
    ended = await office.run("cases", "decide", second, "refuse", "--reason", "8")
    assert ended.code == 1
    assert ended.complaint.startswith("not possible: TR377")
    (done,) = await office.told("cases", "decide", second, "refuse", "--reason", "8", "--municipality", HOORN)
    assert done["messages"][0]["says"] == {
        "reference": "R2",
        "answer": "1",
        "reason": "8",
        "municipality": HOORN,
    }


async def test_a_rehearsal_changes_nothing(office: BackOffice) -> None:
    """--dry-run shows the message that would go out."""
    (number,) = await waiting(office, "R1")
    before = await office.state()
    (told,) = await office.told("cases", "decide", number, "assign", "--dry-run")
    assert [one["type"] for one in told["messages"]] == ["JW301"]
    assert before == await office.state()
    assert len(await office.town.replies(2)) == 2


async def test_a_case_is_decided_once_by_two_people_at_the_same_moment(office: BackOffice) -> None:
    """TR359, TR365: one decides, the other is told; and so is everybody after them."""
    (number,) = await waiting(office, "R1")
    ended = await asyncio.gather(
        office.run("cases", "decide", number, "assign", who="first"),
        office.run("cases", "decide", number, "refuse", "--reason", "7", who="second"),
    )
    assert sorted(one.code for one in ended) == [0, 1]
    (lost,) = (one for one in ended if one.code)
    assert lost.complaint
    late = await office.run("cases", "decide", number, "assign")
    assert late.code == 1
    assert f"case {number} was decided by" in late.complaint
    assert len(await office.town.replies(3)) == 3


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["decide", "999", "assign"], "there is no case 999"),
        (["show", "999"], "there is no case 999"),
    ],
)
async def test_a_case_that_is_not_there(office: BackOffice, arguments: list[str], complaint: str) -> None:
    """One line, exit 1."""
    ended = await office.run("cases", *arguments)
    assert (ended.code, ended.complaint) == (1, complaint)
