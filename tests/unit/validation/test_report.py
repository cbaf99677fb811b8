"""The report is one page that can be mailed: complete, in two languages, and it loads nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pytest
from lxml import html

from ijw.contracts.codelists import Language
from ijw.validation.judge import judge
from ijw.validation.report import MOST_FILES, MOST_FINDINGS, html_report
from ijw.validation.summary import Summary
from ijw.validation.verdict import Outcome, Problem, Unread, Verdict
from support import factories as make


def report(outcomes: Sequence[Outcome], language: Language = "en") -> str:
    """The page about these."""
    summary = Summary()
    verdicts = list(summary.watch(outcomes))
    return "".join(html_report(verdicts, summary, language, date(2026, 3, 2)))


def refused(file: str = "wrong.xml", findings: int = 1) -> Verdict:
    """A verdict with so many findings."""
    return Verdict(
        file, "JW305", 2, tuple(Problem("CS002", f"/Bericht/Client[{n}]", "No.") for n in range(findings))
    )


def parsed(text: str) -> html.HtmlElement:
    """The page as a browser reads it."""
    page = html.document_fromstring(text)
    assert isinstance(page, html.HtmlElement)
    return page


ACCEPTED = judge("right.xml", make.to_bytes(make.jw305()))


@pytest.mark.parametrize(
    ("language", "word"), [("en", "refused at level 2"), ("nl", "afgekeurd op niveau 2")]
)
def test_the_page_names_files_rules_places_and_what_they_mean(language: Language, word: str) -> None:
    """In the language that was asked for, and the page says which one that is."""
    wrong = judge("wrong.xml", make.to_bytes(make.jw305(bsn=make.bad_bsn())), language)
    page = parsed(report([ACCEPTED, wrong], language))
    text = str(page.text_content())
    assert language == page.get("lang")
    for expected in (
        "right.xml",
        "wrong.xml",
        "CS002",
        "/Bericht/Client/Bsn",
        wrong.problems[0].message,
        word,
    ):
        assert expected in text
    assert make.bad_bsn() not in text


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    """No address, no script, no image, no import in the style; the policy in the page forbids all of them."""
    text = report([ACCEPTED, refused()])
    page = parsed(text)
    for element in ("script", "link", "img", "iframe", "object", "form"):
        assert not page.findall(f".//{element}")
    assert not re.search(r"https?:|//[a-z]|url\(|@import|\bon[a-z]+=", text)
    assert "default-src 'none'" in (page.find(".//meta[@http-equiv]").get("content") or "")


def test_the_page_has_a_style_for_print() -> None:
    """A person may want it on paper."""
    assert "@media print" in report([])


def test_a_file_name_cannot_put_anything_into_the_page() -> None:
    """Names of files and entries come from outside."""
    name = "<script>alert(1)</script>&\"'.xml"
    page = parsed(report([refused(name), Unread(name, "cannot be read")]))
    assert not page.findall(".//script")
    assert name in page.text_content()


def test_the_page_stays_small_enough_to_mail() -> None:
    """Of very many refused messages and findings some are shown, and the page says how many are not."""
    text = report([refused(f"{n}.xml", 2) for n in range(MOST_FILES + 3)] + [refused("long.xml", 3)])
    assert "4 more refused messages are not shown here." in text
    long = report([refused("long.xml", MOST_FINDINGS + 7)])
    assert "7 more findings of this message are not shown here." in long


def test_what_could_not_be_read_is_in_the_page() -> None:
    """A file that was not judged is not silently left out."""
    assert "gone.xml: does not exist" in report([Unread("gone.xml", "does not exist")])


def test_the_counts_are_those_of_the_verdicts() -> None:
    """Accepted, refused and rules are counted by message, not by finding."""
    summary = Summary()
    list(summary.watch([ACCEPTED, refused("a.xml", 3), refused("b.xml"), judge("c.xml", b"")]))
    assert (summary.total, summary.accepted.total(), summary.refused.total()) == (4, 1, 3)
    assert summary.levels == {2: 2, 0: 1}
    assert summary.frequent_rules(5) == [("CS002", 2), ("empty", 1)]
    assert summary.types() == ("?", "JW305")
