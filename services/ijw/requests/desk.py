"""What the back office does: decide a case, withdraw an assignment, hand a child over to or from elsewhere.

Every function returns what was done with the messages to send, or why it is not possible; then nothing has
changed. `deliver` sends the messages. Who decides is written down with the decision.

    done = await settle(engine, settings, 12, AsAsked(), "j.jansen")
    if isinstance(done, Done):
        await deliver(engine, settings, done.outgoing)
"""

from __future__ import annotations

from typing import Any, assert_never

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from ijw.policy.answers import Answer, allowed_answer
from ijw.policy.cases import AsAsked, Choice, Decline, settle_vot, settle_vow
from ijw.policy.decisions import Assign, Finding, NotPossible, Refuse
from ijw.policy.facts import Situation
from ijw.policy.honour import OtherPeriod
from ijw.policy.protocols import ProtocolSet
from ijw.policy.requests import VerzoekOmToewijzing, VerzoekOmWijziging
from ijw.requests import effects, history
from ijw.requests.acting import Desk, Done, NotFound, Result, Thread, at_the_desk, deliver
from ijw.requests.cases import Case, case, open_cases
from ijw.requests.decide import facts_json, replied
from ijw.requests.effects import CaseDecided, Effect
from ijw.requests.initiative import transfer_in, transfer_out, withdraw
from ijw.requests.letters import letters
from ijw.requests.protocols import protocols
from ijw.requests.rulings import after
from ijw.settings import Settings
from ijw.store.database import transaction
from ijw.store.tables import answers

__all__ = [
    "AsAsked",
    "Case",
    "Choice",
    "Decline",
    "Done",
    "NotFound",
    "NotPossible",
    "OtherPeriod",
    "Result",
    "case",
    "deliver",
    "history",
    "open_cases",
    "settle",
    "settle_outside",
    "transfer_in",
    "transfer_out",
    "withdraw",
]


async def settle(engine: AsyncEngine, settings: Settings, case_id: int, choice: Choice, who: str) -> Result:
    """Decide a case: assign as asked, assign with another period, or refuse with a reason.

    A request is answered once (TR359, TR360, TR365), also when two people decide at the same moment: the
    second one is told what the first did.
    """
    rules = protocols(settings)
    async with transaction(engine) as connection:
        found = await case(connection, case_id)
        if found is None:
            return NotFound(f"case {case_id}")
        key, most = found.client_key, _most_assignments(found)
        desk = await at_the_desk(connection, settings, found.asked.subject, who, key=key, numbers=most)
        return await _settle(desk, found, choice, rules)


async def settle_outside(
    engine: AsyncEngine, settings: Settings, case_id: int, who: str
) -> Done | NotPossible | NotFound:
    """Close the case of a client on the stop list: it was dealt with outside the message traffic (OP003)."""
    async with transaction(engine) as connection:
        found = await case(connection, case_id)
        if found is None:
            return NotFound(f"case {case_id}")
        subject, key = found.asked.subject, found.client_key
        desk = await at_the_desk(connection, settings, subject, who, key=key, numbers=0)
        if closed := await _closed_meanwhile(connection, case_id):
            return closed
        if subject.client not in desk.known.stopped:
            return NotPossible((Finding("OP344", "this client gets an answer by message"),))
        decided = CaseDecided(desk.act, subject, found.reference, {"choice": "outside-traffic"})
        await effects.save(connection, [decided])
        return Done(None)


async def _closed_meanwhile(connection: AsyncConnection, case_id: int) -> NotPossible | None:
    """Whether somebody else decided the case first; asked under the lock of the client."""
    now = await case(connection, case_id)
    if now is None or now.decided_at is None:
        return None
    return NotPossible((Finding("OP344", f"case {case_id} was decided by {now.decided_by}"),))


async def _settle(desk: Desk, found: Case, choice: Choice, rules: ProtocolSet) -> Result:
    asked, subject = found.asked, found.asked.subject
    forbidden = allowed_answer(await _answers(desk.connection, found), _answer(choice))
    if forbidden:
        return NotPossible((forbidden,))
    if closed := await _closed_meanwhile(desk.connection, found.id):
        return closed
    situation = desk.known.situation(subject, desk.context.today)
    decision = _settled(found, situation, rules, choice)
    if isinstance(decision, NotPossible):
        return decision
    if problem := desk.forbids(subject, decision):
        return problem
    ruling = desk.ruling(subject, decision, situation, facts_json(asked, situation))
    sent = letters(asked, [ruling], after(desk.known, ruling), desk.context)
    decided = CaseDecided(desk.act, subject, found.reference, _described(choice))
    thread = Thread(found.client_key, found.correlation_id, asked.message_id, found.traceparent)
    more: list[Effect] = [*replied(desk.act, asked, sent), decided]
    return Done(decision, await desk.save(thread, ruling, sent, more))


def _settled(
    found: Case, situation: Situation, rules: ProtocolSet, choice: Choice
) -> Assign | Refuse | NotPossible:
    verzoek = found.asked.verzoek
    match verzoek:
        case VerzoekOmToewijzing():
            return settle_vot(verzoek.product(found.reference), situation, rules, choice)
        case VerzoekOmWijziging():
            return settle_vow(verzoek, situation, rules, choice)
        case _:
            assert_never(verzoek)


def _most_assignments(found: Case) -> int:
    verzoek = found.asked.verzoek
    if isinstance(verzoek, VerzoekOmToewijzing):
        return 1
    return len(verzoek.TeWijzigenProducten) + len(verzoek.NieuweProducten)


async def _answers(connection: AsyncConnection, found: Case) -> list[Answer]:
    """What was answered before, in order; read under the lock of the client."""
    query = (
        select(answers.c.answer)
        .where(answers.c.agb == found.agb, answers.c.reference == found.reference)
        .order_by(answers.c.at)
    )
    return [Answer(answer) for answer in (await connection.execute(query)).scalars()]


def _answer(choice: Choice) -> Answer:
    match choice:
        case AsAsked() | OtherPeriod():
            return Answer.TOEGEWEZEN
        case Decline():
            return Answer.AFGEWEZEN
        case _:
            assert_never(choice)


def _described(choice: Choice) -> dict[str, Any]:
    """A choice as JSON, to keep with the case."""
    match choice:
        case AsAsked():
            return {"choice": "as-asked"}
        case OtherPeriod(first, last):
            period = {"Ingangsdatum": first.isoformat(), "Einddatum": last.isoformat() if last else None}
            return {"choice": "other-period", **period}
        case Decline(reason, municipality):
            return {"choice": "refuse", "reason": reason.value, "responsible_municipality": municipality}
        case _:
            assert_never(choice)
