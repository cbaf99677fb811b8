"""A case in words: what is asked, what was found, what it was weighed on, and what can be chosen. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, assert_never

from ijw.cli.wording import (
    amount_words,
    code_name,
    municipality_name,
    product_name,
    product_words,
    term_words,
)
from ijw.policy.facts import Situation, Toewijzing
from ijw.policy.requests import (
    AangevraagdProduct,
    NieuwProduct,
    TeWijzigenProduct,
    VerzoekOmToewijzing,
    VerzoekOmWijziging,
)
from ijw.requests.cases import Case
from ijw.requests.register import Registered
from ijw.requests.views import working_days_left

OUTSIDE = "OP003"
"""The finding of a case of which nothing may be sent."""


def row(case: Case, today: date) -> dict[str, Any]:
    """A case in a list; says nothing of who the child is."""
    return {
        "id": case.id,
        "municipality": case.municipality,
        "kind": case.kind,
        "provider": case.agb,
        "reference": case.reference,
        "asked": asked_codes(case),
        "findings": [found.rule for found in case.findings],
        "deadline": case.deadline.due,
        "days_left": working_days_left(today, case.deadline.due) if case.open else None,
        "state": "open" if case.open else "decided",
    }


def asked_codes(case: Case) -> list[str]:
    """The products that a case is about."""
    verzoek = case.asked.verzoek
    match verzoek:
        case VerzoekOmToewijzing():
            return [product_words(verzoek.product(case.reference).Product) or "budget"]
        case VerzoekOmWijziging():
            changed = [f"change {one.ToewijzingNummer}" for one in verzoek.TeWijzigenProducten]
            return changed + [product_words(one.Product) or "budget" for one in verzoek.NieuweProducten]
        case _:
            assert_never(verzoek)


def request_lines(case: Case, *, person: bool) -> Iterator[str]:
    """The whole request in words, the part that the case is about first.

    Remarks are free text, in which a name may stand: they are shown with the person only.
    """
    verzoek = case.asked.verzoek
    match verzoek:
        case VerzoekOmToewijzing():
            asked = verzoek.product(case.reference)
            yield from _asked_product(asked)
            remarks = {"product": asked.Commentaar, "child": verzoek.Commentaar}
            for on, remark in remarks.items():
                if remark:
                    yield f"remark on the {on}: {remark if person else 'shown with --person'}"
            for one in verzoek.AangevraagdeProducten:
                if one.ReferentieAanbieder != case.reference:
                    term = term_words(one.ToewijzingIngangsdatum, one.ToewijzingEinddatum)
                    yield f"beside it, on {one.ReferentieAanbieder}: {product_name(one.Product)}, {term}"
        case VerzoekOmWijziging():
            yield f"because: {code_name('reden_verzoek', verzoek.RedenVerzoek)}"
            yield from map(_change, verzoek.TeWijzigenProducten)
            yield from map(_new, verzoek.NieuweProducten)
            for number in verzoek.OngewijzigdeProducten:
                yield f"assignment {number} stays as it is"
        case _:
            assert_never(verzoek)


def _asked_product(one: AangevraagdProduct) -> Iterator[str]:
    yield product_name(one.Product)
    yield f"{term_words(one.ToewijzingIngangsdatum, one.ToewijzingEinddatum)}, {_amount(one)}"
    yield f"referred by {code_name('type_verwijzer', one.Verwijzer)}"


def _amount(one: AangevraagdProduct | NieuwProduct) -> str:
    return amount_words(one.Omvang, one.Budget)


def _change(one: TeWijzigenProduct) -> str:
    last = one.Einddatum.isoformat() if one.Einddatum else "open"
    much = f", {amount_words(one.Omvang, one.Budget)}" if one.Omvang or one.Budget is not None else ""
    return f"change assignment {one.ToewijzingNummer} from {one.GewensteIngangsdatum}: until {last}{much}"


def _new(one: NieuwProduct) -> str:
    term = term_words(one.GewensteIngangsdatum, one.Einddatum)
    return f"add {product_name(one.Product)}, {term}, {_amount(one)}"


def fact_lines(situation: Situation) -> Iterator[str]:
    """What a decision was made on; no birth date and no family id."""
    client = situation.client
    yield f"decided as on {situation.today.isoformat()}"
    if client is None:
        yield "the child is not registered here"
    else:
        place = client.responsible_municipality
        yield f"responsible by the residence rule: {municipality_name(place) if place else 'not known'}"
        yield f"measure: {client.measure.value if client.measure else 'none'}"
        yield _family(situation)
    for one in situation.assignments:
        yield f"assignment {_assignment(one)}"
    for other in situation.family_assignments:
        term = term_words(other.Ingangsdatum, other.Einddatum)
        yield f"elsewhere in the family or at another provider: {product_words(other.Product)} {term}"
    for split in situation.splits:
        yield f"split asked on {split.requested_on}: {split.decision or 'not decided'}"
    if situation.contracts is not None:
        yield f"contracts of this provider: {len(situation.contracts)}"
    if situation.on_stop_list:
        yield "the child is on the stop list"


def _family(situation: Situation) -> str:
    assert situation.client is not None
    if situation.client.family is None:
        return "family system: not known"
    others = situation.family_members
    judicial = sum(one.measure is not None for one in others)
    return f"family system: known, {len(others)} others, {judicial} of them with a measure"


def _assignment(one: Toewijzing) -> str:
    used = f", delivered until {one.delivered_until}" if one.delivered_until else ""
    claimed = f", claimed until {one.claimed_until}" if one.claimed_until else ""
    product = product_words(one.Product) or "budget"
    term = term_words(one.Ingangsdatum, one.Einddatum)
    return f"{one.ToewijzingNummer}: {product} {term}{used}{claimed}"


def person_fields(case: Case, registered: Registered | None) -> Mapping[str, Any]:
    """Who the child is: for the person who decides, and for nobody else."""
    bsn = case.asked.subject.client.bsn
    if registered is None:
        return {"bsn": bsn}
    name = registered.name
    shown = " ".join(filter(None, (name.first_names or name.initials, name.prefix, name.surname)))
    return {"bsn": bsn, "name": shown, "birth_date": registered.birth_date, "family": registered.family}


def choices(case: Case) -> Mapping[str, str]:
    """What can be chosen, each with a command that is ready to run; nothing when it was decided."""
    if not case.open:
        return {}
    decide = f"ijw cases decide {case.id}"
    stopped = any(found.rule == OUTSIDE for found in case.findings)
    outside = {"dealt with outside the message traffic": f"{decide} outside"} if stopped else {}
    first, last = asked_period(case)
    until = f" --to {last.isoformat()}" if last else ""
    return {
        **outside,
        "assign as asked": f"{decide} assign",
        "assign with another period": f"{decide} assign --from {first.isoformat()}{until}",
        "refuse": f"{decide} refuse --reason 4",
        "refuse, another municipality is responsible": f"{decide} refuse --reason 8 --municipality CODE",
    }


def asked_period(case: Case) -> tuple[date, date | None]:
    """First and last day that are asked; of a request for change those of its first new product or change."""
    verzoek = case.asked.verzoek
    match verzoek:
        case VerzoekOmToewijzing():
            one = verzoek.product(case.reference)
            return one.ToewijzingIngangsdatum, one.ToewijzingEinddatum
        case VerzoekOmWijziging():
            asked: Sequence[NieuwProduct | TeWijzigenProduct] = [
                *verzoek.NieuweProducten,
                *verzoek.TeWijzigenProducten,
            ]
            if not asked:
                return verzoek.Dagtekening, None
            return asked[0].GewensteIngangsdatum, asked[0].Einddatum
        case _:
            assert_never(verzoek)
