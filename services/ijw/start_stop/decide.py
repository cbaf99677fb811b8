"""Deciding on a start or a stop. Pure: facts and a message in, findings or effects out."""

from __future__ import annotations

from collections.abc import Sequence

from ijw.broker.consumer import Context, Judgement, Message
from ijw.broker.envelope import derived
from ijw.messages.document import Node
from ijw.rules.deliveries import CLASSES, DELETE, DeliveryFacts, melding
from ijw.rules.registry import Finding, broken
from ijw.start_stop.effects import Effect, Reported, TakenBack


def decide(message: Message, facts: DeliveryFacts, _context: Context) -> Judgement[DeliveryFacts, Effect]:
    """Judge every product; one that is wrong refuses the whole message and changes nothing (IV032).

    What is taken back is taken back before anything else is judged, whatever the order in the message
    (IV008), and a product is judged in the light of those before it.
    """
    after = facts
    findings: list[Finding] = []
    effects: list[Effect] = []
    for node in _in_order_of_effect(_products(message)):
        found = broken(message.type, node, after)
        if found:
            findings += found
        else:
            effect = _effect(message, node, after)
            effects.append(effect)
            after = effect.apply(after)
    if findings:
        return Judgement(facts, findings=_in_order_of_document(findings), because=_weighed(facts))
    return Judgement(after, effects=tuple(effects), because=_weighed(facts))


def _products(message: Message) -> Sequence[Node]:
    return [node for name in CLASSES for node in message.document.nodes(name)]


def _in_order_of_effect(nodes: Sequence[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: (node.value.StatusAanlevering != DELETE, node.position))


def _in_order_of_document(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.path, finding.rule)))


def _effect(message: Message, node: Node, facts: DeliveryFacts) -> Effect:
    new = melding(node.value, derived(message.incoming.message_id, node.path))
    if node.value.StatusAanlevering != DELETE:
        return Reported(message.incoming.message_id, message.municipality, bsn(message), message.sender, new)
    old = facts.find(new.key)
    assert old is not None, "TR063 has found the report that is taken back"
    return TakenBack(message.incoming.message_id, old.id)


def bsn(message: Message) -> str:
    """The BSN of the client; it stays inside the decision and the database."""
    return str(message.document.bericht.Client.Bsn)


def _weighed(facts: DeliveryFacts) -> dict[str, object]:
    return {
        "toewijzingen": sorted(facts.toewijzingen),
        "meldingen": [
            {
                "ToewijzingNummer": m.levering.ToewijzingNummer,
                "Begindatum": m.levering.Begindatum,
                "RedenBeeindiging": m.RedenBeeindiging,
                "Einddatum": m.Einddatum,
            }
            for m in facts.meldingen
        ],
    }
