"""Rules about claims and the answers to them by themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ijw.messages.jw323 import JW323, Prestatie
from support import factories as make
from support.judging import broken_at

CLAIM = "/Bericht/Declaratie"
LINES = f"{CLAIM}/Clienten/Client[1]/Prestaties/Prestatie"
ANSWER = "/Bericht/DeclaratieAntwoord"
REFUSED = f"{ANSWER}/Clienten/Client[1]/Prestaties/Prestatie[1]"


def claim(*lines: Prestatie, **declaratie: Any) -> JW323:
    return make.jw323([make.claim_client(lines)], declaratie=declaratie)


def line(**elements: Any) -> JW323:
    return claim(make.prestatie(**elements))


def over(begin: date, end: date) -> JW323:
    return line(ProductPeriode=make.period(begin, end))


def declared(begin: date, end: date) -> JW323:
    return claim(make.prestatie(), DeclaratiePeriode=make.period(begin, end))


def test_cs100_accepts_2021_and_later() -> None:
    """CS100: the first day of 2021 is in order."""
    assert broken_at(over(date(2021, 1, 1), date(2021, 1, 31)), "CS100") == []


def test_cs100_refuses_before_2021() -> None:
    """CS100: of a claim and of a line, either end."""
    assert broken_at(over(date(2020, 12, 31), date(2021, 1, 31)), "CS100") == [f"{LINES}[1]/ProductPeriode"]
    assert broken_at(over(date(2021, 1, 1), date(2020, 12, 31)), "CS100") == [f"{LINES}[1]/ProductPeriode"]
    found = broken_at(declared(date(2020, 12, 1), date(2020, 12, 31)), "CS100")
    assert found == [f"{CLAIM}/DeclaratiePeriode"]


@pytest.mark.parametrize(
    ("begin", "end"), [(date(2024, 2, 1), date(2024, 2, 29)), (date(2025, 12, 1), date(2025, 12, 31))]
)
def test_cs340_accepts_a_whole_month(begin: date, end: date) -> None:
    """CS340: from the first to the last day."""
    assert broken_at(declared(begin, end), "CS340") == []


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (date(2024, 2, 1), date(2024, 2, 28)),
        (date(2025, 12, 2), date(2025, 12, 31)),
        (date(2025, 11, 1), date(2025, 12, 31)),
        (date(2024, 12, 1), date(2025, 12, 31)),
    ],
)
def test_cs340_refuses_anything_else(begin: date, end: date) -> None:
    """CS340: a day less, or a month more."""
    assert broken_at(declared(begin, end), "CS340") == [f"{CLAIM}/DeclaratiePeriode"]


def test_cs337_accepts_a_part_of_a_month() -> None:
    """CS337: a line may be over a part of a month."""
    assert broken_at(over(date(2026, 2, 9), date(2026, 2, 27)), "CS337") == []


@pytest.mark.parametrize("begin", [date(2026, 1, 31), date(2025, 2, 1)])
def test_cs337_refuses_another_month_or_year(begin: date) -> None:
    """CS337: the same month of another year is another month."""
    found = broken_at(over(begin, date(2026, 2, 28)), "CS337")
    assert found == [f"{LINES}[1]/ProductPeriode/Einddatum"]


@pytest.mark.parametrize(
    ("begin", "end"), [(date(2026, 2, 1), date(2026, 2, 28)), (date(2025, 12, 1), date(2025, 12, 31))]
)
def test_tr319_accepts_this_month_and_earlier(begin: date, end: date) -> None:
    """TR319: what is claimed late is in order."""
    assert broken_at(over(begin, end), "TR319") == []


def test_tr319_refuses_a_later_month() -> None:
    """TR319: what comes after the month of the claim belongs in the next claim."""
    found = broken_at(over(date(2026, 3, 1), date(2026, 3, 1)), "TR319")
    assert found == [f"{LINES}[1]/ProductPeriode"]


def test_tr335_accepts_five_years() -> None:
    """TR335: exactly five years is not more than five years."""
    assert broken_at(over(date(2021, 3, 1), date(2021, 3, 2)), "TR335") == []


def test_tr335_refuses_more_than_five_years() -> None:
    """TR335: counted from the end of the period to the DeclaratieDagtekening."""
    found = broken_at(over(date(2021, 3, 1), date(2021, 3, 1)), "TR335")
    assert found == [f"{LINES}[1]/ProductPeriode/Einddatum"]


def euros(**elements: Any) -> JW323:
    """A claim with a line in euros."""
    values = {"Eenheid": "83", "GeleverdVolume": 60_000, "ProductTarief": None}
    return line(**{**values, **elements})


def test_cd087_accepts_a_tariff_but_not_for_euros() -> None:
    """CD087: a tariff of nothing is a tariff."""
    assert broken_at(line(ProductTarief=0), "CD087") == []
    assert broken_at(euros(), "CD087") == []


def test_cd087_refuses_no_tariff_and_a_tariff_for_euros() -> None:
    """CD087: too few, or too many."""
    assert broken_at(line(ProductTarief=None), "CD087") == [f"{LINES}[1]/ProductTarief"]
    assert broken_at(euros(ProductTarief=0), "CD087") == [f"{LINES}[1]/ProductTarief"]


def test_cs339_accepts_euros_that_are_the_amount() -> None:
    """CS339: volume in cents, amount in cents; other units are free, and the sign does not matter."""
    assert broken_at(euros(), "CS339") == []
    assert broken_at(line(GeleverdVolume=1), "CS339") == []
    credit = make.credit(Eenheid="83", GeleverdVolume=60_000, ProductTarief=None)
    assert broken_at(claim(credit), "CS339") == []


def test_cs339_refuses_euros_that_differ() -> None:
    """CS339: a cent more."""
    assert broken_at(euros(GeleverdVolume=60_001), "CS339") == [f"{LINES}[1]/IngediendBedrag"]


ZERO_CREDIT = {"Bedrag": 0, "DebetCredit": "C"}
ZERO_TOTAL_CREDIT = {"TotaalBedrag": 0, "DebetCredit": "C"}


def test_cs325_accepts_nothing_as_debit() -> None:
    """CS325: nothing is debit, something may be credit."""
    assert broken_at(line(IngediendBedrag=make.amount(0)), "CS325") == []
    assert broken_at(claim(make.credit()), "CS325") == []
    assert broken_at(make.jw325(submitted=0), "CS325") == []


def test_cs325_refuses_nothing_as_credit() -> None:
    """CS325: in a line and in every total, of a claim and of an answer."""
    assert broken_at(line(IngediendBedrag=ZERO_CREDIT), "CS325") == [
        f"{LINES}[1]/IngediendBedrag/DebetCredit"
    ]
    assert broken_at(claim(TotaalIngediendBedrag=ZERO_TOTAL_CREDIT), "CS325") == [
        f"{CLAIM}/TotaalIngediendBedrag/DebetCredit"
    ]
    both = {"TotaalIngediendBedrag": ZERO_TOTAL_CREDIT, "TotaalToegekendBedrag": ZERO_TOTAL_CREDIT}
    assert broken_at(make.jw325(antwoord=both), "CS325") == [
        f"{ANSWER}/TotaalIngediendBedrag/DebetCredit",
        f"{ANSWER}/TotaalToegekendBedrag/DebetCredit",
    ]
    refused = make.refused_line(make.prestatie(IngediendBedrag=ZERO_CREDIT))
    assert broken_at(make.jw325([make.refused_client([refused])]), "CS325") == [
        f"{REFUSED}/IngediendBedrag/DebetCredit"
    ]


def test_cd060_accepts_a_previous_number_on_credit_only() -> None:
    """CD060: a credit line says what it takes back."""
    assert broken_at(claim(make.prestatie("P1"), make.credit("P2", "P0")), "CD060") == []


def test_cd060_refuses_credit_without_and_debit_with_a_previous_number() -> None:
    """CD060: in a claim and in an answer."""
    credit = make.prestatie("P1", IngediendBedrag=make.amount(-1))
    debit = make.credit("P2", IngediendBedrag=make.amount(1))
    place = "ProductReferentie/VorigReferentieNummer"
    assert broken_at(claim(credit, debit), "CD060") == [f"{LINES}[1]/{place}", f"{LINES}[2]/{place}"]
    answer = make.jw325([make.refused_client([make.refused_line(credit)])])
    assert broken_at(answer, "CD060") == [f"{REFUSED}/{place}"]


def test_tr358_accepts_the_sum_of_debit_less_credit() -> None:
    """TR358: over all clients; a claim of more credit than debit is credit."""
    lines = [make.prestatie("P1"), make.credit("P2", "P0", IngediendBedrag=make.amount(-70_000))]
    clients = [make.claim_client(lines), make.claim_client([make.prestatie("P3")], bsn=make.bsn(2))]
    total = {"TotaalIngediendBedrag": make.total(50_000)}
    assert broken_at(make.jw323(clients, declaratie=total), "TR358") == []
    assert broken_at(claim(*lines, TotaalIngediendBedrag=make.total(-10_000)), "TR358") == []


@pytest.mark.parametrize("cents", [60_001, -60_000, 0])
def test_tr358_refuses_another_total(cents: int) -> None:
    """TR358: a cent more, the other sign, nothing."""
    found = broken_at(claim(TotaalIngediendBedrag=make.total(cents)), "TR358")
    assert found == [f"{CLAIM}/TotaalIngediendBedrag"]


def test_tr342_accepts_the_refused_lines_as_the_difference() -> None:
    """TR342: submitted less granted is the sum of the refused lines, debit less credit."""
    refused = [make.refused_line(), make.refused_line(make.credit())]
    assert broken_at(make.jw325([make.refused_client(refused[:1])]), "TR342") == []
    assert broken_at(make.jw325([make.refused_client(refused)]), "TR342") == []
    assert broken_at(make.jw325(codes=["8001"]), "TR342") == []
    assert broken_at(make.jw325([make.refused_client(refused[1:])], submitted=-60_000), "TR342") == []


@pytest.mark.parametrize("granted", [100_000, 39_999, 0])
def test_tr342_refuses_another_difference(granted: int) -> None:
    """TR342: what is not granted must be explained by the lines."""
    answer = make.jw325([make.refused_client()], antwoord={"TotaalToegekendBedrag": make.total(granted)})
    assert broken_at(answer, "TR342") == [f"{ANSWER}/TotaalToegekendBedrag"]


def test_tr342_accepts_nothing_granted_of_a_refused_claim() -> None:
    """TR342: of a claim refused as a whole no line was judged, and nothing is granted."""
    nothing = {"TotaalToegekendBedrag": make.total(0)}
    assert broken_at(make.jw325(codes=["9333"], antwoord=nothing), "TR342") == []
    assert broken_at(make.jw325(antwoord=None), "TR342") == []


def test_tr342_refuses_money_or_lines_for_a_refused_claim() -> None:
    """TR342: neither money nor lines go with a claim refused as a whole."""
    nothing = {"TotaalToegekendBedrag": make.total(0)}
    assert broken_at(make.jw325(codes=["9333"]), "TR342") == [f"{ANSWER}/TotaalToegekendBedrag"]
    lines = make.jw325([make.refused_client()], codes=["9333"], antwoord=nothing)
    assert broken_at(lines, "TR342") == [f"{ANSWER}/TotaalToegekendBedrag"]


PREVIOUS = "ProductReferentie/VorigReferentieNummer"


def test_tr315_accepts_lines_taken_back_once() -> None:
    """TR315: two credits for two lines; debit lines have no previous number."""
    lines = [make.credit("P1", "A"), make.credit("P2", "B"), make.prestatie("P3"), make.prestatie("P4")]
    assert broken_at(claim(*lines), "TR315") == []


def test_tr315_refuses_a_line_taken_back_twice() -> None:
    """TR315: also when the second credit stands with another client."""
    clients = [
        make.claim_client([make.credit("P1", "A")]),
        make.claim_client([make.credit("P2", "A")], bsn=make.bsn(2)),
    ]
    found = broken_at(make.jw323(clients), "TR315")
    assert found == [f"{CLAIM}/Clienten/Client[2]/Prestaties/Prestatie[1]/{PREVIOUS}"]


def test_tr316_accepts_credit_of_an_earlier_claim() -> None:
    """TR316: a credit and the next debit may go together (IV086)."""
    assert broken_at(claim(make.credit("P1", "P0"), make.prestatie("P2")), "TR316") == []


def test_tr316_refuses_credit_of_the_same_claim() -> None:
    """TR316: before or after the line it takes back."""
    lines = [make.credit("P2", "P1"), make.prestatie("P1"), make.credit("P4", "P4")]
    assert broken_at(claim(*lines), "TR316") == [f"{LINES}[1]/{PREVIOUS}", f"{LINES}[3]/{PREVIOUS}"]


@pytest.mark.parametrize(
    "other",
    [
        make.prestatie("P2", ToewijzingNummer=7),
        make.prestatie("P2", ProductCategorie="54"),
        make.prestatie("P2", ProductCode="45A05"),
        make.prestatie("P2", ProductPeriode=make.period(date(2026, 1, 1), date(2026, 1, 31))),
        make.credit("P2", "P0"),
    ],
)
def test_tr416_accepts_another_delivery(other: Prestatie) -> None:
    """TR416: another assignment, product or period, or a credit."""
    assert broken_at(claim(make.prestatie("P1"), other), "TR416") == []


def test_tr416_refuses_the_same_delivery_twice() -> None:
    """TR416: whatever the amount is."""
    again = make.prestatie("P2", IngediendBedrag=make.amount(1))
    assert broken_at(claim(make.prestatie("P1"), again), "TR416") == [f"{LINES}[2]"]
