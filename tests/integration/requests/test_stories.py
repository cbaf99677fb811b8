"""Stories of requests through Kafka and PostgreSQL, with their messages as golden files.

Each row of the protocols that concerns requests has a story that bears its id, under tests/cases/requests/.
"""

from __future__ import annotations

from collections.abc import Mapping
from inspect import getdoc

import pytest

from support import stories_gi, stories_let, stories_standard
from support.factories import TODAY
from support.stories import Story, compare, tell
from support.town import Town

pytestmark = pytest.mark.servers

CHAPTERS: Mapping[str, Mapping[str, Story]] = {
    "gi-family": stories_gi.FAMILY,
    "gi-terms": stories_gi.TERMS,
    "let": stories_let.LET,
    "decided": stories_standard.DECIDED,
    "examples": stories_standard.EXAMPLES,
}

DAYS = {"examples": stories_standard.EXAMPLES_DAY}
"""The day on which a chapter plays, when it is not that of all tests."""


@pytest.mark.parametrize("chapter", CHAPTERS)
async def test_stories(
    kafka_bootstrap: str, topic_prefix: str, database_url: str, chapter: str, subtests: pytest.Subtests
) -> None:
    """Every message of every story is answered as its golden folder says, on the broker and in the tables."""
    day = DAYS.get(chapter, TODAY)
    town = Town(kafka_bootstrap, topic_prefix, database_url, {"municipalities": "", "today": day})
    await town.create()
    tellings = await tell(town, CHAPTERS[chapter], day)
    values = [value for telling in tellings for turn in telling.turns for value in turn.out]
    replies = await town.replies(len(values))
    assert sorted(values) == sorted(reply.value for reply in replies)
    for telling in tellings:
        with subtests.test(telling.name):
            note = getdoc(CHAPTERS[chapter][telling.name]) or ""
            compare(f"requests/{telling.name}", telling, note)
