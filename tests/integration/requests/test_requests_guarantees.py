"""What holds for requests on a real broker and a real database, beside what each story shows."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, insert, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from ijw.broker.connection import kafka_arguments, make_broker
from ijw.broker.consumer import Message
from ijw.broker.envelope import client_key
from ijw.broker.relay import relay
from ijw.contracts.codelists import municipalities
from ijw.policy.decisions import Assign, ToPerson
from ijw.policy.protocols import ProtocolSet, with_protocol
from ijw.requests import desk, facts, history, stop_list
from ijw.requests.asked import Client
from ijw.requests.desk import AsAsked, Done, NotPossible
from ijw.requests.protocols import protocols
from ijw.store.database import transaction
from ijw.store.tables import assignment_versions, assignments, decisions, deliveries, inbox, outbox, requests
from support.broker import message
from support.factories import (
    aangevraagd_product,
    nieuw_product,
    omvang,
    product,
    te_wijzigen_product,
    to_bytes,
)
from support.stories import Teller
from support.town import HOORN, SECRET, Town

pytestmark = pytest.mark.servers

T = Teller(1)


async def rows(engine: AsyncEngine, query: Any) -> list[Any]:
    """What a query finds."""
    async with engine.connect() as connection:
        return list((await connection.execute(query)).all())


async def test_a_redelivery_gets_every_answer_again_and_has_no_second_effect(town: Town) -> None:
    """One VOT with three answers: the same bytes come again, in order, and nothing else happens."""
    t = Teller(1, municipality=HOORN)
    await town.register(persons=[t.person()])
    sibling = t.gigm1(ReferentieAanbieder="R2", Product=product("50", "50Z27"))
    raw = to_bytes(t.vot(t.gigm1(), sibling, aangevraagd_product(ReferentieAanbieder="R3")))
    identity = str(uuid4())
    async with town.consumer(), town.database() as engine:
        await town.send(raw, ids=[identity])
        await town.handled(1)
        before = [one.value for one in await town.answered(identity)]
        await town.send(raw, ids=[identity])
        replies = await town.replies(8)
        assert len(await rows(engine, select(assignments))) == 1
        assert len(await rows(engine, select(decisions))) == 3
    assert len(before) == 4
    assert sorted(before * 2) == sorted(reply.value for reply in replies)
    assert len({reply.headers["ijw-message-id"] for reply in replies}) == 4


async def test_a_decision_of_a_person_is_sent_once_whatever_dies(town: Town) -> None:
    """Saved but never sent: the relay sends it; sent but not noted: the relay finds it on the broker."""
    await town.register(persons=[T.person()])
    async with town.consumer(), town.database() as engine:
        await town.send(to_bytes(T.vot(aangevraagd_product())))
        await town.handled(1)
        async with engine.connect() as connection:
            (case,) = await desk.open_cases(connection)
        result = await desk.settle(engine, town.settings, case.id, AsAsked(), "tester")
        assert isinstance(result, Done)
        assert len(await town.replies(2)) == 2
        async with make_broker(town.settings) as broker:
            await broker.start()
            relayed = [
                await relay(engine, broker, kafka_arguments(town.settings), older_than=timedelta(0))
                for _ in range(2)
            ]
            async with transaction(engine) as connection:
                await connection.execute(
                    text(
                        "INSERT INTO unsent OVERRIDING SYSTEM VALUE"
                        " SELECT DISTINCT batch, made_at FROM outbox"
                    )
                )
            again = await relay(engine, broker, kafka_arguments(town.settings), older_than=timedelta(0))
        assert [*relayed, again] == [1, 0, 0]
        replies = await town.replies(3)
    (sent,) = [reply for reply in replies if reply.topic == "out.jw301"]
    assert result.outgoing[0].value == sent.value
    key = client_key(SECRET, T.municipality, T.bsn())
    assert (key.encode(), str(case.asked.message_id)) == (sent.key, sent.to)
    assert T.bsn() not in json.dumps(dict(sent.headers))


async def test_every_decision_is_kept_with_what_it_was_made_on(town: Town) -> None:
    """The facts, the rules in order, the protocol and who: by reference, and by assignment."""
    await town.register(persons=[T.person()], assignments=[T.assignment(1)])
    async with town.consumer(), town.database() as engine:
        await town.send(to_bytes(T.vot(T.gigm1())))
        await town.handled(1)
        number = int(str(T.assignment(1)["number"]))
        async with engine.connect() as connection:
            (one,) = await history.on_reference(connection, "R1")
            assert [one] == await history.on_assignment(connection, number)
            assert [one] == await history.on_assignment(connection, 100_000_001, T.municipality)
            assert await history.on_assignment(connection, number, HOORN) == []
            assert await history.on_reference(connection, "R1", agb="00000000") == []
        versions = await rows(engine, select(assignment_versions.c.version).order_by("number", "version"))
    assert isinstance(one.decision, Assign)
    assert (one.who, one.protocol, one.answer) == ("requests", "gi-2024-2025 1.1", "JW301")
    assert {"GI-2.1-b", "GI-1-b", "GI-2.3-2"} <= {step.rule for step in one.trace}
    assert [tuple(version) for version in versions] == [(1,), (2,), (1,)]


async def test_no_decision_can_be_changed(town: Town) -> None:
    """What was decided is append-only, as the audit."""
    await town.register(persons=[T.person()])
    async with town.consumer(), town.database() as engine:
        await town.send(to_bytes(T.vot(T.gigm1())))
        await town.handled(1)
        with pytest.raises(Exception, match="append-only"):
            async with transaction(engine) as connection:
                await connection.execute(text("DELETE FROM decisions"))


async def test_what_if_another_protocol_were_in_force(town: Town) -> None:
    """Stored requests are decided again under a file with another volume: what differs is told."""
    u = Teller(2)
    await town.register(persons=[T.person(), u.person(postcode="")])
    current = protocols(town.settings)
    gi = next(one for one in current.loaded if one.protocol.id == "gi-2024-2025")
    changed = gi.text.replace("omvang = { volume = 1,", "omvang = { volume = 2,")
    assert changed != gi.text
    other = with_protocol(current, changed, gi.file, municipalities())
    assert isinstance(other, ProtocolSet)
    async with town.consumer(), town.database() as engine:
        await town.send(to_bytes(T.vot(T.gigm1())), to_bytes(u.vot(u.gigm1())), partition=0)
        await town.handled(2)
        async with engine.connect() as connection:
            stored = await history.by_the_system(connection)
    assert [history.what_if(one, current) for one in stored] == [None, None]
    assert isinstance(stored[1].decision, ToPerson), "without an address nothing is assigned (TR061)"
    differences = [history.what_if(one, other) for one in stored]
    assert [found.after.kind for found in differences if found and found.after] == ["refuse", "refuse"]


async def test_op275_a_number_that_is_in_use_is_passed_over(town: Town) -> None:
    """The next free number is one that no assignment of the municipality has."""
    taken = {**T.assignment(1), "number": 100_000_001, "product": "48A01"}
    await town.register(persons=[T.person()], assignments=[taken])
    async with town.consumer(), town.database() as engine:
        await town.send(to_bytes(T.vot(T.gigm1())))
        await town.handled(1)
        numbers = await rows(engine, select(assignments.c.number).order_by("number"))
    assert [row[0] for row in numbers] == [100_000_001, 100_000_002]


async def test_op345_a_change_over_care_that_was_delivered(town: Town) -> None:
    """A measure would end before today while care runs: a person decides, though the exchange is right."""
    t = Teller(1, municipality="0664")
    measure = t.assignment(1, product="48A01", start="2026-01-01", end="2026-12-31", referrer="08")
    await town.register(persons=[t.person()], assignments=[measure])
    started = {
        "id": uuid4(),
        "municipality": t.municipality,
        "bsn": t.bsn(),
        "agb": t.agb,
        "assignment": measure["number"],
        "start": date(2026, 1, 2),
        "message_id": uuid4(),
    }
    month = omvang(1, "82", "4")
    shorter = {"GewensteIngangsdatum": date(2026, 1, 1), "Einddatum": date(2026, 1, 31), "Omvang": month}
    team = {"GewensteIngangsdatum": date(2026, 2, 1), "Einddatum": date(2026, 12, 31), "Omvang": month}
    vow = t.vow(
        changed=[te_wijzigen_product(ToewijzingNummer=measure["number"], **shorter)],
        new=[nieuw_product(Product=product("50", "50Z27"), **team)],
        dagtekening=date(2026, 1, 15),
    )
    async with town.consumer(), town.database() as engine:
        async with transaction(engine) as connection:
            await connection.execute(insert(deliveries).values(started))
        await town.send(to_bytes(vow))
        await town.handled(1)
        async with engine.connect() as connection:
            (case,) = await desk.open_cases(connection, t.municipality)
    assert [found.rule for found in case.findings] == ["OP345"]
    assert date(2026, 3, 12) == case.deadline.due


async def test_loading_costs_as_many_queries_for_fifty_clients_as_for_one(town: Town) -> None:
    """A query for each kind of fact, however many messages there are."""
    tellers = [Teller(n) for n in range(1, 51)]
    await town.register(persons=[t.person(family=t.family()) for t in tellers])
    berichten: list[Message] = [message(t.vot(t.gigm1())) for t in tellers]
    async with town.database() as engine:
        counts = []
        for batch in (berichten[:1], berichten):
            asked: list[str] = []
            event.listen(
                engine.sync_engine, "before_cursor_execute", lambda *args, asked=asked: asked.append(args[2])
            )
            async with transaction(engine) as connection:
                known = await facts.load(connection, batch)
            assert len(batch) == len(known.register.persons) == len(known.numbers)
            counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


async def test_a_request_that_is_refused_as_a_whole_leaves_nothing(town: Town) -> None:
    """TR347: no request, no decision, no case; the reference stays that of the first request."""
    u = Teller(2)
    await town.register(persons=[T.person(), u.person()])
    async with town.consumer(), town.database() as engine:
        await town.send(to_bytes(T.vot(T.gigm1())))
        await town.handled(1)
        (again,) = await town.send(to_bytes(u.vot(u.gigm1(), sender=T.agb)))
        await town.handled(2)
        assert [one.type for one in await town.answered(again)] == ["JW316"]
        verdicts = await rows(engine, select(inbox.c.verdict).where(inbox.c.message_id == UUID(again)))
        assert [tuple(row) for row in verdicts] == [("refused",)]
        assert [T.bsn()] == [row[0] for row in await rows(engine, select(requests.c.bsn))]
        assert len(await rows(engine, select(outbox))) == 3


async def test_op003_a_case_closed_outside_the_traffic_stays_closed(town: Town) -> None:
    """Also when the message traffic is taken up again: the request was dealt with, a next one is welcome."""
    client = Client(T.municipality, T.bsn())
    await town.register(persons=[T.person()])
    async with town.consumer(), town.database() as engine:
        async with transaction(engine) as connection:
            assert [
                await stop_list.stop(connection, client, since=T.today, who="tester") for _ in range(2)
            ] == [True, False]
        await town.send(to_bytes(T.vot(T.gigm1())))
        await town.handled(1)
        async with engine.connect() as connection:
            (case,) = await desk.open_cases(connection)
        closed = [await desk.settle_outside(engine, town.settings, case.id, "tester") for _ in range(2)]
        async with transaction(engine) as connection:
            assert [await stop_list.resume(connection, client) for _ in range(2)] == [True, False]
        settled = await desk.settle(engine, town.settings, case.id, AsAsked(), "tester")
        (again,) = await town.send(to_bytes(T.vot(T.gigm1(ReferentieAanbieder="R2"))))
        await town.handled(2)
        assert [one.type for one in await town.answered(again)] == ["JW316", "JW301"]
    assert isinstance(closed[0], Done)
    for later in (closed[1], settled):
        assert isinstance(later, NotPossible)
        assert [found.rule for found in later.problems] == ["OP344"]
