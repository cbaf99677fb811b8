"""The loop's own judgement: when it is not the messages that are wrong."""

from __future__ import annotations

from typing import Any, cast

import pytest

from ijw.broker.loop import Loop, TooManyDeadLettersError
from ijw.broker.outcomes import Dead, Duplicate
from ijw.settings import load_settings
from support.broker import incoming


def loop() -> Loop:
    """A loop that stops at three dead letters in a row."""
    nothing = cast("Any", None)
    return Loop(nothing, nothing, load_settings(dead_letter_limit=3), nothing, nothing, {})


def dead() -> Dead:
    """A message that our code failed on."""
    return Dead(incoming(b""), "own-code-failed", "somewhere")


def test_dead_letters_in_a_row_stop_the_process() -> None:
    """A wrong release must not empty the topic into the dead letters."""
    counting = loop()
    counting._count_dead([dead()])
    with pytest.raises(TooManyDeadLettersError):
        counting._count_dead([dead(), dead()])


def test_one_message_that_goes_well_starts_the_count_anew() -> None:
    """Single poisonous messages are no reason to stop."""
    counting = loop()
    for _ in range(5):
        counting._count_dead([dead(), dead(), Duplicate(incoming(b""), same_record=False)])
