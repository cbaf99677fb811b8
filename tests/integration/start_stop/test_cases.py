"""Stories of starts and stops through Kafka and PostgreSQL, with their messages as golden files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import pytest

from ijw.messages.base import Bericht
from support import cases
from support.factories import bad_bsn, jw305, jw307, start_product, stop_product, to_bytes
from support.street import Street

pytestmark = pytest.mark.servers

EARLY, LATER, LAST = date(2026, 2, 10), date(2026, 2, 20), date(2026, 2, 27)


class Case(NamedTuple):
    """What a case shows, and the messages of it."""

    note: str
    messages: Callable[[], Sequence[Bericht]]


def start(identificatie: str, **elements: object) -> Bericht:
    """A start of one product."""
    return jw305([start_product(**elements)], identificatie=identificatie)


def stop(identificatie: str, **elements: object) -> Bericht:
    """A stop of one product."""
    return jw307([stop_product(**elements)], identificatie=identificatie)


CASES = {
    "start": Case("A start is approved: the receipt is a header (IV028).", lambda: [start("S1")]),
    "stop": Case("A stop follows its start.", lambda: [start("S1"), stop("S2")]),
    "temporary-then-definite": Case(
        "A definite stop follows a temporary one without a start between (OP377).",
        lambda: [
            start("S1"),
            stop("S2", RedenBeeindiging="20", Einddatum=EARLY),
            stop("S3", Einddatum=LATER),
        ],
    ),
    "restart": Case(
        "After a stop delivery starts again with a new begin date (OP379).",
        lambda: [start("S1"), stop("S2", Einddatum=EARLY), start("S3", Begindatum=LATER)],
    ),
    "delete-start": Case(
        "A start is taken back (StatusAanlevering 3); taking it back twice is refused (TR063).",
        lambda: [start("S1"), start("S2", StatusAanlevering="3"), start("S3", StatusAanlevering="3")],
    ),
    "delete-stop": Case(
        "A stop is taken back, after which the start can be taken back too.",
        lambda: [
            start("S1"),
            stop("S2"),
            stop("S3", StatusAanlevering="3"),
            start("S4", StatusAanlevering="3"),
        ],
    ),
    "delete-stopped-start": Case(
        "A start that was stopped cannot be taken back (TR071).",
        lambda: [start("S1"), stop("S2"), start("S3", StatusAanlevering="3")],
    ),
    "correction-in-one-message": Case(
        "Another begin date is another key: old and new stand in one message (IV008).",
        lambda: [
            start("S1"),
            jw305(
                [start_product(StatusAanlevering="3"), start_product(Begindatum=EARLY)], identificatie="S2"
            ),
            stop("S3", Begindatum=EARLY),
        ],
    ),
    "correction-in-two-messages": Case(
        "ToewijzingIngangsdatum is not in the key: take back first, then report anew (IV008).",
        lambda: [
            start("S1"),
            start("S2", StatusAanlevering="3"),
            start("S3", ToewijzingIngangsdatum=date(2026, 1, 15)),
        ],
    ),
    "task-oriented": Case(
        "Without ToewijzingNummer the key is product and begin date (IV096).",
        lambda: [
            start("S1", ToewijzingNummer=None, ToewijzingIngangsdatum=None),
            stop("S2", ToewijzingNummer=None, ToewijzingIngangsdatum=None),
        ],
    ),
    "one-wrong-product": Case(
        "One product without an assignment refuses the whole message (TR019, IV032).",
        lambda: [
            jw305([start_product(), start_product(ToewijzingNummer=4004)], identificatie="S1"),
            start("S2"),
        ],
    ),
    "second-start": Case(
        "A second start of the same assignment while the first runs (TR326).",
        lambda: [start("S1"), start("S2", Begindatum=EARLY)],
    ),
    "stop-without-start": Case("A stop needs the start it belongs to (TR382).", lambda: [stop("S1")]),
    "second-temporary-stop": Case(
        "After a temporary stop only a definite one (TR413); a stop may not move back (TR414).",
        lambda: [
            start("S1"),
            stop("S2", RedenBeeindiging="20", Einddatum=LATER),
            stop("S3", RedenBeeindiging="20", Einddatum=LAST),
            stop("S4", Einddatum=EARLY),
        ],
    ),
    "stop-after-stop": Case(
        "What stopped for good cannot stop again (TR415), nor can the same stop come twice (TR074).",
        lambda: [start("S1"), stop("S2"), stop("S3", Einddatum=date(2026, 3, 1)), stop("S4")],
    ),
    "wrong-product": Case(
        "A product code belongs to its category (TR381).",
        lambda: [start("S1", Product={"Categorie": "45", "Code": "41A11"})],
    ),
    "resubmission": Case("An Identificatie is used once (TR056).", lambda: [start("S1"), start("S1")]),
    "future": Case(
        "A Dagtekening in the future is refused at the header (TR135).",
        lambda: [jw305(identificatie="S1", dagtekening=date(2026, 3, 3))],
    ),
    "bad-bsn": Case(
        "A BSN that fails the 11-proof: the header alone, with 0001 (CS002).",
        lambda: [jw305(identificatie="S1", bsn=bad_bsn())],
    ),
}


@pytest.mark.parametrize("name", CASES)
async def test_case(street: Street, name: str) -> None:
    """Every message of the case gets the answer that its golden file holds."""
    case = CASES[name]
    folder = f"start-stop/{name}"
    sent = [to_bytes(bericht) for bericht in case.messages()]
    ids = await street.send(*sent, partition=0)
    async with street.consumer():
        answers = {reply.to: reply.value for reply in await street.replies(len(sent))}
    for n, (identity, raw) in enumerate(zip(ids, sent, strict=True), start=1):
        cases.compare(folder, f"{n}-in.xml", raw)
        cases.compare(folder, f"{n}-out.xml", answers[identity])
    cases.note(folder, case.note)
