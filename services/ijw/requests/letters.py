"""The messages that follow from decisions: JW301 for what is assigned, JW319 for what is not. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, assert_never
from uuid import UUID

from ijw.broker.consumer import Context
from ijw.messages.base import Bericht
from ijw.messages.jw301 import JW301, ToegewezenProduct
from ijw.messages.outgoing import Envelope, in_onderzoek, refusal
from ijw.messages.outgoing_jw301 import jw301, moment
from ijw.policy.answers import Answer
from ijw.policy.composition import (
    Gewijzigd,
    Nieuw,
    Ongewijzigd,
    Regel,
    lines_for_vot,
    lines_for_vow,
    lines_on_own_initiative,
    op002,
)
from ijw.policy.decisions import Assign, HoldBack, NieuweToewijzing, Refuse, ToPerson
from ijw.policy.facts import Toewijzing
from ijw.policy.requests import VerzoekOmToewijzing
from ijw.requests.asked import Asked, Subject
from ijw.requests.known import Known
from ijw.requests.rulings import Ruling, touched_before


@dataclass(frozen=True, slots=True)
class Reply:
    """What a message of ours says on one request, and the decision behind it."""

    reference: str
    answer: Answer
    decision: UUID


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to send, with the requests that it answers; none on our own initiative."""

    bericht: Bericht
    identificatie: str
    replies: tuple[Reply, ...] = ()


def letters(
    asked: Asked | None, rulings: Sequence[Ruling], known: Known, context: Context
) -> tuple[Letter, ...]:
    """The messages for the decisions on one request: the assignment, then each answer in its order.

    All that is assigned goes in one message (OP087). Only when a product changes the assignment of another
    product of the same request does a second one follow: an assignment stands in a message once (TR101).
    """
    assigned: list[list[Ruling]] = []
    for ruling in rulings:
        if isinstance(ruling.decision, Assign):
            if not assigned or touched_before(ruling, assigned[-1]):
                assigned.append([])
            assigned[-1].append(ruling)
    own = [_assignment(asked, group, known, context) for group in assigned]
    return (*own, *(letter for ruling in rulings if (letter := _answer(ruling, context))))


def _answer(ruling: Ruling, context: Context) -> Letter | None:
    decision = ruling.decision
    match decision:
        case Refuse(reference, reason, _, municipality):
            envelope = _envelope(ruling.subject, context)
            bericht = refusal(envelope, reference, reason.value, municipality)
            return Letter(bericht, envelope.identificatie, _replies([ruling], Answer.AFGEWEZEN))
        case ToPerson(reference):
            envelope = _envelope(ruling.subject, context)
            bericht = in_onderzoek(envelope, reference)
            return Letter(bericht, envelope.identificatie, _replies([ruling], Answer.IN_ONDERZOEK))
        case Assign() | HoldBack():
            return None
        case _:
            assert_never(decision)


def _assignment(asked: Asked | None, rulings: Sequence[Ruling], known: Known, context: Context) -> Letter:
    subject = rulings[0].subject
    envelope = _envelope(subject, context)
    products = _products(_lines(asked, rulings, context.today), rulings, known, context)
    bericht = _jw301(asked, subject, products, known, envelope)
    return Letter(bericht, envelope.identificatie, _replies(rulings, Answer.TOEGEWEZEN))


def _jw301(
    asked: Asked | None, subject: Subject, products: list[ToegewezenProduct], known: Known, envelope: Envelope
) -> JW301:
    register, today = known.register, envelope.dagtekening
    child = register.persons[subject.client]
    with_guardian = op002(
        guardian_known=asked is not None and asked.guardian_known,
        own_guardian=register.is_adult(subject.client, today),
    )
    guardians = register.guardians(subject.client, today) if with_guardian else ()
    return jw301(envelope, child.as_child, guardians, products)


def _lines(asked: Asked | None, rulings: Sequence[Ruling], today: date) -> tuple[Regel, ...]:
    decided = [ruling.decision for ruling in rulings if isinstance(ruling.decision, Assign)]
    assignments = rulings[0].situation.assignments
    if asked is None:
        return lines_on_own_initiative(decided[0], assignments, today)
    if isinstance(asked.verzoek, VerzoekOmToewijzing):
        return lines_for_vot(decided, assignments, today)
    return lines_for_vow(decided[0], assignments, today)


def _products(
    lines: Sequence[Regel], rulings: Sequence[Ruling], known: Known, context: Context
) -> list[ToegewezenProduct]:
    """Each line as a class of the message; new ones are numbered in the order of the decisions."""
    made = iter([one for ruling in rulings for one in ruling.holdings if one.version == 1])
    client = rulings[0].subject.client
    products = []
    for line in lines:
        match line:
            case Nieuw(toewijzing, reference):
                number = next(made).toewijzing.ToewijzingNummer
                products.append(_product(number, toewijzing, reference, None, context.moment))
            case Gewijzigd(toewijzing, reason, reference):
                number = toewijzing.ToewijzingNummer
                products.append(_product(number, toewijzing, reference, reason.value, context.moment))
            case Ongewijzigd(toewijzing, reference):
                number = toewijzing.ToewijzingNummer
                decided = known.holding(client, number).assigned_at
                at = decided or _presumed(toewijzing, context.today)
                products.append(_product(number, toewijzing, reference, None, at))
            case _:
                assert_never(line)
    return products


def _product(
    number: int,
    toewijzing: Toewijzing | NieuweToewijzing,
    reference: str | None,
    reason: str | None,
    at: datetime,
) -> ToegewezenProduct:
    product, omvang = toewijzing.Product, toewijzing.Omvang
    values: dict[str, Any] = {
        "ToewijzingNummer": number,
        "ReferentieAanbieder": reference,
        "Product": {"Categorie": product.Categorie, "Code": product.Code} if product else None,
        **moment(at),
        "Ingangsdatum": toewijzing.Ingangsdatum,
        "Einddatum": toewijzing.Einddatum,
        "RedenWijziging": reason,
        "Omvang": {name: getattr(omvang, name) for name in omvang.__slots__} if omvang else None,
        "Budget": toewijzing.Budget,
    }
    return ToegewezenProduct.model_validate(values)


def _presumed(toewijzing: Toewijzing, today: date) -> datetime:
    """When an imported assignment was decided is not known: on its first day, but never in the future."""
    return datetime.combine(min(toewijzing.Ingangsdatum, today), time())


def _envelope(subject: Subject, context: Context) -> Envelope:
    return Envelope(subject.client.municipality, subject.agb, context.number(), context.today)


def _replies(rulings: Sequence[Ruling], answer: Answer) -> tuple[Reply, ...]:
    return tuple(_each(rulings, answer))


def _each(rulings: Sequence[Ruling], answer: Answer) -> Iterator[Reply]:
    for ruling in rulings:
        if ruling.reference is not None:
            yield Reply(ruling.reference, answer, ruling.id)
