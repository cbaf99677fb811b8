"""Deciding on a request. Pure: what is known and a message in, findings or effects and answers out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, assert_never

from ijw.broker.consumer import Context, Judgement, Message
from ijw.broker.envelope import derived
from ijw.policy import facts as policy
from ijw.policy.deadlines import due
from ijw.policy.decide_vot import decide_product
from ijw.policy.decide_vow import decide_vow
from ijw.policy.decisions import Assign, Decision, Finding, HoldBack, Refuse, ToPerson
from ijw.policy.facts import Situation
from ijw.policy.protocols import ProtocolSet
from ijw.policy.records import VotFacts, VowFacts, facts_to_json
from ijw.policy.requests import VerzoekOmToewijzing, VerzoekOmWijziging
from ijw.requests.asked import Asked, asked, subject
from ijw.requests.effects import Act, CaseOpened, Effect, Replied, Requested, Ruled
from ijw.requests.known import Known
from ijw.requests.letters import Letter, letters
from ijw.requests.rulings import Ruling, after, granted, handling_of, sendable
from ijw.rules import registry
from ijw.rules.requests_facts import RequestFacts, Toewijzing, references

WHO = "requests"
"""Who decided, when no person did."""

_CLASSES = (
    "Client",
    "AangevraagdProduct",
    "Verzoek",
    "OngewijzigdProduct",
    "TeWijzigenProduct",
    "NieuwProduct",
)


def decide(
    message: Message, known: Known, context: Context, protocols: ProtocolSet
) -> Judgement[Known, Effect]:
    """Refuse the message as a whole (IV032), or decide on what it asks.

    Each product of a VOT is decided on its own, in the light of those before it; a VOW is one whole (IV093).
    """
    facts = _request_facts(message, known, context)
    found = tuple(_findings(message, facts))
    if found:
        return Judgement(known, findings=found, because=_weighed(facts))
    request = asked(message)
    act = Act(context.moment, WHO)
    rulings, then = _rulings(request, known, context, protocols)
    sent = letters(request, rulings, then, context)
    return Judgement(
        then.with_request(request.subject, request.references),
        effects=(*effects(act, request, rulings, protocols), *replied(act, request, sent)),
        answers=tuple(letter.bericht for letter in sent),
        because={"decisions": [str(ruling.id) for ruling in rulings]},
    )


def effects(act: Act, request: Asked, rulings: Sequence[Ruling], protocols: ProtocolSet) -> Iterator[Effect]:
    """What is written down of a request that just came in, and of the decisions on it."""
    for ruling in rulings:
        assert ruling.reference is not None, "every request has a reference"
        yield Requested(act, request, ruling.reference, waiting=_waits(ruling.decision))
        yield Ruled(act, ruling)
        case = _case(act, request, ruling, protocols)
        if case is not None:
            yield case


def replied(act: Act, request: Asked, sent: Sequence[Letter]) -> Iterator[Replied]:
    """What is written down of the answers."""
    for letter in sent:
        for reply in letter.replies:
            yield Replied(act, request.subject, letter.identificatie, reply)


def _request_facts(message: Message, known: Known, context: Context) -> RequestFacts:
    whose = subject(message)
    return RequestFacts(
        context.today,
        message.document.header.BerichtIdentificatie.Dagtekening,
        [_toewijzing(one.toewijzing) for one in known.held(whose)],
        {one for one in references(message.document) if (whose.agb, one) in known.references},
        client_known=whose in known.asked or bool(known.held(whose)),
        request_open=known.request_open(whose, message.incoming.arrived),
        contracted=known.contracted.get(whose.client.municipality, frozenset()),
    )


def _toewijzing(one: policy.Toewijzing) -> Toewijzing:
    return Toewijzing(
        one.ToewijzingNummer,
        one.Product,
        one.Ingangsdatum,
        one.Einddatum,
        one.Omvang,
        one.Budget,
        one.RedenWijziging,
    )


def _findings(message: Message, facts: RequestFacts) -> Iterator[registry.Finding]:
    for name in _CLASSES:
        for node in message.document.nodes(name):
            yield from registry.broken(message.type, node, facts)


def _rulings(
    request: Asked, known: Known, context: Context, protocols: ProtocolSet
) -> tuple[list[Ruling], Known]:
    rulings = []
    for reference in request.references:
        situation = known.situation(request.subject, context.today)
        decided = _decision(request, reference, situation, protocols)
        handling = handling_of(decided, request, protocols, situation)
        decision = sendable(decided, request, known, handling)
        ruling = Ruling(
            derived(request.message_id, f"decision:{reference}"),
            request.subject,
            reference,
            decision,
            facts_json(request, situation),
            situation,
            granted(decision, request.subject, known, context.moment),
        )
        known = after(known, ruling)
        rulings.append(ruling)
    return rulings, known


def _decision(request: Asked, reference: str, situation: Situation, protocols: ProtocolSet) -> Decision:
    verzoek = request.verzoek
    match verzoek:
        case VerzoekOmToewijzing():
            return decide_product(verzoek, verzoek.product(reference), situation, protocols)
        case VerzoekOmWijziging():
            return decide_vow(verzoek, situation, protocols)
        case _:
            assert_never(verzoek)


def facts_json(request: Asked, situation: Situation) -> dict[str, Any]:
    """What a request is decided on, to keep with the decision."""
    verzoek = request.verzoek
    match verzoek:
        case VerzoekOmToewijzing():
            return facts_to_json(VotFacts(verzoek, situation))
        case VerzoekOmWijziging():
            return facts_to_json(VowFacts(verzoek, situation))
        case _:
            assert_never(verzoek)


def _waits(decision: Decision) -> bool:
    match decision:
        case ToPerson() | HoldBack():
            return True
        case Assign() | Refuse():
            return False
        case _:
            assert_never(decision)


def _case(act: Act, request: Asked, ruling: Ruling, protocols: ProtocolSet) -> CaseOpened | None:
    decision = ruling.decision
    match decision:
        case ToPerson(reference, findings, deadline):
            return CaseOpened(act, request.subject, reference, findings, deadline)
        case HoldBack(reference, trace):
            handling = handling_of(decision, request, protocols, ruling.situation)
            deadline = due("first_answer", handling.Dagtekening, handling.deadlines)
            findings = tuple(Finding(step.rule, step.explanation) for step in trace)
            return CaseOpened(act, request.subject, reference, findings, deadline)
        case Assign() | Refuse():
            return None
        case _:
            assert_never(decision)


def _weighed(facts: RequestFacts) -> dict[str, object]:
    return {
        "toewijzingen": sorted(facts.actual),
        "references": sorted(facts.references),
        "client_known": facts.client_known,
        "request_open": facts.request_open,
    }
