"""Which answer may follow which, for one ReferentieAanbieder: TR359, TR360, TR365, OP344."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from ijw.policy.decisions import Finding


class Answer(StrEnum):
    """What was or will be sent on a request."""

    IN_ONDERZOEK = "JW319-2"
    AFGEWEZEN = "JW319-1"
    TOEGEWEZEN = "JW301"


FINAL = frozenset({Answer.AFGEWEZEN, Answer.TOEGEWEZEN})
"""The answers after which a request is dealt with (TR374)."""


def allowed_answer(history: Sequence[Answer], following: Answer) -> Finding | None:
    """Give the rule that forbids this answer after those; None when it may be sent.

    One "in onderzoek" at most, then one refusal or assignment, and nothing after that.
    """
    refused, examined = Answer.AFGEWEZEN in history, Answer.IN_ONDERZOEK in history
    if Answer.TOEGEWEZEN in history:
        rule = "OP344" if following is Answer.TOEGEWEZEN else "TR359"
        return Finding(rule, "this reference was already answered by an assignment")
    if following is Answer.TOEGEWEZEN:
        return Finding("OP344", "this reference was already refused") if refused else None
    if following is Answer.IN_ONDERZOEK and (refused or examined):
        return Finding("TR360", "this reference was already answered")
    return Finding("TR365", "this reference was already refused") if refused else None


def dealt_with(history: Sequence[Answer]) -> bool:
    """Tell whether nothing is to be sent any more; until then a next request gets 9374 (TR374)."""
    return not FINAL.isdisjoint(history)
