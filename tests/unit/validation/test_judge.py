"""One message judged on levels 0 to 2: everything that is wrong, and nothing of what it holds."""

from __future__ import annotations

import json
from datetime import date

import pytest

from ijw.contracts.codelists import Language
from ijw.validation.judge import judge
from ijw.validation.verdict import Verdict
from support import factories as make


def judged(raw: bytes, language: Language = "en") -> Verdict:
    """The verdict on a file called start.xml."""
    return judge("start.xml", raw, language)


def places(verdict: Verdict) -> list[tuple[str, str]]:
    """Rule and place of every finding."""
    return [(problem.rule, problem.path) for problem in verdict.problems]


def test_an_accepted_message_has_no_level_and_no_findings() -> None:
    """The JSON of an accepted message says so in every key of the outside contract."""
    assert judged(make.to_bytes(make.jw305())).as_json() == {
        "file": "start.xml",
        "type": "JW305",
        "verdict": "accepted",
        "level": None,
        "rules": [],
        "errors": [],
    }


def test_a_document_that_is_no_message_is_refused_on_level_0_without_a_type() -> None:
    """One finding about the whole document, under the code of level 0."""
    verdict = judged(b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
    assert (verdict.type, verdict.level, verdict.verdict, verdict.rules) == (None, 0, "refused", ("doctype",))
    assert places(verdict) == [("doctype", "/")]


def test_every_violation_of_the_schema_is_told() -> None:
    """Level 1 goes on after the first violation."""
    raw = make.to_bytes(make.jw305())
    raw = raw.replace(b"<Geslacht>2<", b"<Geslacht>7<").replace(b">45A04<", b">45A04999<")
    verdict = judged(raw)
    assert (verdict.type, verdict.level) == ("JW305", 1)
    assert places(verdict) == [
        ("enumeration", "/Bericht/Client/Geslacht"),
        ("maxLength", "/Bericht/Client/StartProducten/StartProduct/Product/Code"),
    ]


def test_every_rule_of_level_2_is_told_at_every_place() -> None:
    """CS002, CS058: two products and a client break rules, all three are findings."""
    wrong = [make.start_product(StatusAanlevering="2", Begindatum=date(2026, 2, day)) for day in (2, 3)]
    verdict = judged(make.to_bytes(make.jw305(wrong, bsn=make.bad_bsn())))
    product = "/Bericht/Client/StartProducten/StartProduct"
    assert [
        ("CS002", "/Bericht/Client/Bsn"),
        ("CS058", f"{product}[1]/StatusAanlevering"),
        ("CS058", f"{product}[2]/StatusAanlevering"),
    ] == places(verdict)
    assert verdict.rules == ("CS002", "CS058")


def test_tr319_is_checked_in_the_message() -> None:
    """TR319: a line delivered after the month of the claim; one message is enough to see it."""
    later = make.prestatie(ProductPeriode=make.period(date(2026, 3, 1), date(2026, 3, 2)))
    assert judged(make.to_bytes(make.jw323([make.claim_client([later])]))).rules == ("TR319",)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Found: 9 characters: digits."), ("nl", "Gevonden: 9 tekens: cijfers.")],
)
def test_a_finding_tells_the_class_of_the_value_in_both_languages(language: Language, said: str) -> None:
    """CS002: of a wrong BSN its length and kind are told, never its digits."""
    wrong = make.bad_bsn()
    verdict = judged(make.to_bytes(make.jw305(bsn=wrong)), language)
    (problem,) = verdict.problems
    assert problem.message.endswith(said)
    assert wrong not in json.dumps(verdict.as_json())


def test_a_finding_about_what_is_missing_says_that_nothing_is_there() -> None:
    """CD075: care with a budget needs an end date, and there is none."""
    product = make.aangevraagd_product(Omvang=None, Budget=1000, ToewijzingEinddatum=None, Product=None)
    verdict = judged(make.to_bytes(make.jw315([product])))
    messages = [problem.message for problem in verdict.problems if problem.rule == "CD075"]
    assert messages == ["Care with a budget needs an end date. Found: nothing."]


def test_a_date_that_no_calendar_has_is_a_finding_of_level_1() -> None:
    """A schema date may lie in the year 12026; the model of a message holds no such day."""
    raw = make.to_bytes(make.jw305([make.start_product(Begindatum=date(2026, 2, 2))]))
    verdict = judged(raw.replace(b"Begindatum>2026-02-02<", b"Begindatum>12026-02-02<"))
    assert (verdict.level, verdict.rules) == (1, ("data-type",))
    assert verdict.problems[0].path.startswith("/Bericht/Client/StartProducten/StartProduct")


def test_a_long_list_of_codes_is_shortened_in_a_sentence() -> None:
    """Of the 249 countries some are named."""
    verdict = judged(make.to_bytes(make.jw301()).replace(b">NL<", b">NEDERLAND<"))
    (sentence,) = [one.message for one in verdict.problems if one.rule == "enumeration"]
    assert "AD" in sentence
    assert "…" in sentence
    assert len(sentence) < 400


@pytest.mark.parametrize("language", ["en", "nl"])
def test_names_and_other_values_of_a_refused_message_are_nowhere_in_the_verdict(language: Language) -> None:
    """Not on level 1, where the schema validator quotes values, and not on level 2."""
    secret = "Geheimschrijver"
    raw = make.to_bytes(make.jw305(bsn=make.bad_bsn())).replace(b"Proefpersoon", secret.encode())
    broken = raw.replace(b"<Geslacht>2<", f"<Geslacht>{secret}<".encode())
    unknown = raw.replace(b"<Geslacht>2</Geslacht>", f"<{secret}>{secret}</{secret}>".encode())
    for bad, level in ((raw, 2), (broken, 1), (unknown, 1)):
        verdict = judged(bad, language)
        assert level == verdict.level
        assert secret not in json.dumps(verdict.as_json())
        assert make.bad_bsn() not in json.dumps(verdict.as_json())
