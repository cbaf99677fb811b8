"""TR359, TR360, TR365, OP344: which answer may follow which."""

from __future__ import annotations

from itertools import product

import pytest

from ijw.policy.answers import Answer, allowed_answer, dealt_with

ONDERZOEK, AFGEWEZEN, TOEGEWEZEN = Answer.IN_ONDERZOEK, Answer.AFGEWEZEN, Answer.TOEGEWEZEN


@pytest.mark.parametrize(
    ("history", "following", "rule"),
    [
        ((), ONDERZOEK, None),
        ((), AFGEWEZEN, None),
        ((), TOEGEWEZEN, None),
        ((ONDERZOEK,), AFGEWEZEN, None),
        ((ONDERZOEK,), TOEGEWEZEN, None),
        ((ONDERZOEK,), ONDERZOEK, "TR360"),
        ((AFGEWEZEN,), ONDERZOEK, "TR360"),
        ((AFGEWEZEN,), AFGEWEZEN, "TR365"),
        ((AFGEWEZEN,), TOEGEWEZEN, "OP344"),
        ((TOEGEWEZEN,), ONDERZOEK, "TR359"),
        ((TOEGEWEZEN,), AFGEWEZEN, "TR359"),
        ((TOEGEWEZEN,), TOEGEWEZEN, "OP344"),
        ((ONDERZOEK, AFGEWEZEN), AFGEWEZEN, "TR365"),
        ((ONDERZOEK, TOEGEWEZEN), AFGEWEZEN, "TR359"),
    ],
)
def test_tr359_tr360_tr365_answers(history: tuple[Answer, ...], following: Answer, rule: str | None) -> None:
    """One examination at most, then one final answer, then nothing."""
    finding = allowed_answer(history, following)
    assert rule == (finding.rule if finding else None)


def test_tr374_no_sequence_of_allowed_answers_has_two_final_ones() -> None:
    """Whatever is tried, what gets through has at most one examination, first, and one final answer, last."""
    for attempts in product(Answer, repeat=5):
        sent: list[Answer] = []
        for attempt in attempts:
            if allowed_answer(sent, attempt) is None:
                sent.append(attempt)
        assert sum(answer is not ONDERZOEK for answer in sent) <= 1
        assert dealt_with(sent) is (len(sent) > 0 and sent[-1] is not ONDERZOEK)
        assert ONDERZOEK not in sent[1:]
