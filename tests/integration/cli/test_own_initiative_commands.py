"""`ijw withdraw`, `transfer-out`, `transfer-in` and `stop-list`: what a municipality does unasked."""

from __future__ import annotations

import pytest

from support.back_office import CHILD, BackOffice, assignment, person, today_plus, vot
from support.parts import AGB, TODAY
from support.town import AMSTERDAM, HOORN

pytestmark = pytest.mark.servers


async def test_an_assignment_is_withdrawn_after_a_rehearsal(office: BackOffice) -> None:
    """OP033x1: the rehearsal shows the JW301 and changes nothing; then it goes out, with reason 05."""
    await office.given(persons=[person()], assignments=[assignment(1001)])
    command = ("withdraw", 1001, "--municipality", AMSTERDAM, "--reason", "05", "--end", "2026-04-30")
    before = await office.state()
    (rehearsed,) = await office.told(*command, "--dry-run")
    assert before == await office.state()
    (done,) = await office.told(*command)
    assert rehearsed["messages"][0]["says"] == done["messages"][0]["says"]
    (product,) = done["messages"][0]["says"]["products"]
    assert (product["number"], product["last"], product["reason"]) == (1001, "2026-04-30", "05")
    (sent,) = await office.town.replies(1)
    assert sent.headers["ijw-message-id"] == done["messages"][0]["message_id"]
    assert "ijw-in-reply-to" not in sent.headers


async def test_a_deleted_assignment_ends_on_its_first_day(office: BackOffice) -> None:
    """CS335: RedenWijziging 13 needs no --end."""
    await office.given(persons=[person()], assignments=[assignment(1001)])
    (done,) = await office.told("withdraw", 1001, "--municipality", AMSTERDAM, "--reason", "13")
    (product,) = done["messages"][0]["says"]["products"]
    assert (product["last"], product["reason"]) == ("2025-09-01", "13")


async def test_what_is_not_possible_is_one_line_for_each_problem(office: BackOffice) -> None:
    """GI-4: a transfer lies in the future; an unknown number, reason or municipality is told as such."""
    await office.given(persons=[person()], assignments=[assignment(1001)])
    at = ("--municipality", AMSTERDAM)
    past = await office.run("transfer-out", 1001, *at, "--on", TODAY.isoformat())
    assert past.code == 1
    assert past.complaint.startswith("not possible: GI-4")
    unknown = await office.run("withdraw", 7, *at, "--reason", "05", "--end", "2026-04-30")
    assert (unknown.code, unknown.complaint) == (1, "there is no assignment 7 of municipality 0363")
    reason = await office.run("withdraw", 1001, *at, "--reason", "99")
    assert reason.code == 2
    assert "99 is no RedenWijziging" in reason.complaint
    nowhere = await office.run("withdraw", 1001, "--municipality", "9999", "--reason", "13")
    assert (nowhere.code, nowhere.complaint) == (2, "9999 is not a CBS municipality code")


async def test_a_child_goes_from_one_municipality_to_another(office: BackOffice) -> None:
    """GI-4: reason 07 on the agreed day here; a JW301 from the day after there; the BSN by standard input."""
    people = [person(), person(municipality=HOORN)]
    await office.given(persons=people, assignments=[assignment(1001)])
    agreed = today_plus(30)
    (left,) = await office.told("transfer-out", 1001, "--municipality", AMSTERDAM, "--on", agreed)
    (product,) = left["messages"][0]["says"]["products"]
    assert (agreed, "07") == (product["last"], product["reason"])
    care = ("--category", "48", "--product", "GIGM1", "--volume", 1, "--unit", "82", "--frequency", "4")
    term = ("--from", today_plus(31), "--to", "2026-12-31", "--referrer", "08")
    command = ("transfer-in", "--municipality", HOORN, "--provider", AGB, *care, *term)
    ended = await office.run(*command, given=f"{CHILD}\n".encode())
    assert ended.code == 0, ended.err
    assert CHILD not in ended.out
    assert f"GIGM1 {today_plus(31)} to 2026-12-31, 1 pieces (output) per month" in ended.out
    senders = sorted(one.headers["ijw-sender"] for one in await office.town.replies(2))
    assert senders == [AMSTERDAM, HOORN]


async def test_a_bsn_that_is_none_is_refused_and_never_repeated(office: BackOffice) -> None:
    """One line, exit 2, without the value."""
    ended = await office.run("stop-list", "add", "--municipality", AMSTERDAM, given=b"999900000\n")
    assert ended.code == 2
    assert ended.complaint.startswith("the BSN ")
    assert "999900000" not in ended.err


async def test_a_child_on_the_stop_list_gets_no_message(office: BackOffice) -> None:
    """OP003: its request makes a case and no JW301 or JW319; a person deals with it outside the traffic."""
    on = ("--municipality", AMSTERDAM)
    await office.given(persons=[person()])
    ended = await office.run("stop-list", "add", *on, given=f"{CHILD}\n".encode())
    assert ended.code == 0, ended.err
    again = await office.run("stop-list", "add", *on, given=f"{CHILD}\n".encode())
    assert (again.code, again.complaint) == (1, "this child is on the stop list already")
    (listed,) = await office.told("stop-list", "list", *on)
    assert {"municipality", "client_key", "since", "who"} == set(listed)
    assert (TODAY.isoformat(), "a.tester") == (listed["since"], listed["who"])
    (named,) = await office.told("stop-list", "list", "--person")
    assert named["bsn"] == CHILD
    await office.given(vot())
    (case,) = await office.told("cases", "list")
    assert case["findings"] == ["OP003"]
    assigned = await office.run("cases", "decide", case["id"], "assign")
    assert assigned.code == 1
    assert assigned.complaint.startswith("not possible: OP003")
    (done,) = await office.told("cases", "decide", case["id"], "outside")
    assert done["messages"] == []
    ended = await office.run("stop-list", "remove", *on, given=f"{CHILD}\n".encode())
    assert ended.code == 0, ended.err
    assert await office.told("stop-list", "list") == []
    assert [one.headers["ijw-type"] for one in await office.town.replies(1)] == ["JW316"]
