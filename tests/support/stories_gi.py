"""Stories of the protocol for certified agencies: families, residence, terms, successions, siblings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ijw.policy.standard import RedenAfwijzing
from ijw.requests.desk import AsAsked, Decline, OtherPeriod
from support.factories import nieuw_product, omvang, product, te_wijzigen_product
from support.stories import Given, Story, Teller, Told
from support.town import HOORN, ROTTERDAM, ZAANSTAD

ONE_A_MONTH = omvang(1, "82", "4")
PREVENTIVE = {"Verwijzer": {"Type": "01"}}
LET = {"Product": product("50", "50Z27"), "Omvang": ONE_A_MONTH}


def second_gigm1(t: Teller) -> Told:
    """GI-1-a: a second GIGM1 inside one family system is refused with reason 6."""
    yield Given(
        persons=[t.person(1, family=t.family()), t.person(2, family=t.family(), birth_date="2017-01-01")]
    )
    yield t.vot(t.gigm1(), child=2)
    yield t.vot(t.gigm1(ReferentieAanbieder="R2"), child=1)


def approved_split(t: Teller) -> Told:
    """GI-B1: an approved split lifts GI-1-a; the assignment of the other child stays (GI-2.2-d)."""
    split = {"family": t.family(), "requested_on": "2026-02-01", "decided_on": "2026-02-10"}
    yield Given(
        persons=[t.person(1, family=t.family()), t.person(2, family=t.family(), birth_date="2017-01-01")],
        splits=[{"municipality": t.municipality, **split, "decision": "approved"}],
    )
    yield t.vot(t.gigm1(), child=2)
    yield t.vot(t.gigm1(ReferentieAanbieder="R2"), child=1)


def rejected_split(t: Teller) -> Told:
    """GI-B1: only an approved split lifts GI-1-a."""
    split = {"family": t.family(), "requested_on": "2026-02-01", "decided_on": "2026-02-10"}
    yield Given(
        persons=[t.person(1, family=t.family()), t.person(2, family=t.family(), birth_date="2017-01-01")],
        splits=[{"municipality": t.municipality, **split, "decision": "rejected"}],
    )
    yield t.vot(t.gigm1(), child=2)
    yield t.vot(t.gigm1(ReferentieAanbieder="R2"), child=1)


def right_values(t: Teller) -> Told:
    """GI-1-b: GIGM1 in category 48, volume 1, unit 82, a month, is assigned."""
    yield Given(persons=[t.person()])
    yield t.vot(t.gigm1())


def other_values(t: Teller) -> Told:
    """GI-1-b: another volume or frequency is refused with reason 4."""
    yield Given(persons=[t.person()])
    yield t.vot(t.gigm1(Omvang=omvang(2, "82", "4")))
    yield t.vot(t.gigm1(ReferentieAanbieder="R2", Omvang=omvang(1, "82", "6")))


def no_preventive_in_west_friesland(t: Teller) -> Told:
    """GI-1-c: West-Friesland has no preventive framework; elsewhere a preventive request is assigned."""
    hoorn = replace(t, municipality=HOORN)
    yield Given(persons=[t.person(1), hoorn.person(2)])
    yield hoorn.vot(t.gigm1(**PREVENTIVE), child=2, identificatie="H1")
    yield t.vot(t.gigm1(ReferentieAanbieder="R2", **PREVENTIVE))


def no_let_in_these_regions(t: Teller) -> Told:
    """GI-1-d: products of the LET JB stay outside the traffic, by VOT and by VOW."""
    yield Given(persons=[t.person()], assignments=[t.assignment(1, product="48A01", referrer="08")])
    yield t.vot(t.gigm1(**LET))
    new = nieuw_product(**LET, GewensteIngangsdatum=date(2026, 4, 1), Einddatum=date(2026, 6, 30))
    yield t.vow(
        changed=[
            te_wijzigen_product(
                ToewijzingNummer=t.assignment(1)["number"],
                GewensteIngangsdatum=date(2025, 9, 1),
                Einddatum=date(2026, 3, 31),
                Omvang=ONE_A_MONTH,
            )
        ],
        new=[new],
    )


def another_child(t: Teller) -> Told:
    """GI-2.1-a: the rule names the youngest child with a measure; a request for another goes to a person."""
    yield Given(
        persons=[
            t.person(1, family=t.family()),
            t.person(2, family=t.family(), birth_date="2018-01-01", measure="OTS"),
        ]
    )
    yield t.vot(t.gigm1(**PREVENTIVE), child=1)
    yield t.settle(Decline(RedenAfwijzing.NIEUWE_AANVRAAG), "refuse with reason 1")


def the_right_child(t: Teller) -> Told:
    """GI-2.1-a: the youngest child with a measure carries the assignment; their parent goes along (OP002)."""
    parent = {"birth_date": "1985-02-03", "surname": "Ouder", "sex": "1"}
    yield Given(
        persons=[
            t.person(1, family=t.family()),
            t.person(2, family=t.family(), birth_date="2018-01-01", measure="OTS"),
            t.person(3, family=t.family(), **parent),
        ]
    )
    yield t.vot(t.gigm1(), child=2)


def elsewhere(t: Teller) -> Told:
    """GI-2.1-b: another municipality is responsible: reason 8 with its code (TR377)."""
    yield Given(persons=[t.person(responsible_municipality=ROTTERDAM)])
    yield t.vot(t.gigm1())


def residence_unknown(t: Teller) -> Told:
    """GI-2.1-b: residence unknown: in onderzoek (2); when it is found out the child is not ours, reason 8."""
    yield Given(persons=[t.person(responsible_municipality="")])
    yield t.vot(t.gigm1())
    yield t.vot(t.gigm1(ReferentieAanbieder="R2"))
    yield t.settle(Decline(RedenAfwijzing.WOONPLAATSBEGINSEL, ROTTERDAM), "refuse: 0599 is responsible")


def person_unknown(t: Teller) -> Told:
    """GI-2.1-b: a child that is not registered: a person decides, and can assign only once it is (TR061)."""
    yield Given()
    yield t.vot(t.gigm1())
    yield t.settle(AsAsked(), "assign as asked")
    yield Given(persons=[t.person()])
    yield t.settle(AsAsked(), "assign as asked")


def judicial(t: Teller) -> Told:
    """GI-2.2-a: judicial, referrer 08: the last day is filled, or it is refused with reason 4."""
    yield Given(persons=[t.person()])
    yield t.vot(t.gigm1(ToewijzingEinddatum=None))
    yield t.vot(t.gigm1(ReferentieAanbieder="R2"))


def no_such_referrer(t: Teller) -> Told:
    """GI-2.2-a: no other type of referrer stands for a framework."""
    yield Given(persons=[t.person()])
    yield t.vot(t.gigm1(Verwijzer={"Type": "06"}))


def eighteen(t: Teller) -> Told:
    """GI-2.2-b: judicial and 18 or over: refused with reason 9 unless the remark says that it concerns JR."""
    yield Given(persons=[t.person(birth_date="2008-06-01")])
    yield t.vot(t.gigm1())
    yield t.vot(t.gigm1(ReferentieAanbieder="R2", Commentaar="Betreft een Jeugdreclasseringsmaatregel (JR)"))


def preventive_term(t: Teller) -> Told:
    """GI-2.2-c: preventive at most 2 years minus 1 day (reason 4)."""
    yield Given(persons=[t.person()])
    yield t.vot(t.gigm1(ToewijzingEinddatum=date(2028, 4, 1), **PREVENTIVE))
    yield t.vot(t.gigm1(ReferentieAanbieder="R2", ToewijzingEinddatum=date(2028, 3, 31), **PREVENTIVE))


def preventive_adult(t: Teller) -> Told:
    """GI-2.2-c: preventive never past the 18th birthday (reason 9)."""
    yield Given(persons=[t.person(birth_date="2008-06-01")])
    yield t.vot(t.gigm1(ToewijzingEinddatum=date(2026, 6, 2), **PREVENTIVE))
    yield t.vot(t.gigm1(ReferentieAanbieder="R2", ToewijzingEinddatum=date(2026, 6, 1), **PREVENTIVE))


def judicial_after_judicial(t: Teller) -> Told:
    """GI-2.3-1: judicial to judicial: a new assignment beside the actual one (OP087), never on its days."""
    yield Given(persons=[t.person()], assignments=[t.assignment(1, referrer="08")])
    yield t.vot(t.gigm1())
    yield t.vot(t.gigm1(ReferentieAanbieder="R2", ToewijzingIngangsdatum=date(2026, 7, 1)))


def preventive_to_judicial(t: Teller) -> Told:
    """GI-2.3-2: the old one ends the day before with 05, the new one starts, in one message."""
    yield Given(persons=[t.person()], assignments=[t.assignment(1)])
    yield t.vot(t.gigm1())


def judicial_to_preventive(t: Teller) -> Told:
    """GI-2.3-4: and back."""
    yield Given(persons=[t.person()], assignments=[t.assignment(1, referrer="08")])
    yield t.vot(t.gigm1(**PREVENTIVE))


def extension(t: Teller) -> Told:
    """GI-2.3-3: a VOW extends a preventive term by at most a year: same number, 12; no second year."""
    yield Given(persons=[t.person()], assignments=[t.assignment(1)])
    wish = {"ToewijzingNummer": t.assignment(1)["number"], "GewensteIngangsdatum": date(2025, 9, 1)}

    def until(last: date) -> list[object]:
        return [te_wijzigen_product(**wish, Einddatum=last, Omvang=ONE_A_MONTH)]

    yield t.vow(changed=until(date(2027, 7, 1)), verzoek={"ReferentieAanbieder": "W1"})
    yield t.vow(changed=until(date(2027, 6, 30)), verzoek={"ReferentieAanbieder": "W2"})
    yield t.vow(changed=until(date(2027, 12, 31)), verzoek={"ReferentieAanbieder": "W3"})


def extension_by_vot(t: Teller) -> Told:
    """GI-2.3-3: a VOT that follows on a preventive assignment extends it too."""
    yield Given(persons=[t.person()], assignments=[t.assignment(1)])
    first, last = date(2026, 7, 1), date(2027, 6, 30)
    yield t.vot(t.gigm1(ToewijzingIngangsdatum=first, ToewijzingEinddatum=last, **PREVENTIVE))


def extension_past_eighteen(t: Teller) -> Told:
    """GI-2.3-3: nor past the 18th birthday."""
    yield Given(persons=[t.person(birth_date="2008-12-01")], assignments=[t.assignment(1)])
    wish = {"ToewijzingNummer": t.assignment(1)["number"], "GewensteIngangsdatum": date(2025, 9, 1)}
    yield t.vow(changed=[te_wijzigen_product(**wish, Einddatum=date(2027, 1, 1), Omvang=ONE_A_MONTH)])


def new_youngest(t: Teller) -> Told:
    """GI-3.3: the remark "nieuw jongste kind met maatregel" always makes a case; here another term."""
    yield Given(persons=[t.person()])
    yield t.vot(t.gigm1(Commentaar="Nieuw jongste kind met maatregel"))
    yield t.settle(OtherPeriod(date(2026, 5, 1), date(2027, 4, 30)), "assign from 2026-05-01 to 2027-04-30")


def siblings(t: Teller) -> Told:
    """GI-B2-1: West-Friesland: GIGM1 and a sibling code on one child, a code on the next, same days."""
    hoorn = replace(t, municipality=HOORN)
    yield Given(
        persons=[
            hoorn.person(1, family=t.family(), birth_date="2018-01-01", measure="OTS"),
            hoorn.person(2, family=t.family()),
        ]
    )
    code = {"Omvang": ONE_A_MONTH, "ReferentieAanbieder": "R2"}
    yield hoorn.vot(t.gigm1(), t.gigm1(Product=product("48", "48XOT"), **code), child=1)
    sibling = {**code, "Product": product("48", "48XGM"), "ReferentieAanbieder": "R3"}
    yield hoorn.vot(t.gigm1(**sibling, ToewijzingEinddatum=date(2027, 4, 30)), child=2)
    yield hoorn.vot(t.gigm1(**{**sibling, "ReferentieAanbieder": "R4"}), child=2)


def siblings_elsewhere(t: Teller) -> Told:
    """GI-B2-1: sibling codes are accepted in West-Friesland only."""
    zaanstad = replace(t, municipality=ZAANSTAD)
    yield Given(persons=[zaanstad.person()])
    yield zaanstad.vot(t.gigm1(Product=product("48", "48XGM")))


FAMILY: dict[str, Story] = {
    "GI-1-a-second-gigm1": second_gigm1,
    "GI-1-b-other-values": other_values,
    "GI-1-b-right-values": right_values,
    "GI-1-c-no-preventive-framework": no_preventive_in_west_friesland,
    "GI-1-d-no-let": no_let_in_these_regions,
    "GI-2.1-a-another-child": another_child,
    "GI-2.1-a-the-right-child": the_right_child,
    "GI-2.1-b-elsewhere": elsewhere,
    "GI-2.1-b-residence-unknown": residence_unknown,
    "GI-2.1-b-person-unknown": person_unknown,
    "GI-B1-approved-split": approved_split,
    "GI-B1-rejected-split": rejected_split,
    "GI-B2-1-siblings": siblings,
    "GI-B2-1-elsewhere": siblings_elsewhere,
}
TERMS: dict[str, Story] = {
    "GI-2.2-a-judicial": judicial,
    "GI-2.2-a-referrer": no_such_referrer,
    "GI-2.2-b-eighteen": eighteen,
    "GI-2.2-c-preventive-term": preventive_term,
    "GI-2.2-c-preventive-adult": preventive_adult,
    "GI-2.3-1-judicial-after-judicial": judicial_after_judicial,
    "GI-2.3-2-preventive-to-judicial": preventive_to_judicial,
    "GI-2.3-3-extension": extension,
    "GI-2.3-3-extension-by-vot": extension_by_vot,
    "GI-2.3-3-past-eighteen": extension_past_eighteen,
    "GI-2.3-4-judicial-to-preventive": judicial_to_preventive,
    "GI-3.3-new-youngest": new_youngest,
}
