"""Decides on a request for change (VOW, JW317), as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from ijw.policy.decisions import Decision, NotPossible
from ijw.policy.facts import Situation
from ijw.policy.honour import honour
from ijw.policy.lawfulness import op345_end, op345_volume
from ijw.policy.let_rules import let_2, let_5
from ijw.policy.outcome import assigned, held_back, impossible, not_assigned, to_person
from ijw.policy.protocols import ProtocolSet
from ijw.policy.requests import VerzoekOmWijziging
from ijw.policy.verdicts import Verdict, judge
from ijw.policy.vow_question import VowQuestion, code_of, vow_question
from ijw.policy.vow_rules import change_verdicts, new_product_verdict


def decide_vow(verzoek: VerzoekOmWijziging, situation: Situation, protocols: ProtocolSet) -> Decision:
    """Decide on the whole request: `Assign`, `Refuse`, `ToPerson` or, on the stop list, `HoldBack`.

    One refused part refuses all, else one part for a person leaves all to a person (IV093). KeyError when the
    request names an assignment that is not in the situation: TR351 comes before.
    """
    if situation.on_stop_list:
        return held_back(verzoek.ReferentieAanbieder)
    q = vow_question(verzoek, situation, protocols)
    judgement = judge(verdicts(q))
    if left := not_assigned(q.handling, judgement):
        return left
    plan = honour(verzoek, situation, reasons=q.reasons)
    if isinstance(plan, NotPossible):
        return to_person(q.handling, impossible(plan))
    return assigned(q.handling, plan, judgement.trace)


def verdicts(q: VowQuestion) -> Iterator[Verdict | None]:
    """Every rule on the request, in the order in which they are judged."""
    yield from _exchange_verdicts(q)
    for nieuw in q.verzoek.NieuweProducten:
        if not (q.exchange and q.exchange.asks(nieuw)):
            yield new_product_verdict(q, nieuw)
    for asked, current in q.changes:
        if not (q.exchange and q.exchange.takes(code_of(current))):
            yield from change_verdicts(q, asked, current)
        yield op345_end(current, asked.Einddatum)
        yield op345_volume(current, asked.Omvang, asked.Budget)


def _exchange_verdicts(q: VowQuestion) -> Iterator[Verdict | None]:
    if q.exchange is None:
        return
    for nieuw, pair in q.exchange.pairs:
        yield let_2(q.exchange.rule, pair, nieuw, q.changes, q.situation.today)
        yield let_5(q.exchange.rule, pair, nieuw, q.changes, q.situation.today)
