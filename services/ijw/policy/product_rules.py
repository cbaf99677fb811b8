"""The rules on the product and the volume that are asked: GI-1-b to GI-1-d, GI-B2-1, OP296."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ijw.policy import standard
from ijw.policy.facts import Contract
from ijw.policy.periods import Period
from ijw.policy.protocol_sections import Framework, Product
from ijw.policy.standard import RedenAfwijzing
from ijw.policy.verdicts import Passes, Refuses, Verdict

NOT_WITHIN_CONTRACT = RedenAfwijzing.PAST_NIET_BINNEN_CONTRACT


def gi_1_b(terms: Product, asked: standard.Product, omvang: standard.Omvang | None) -> Verdict | None:
    """The product has one category, volume, unit and frequency; anything else is outside the contract."""
    wanted = terms.omvang
    if wanted is None:
        return None
    fits = standard.Omvang(wanted.volume, wanted.unit, wanted.frequency) == omvang
    if fits and asked.Categorie == terms.category:
        return Passes(terms.fact, f"{terms.code} is asked with the agreed category and volume")
    explanation = (
        f"{terms.code} takes category {terms.category}, volume {wanted.volume}, unit {wanted.unit}, "
        f"frequency {wanted.frequency}; asked is {_shown(asked, omvang)}"
    )
    return Refuses(terms.fact, explanation, NOT_WITHIN_CONTRACT)


def gi_1_c(framework: Framework, region: str) -> Verdict | None:
    """Some regions do not have the framework: West-Friesland has no preventive one."""
    if framework.not_in is None:
        return None
    if region in framework.not_in.regions:
        explanation = f"region {region} has no {framework.name} framework"
        return Refuses(framework.not_in.fact, explanation, NOT_WITHIN_CONTRACT)
    return Passes(framework.not_in.fact, f"region {region} has the {framework.name} framework")


def gi_1_d(terms: Product) -> Verdict | None:
    """Some products stay outside the message traffic: in these regions those of the LET JB."""
    if terms.role != "outside":
        return None
    return Refuses(terms.fact, f"{terms.code} is settled outside the message traffic", NOT_WITHIN_CONTRACT)


def gi_b2_1_region(terms: Product, region: str) -> Verdict | None:
    """Some products exist in some regions only: the sibling codes in West-Friesland."""
    if terms.only_in is None:
        return None
    if region not in terms.only_in.regions:
        return Refuses(terms.only_in.fact, f"region {region} does not use {terms.code}", NOT_WITHIN_CONTRACT)
    return Passes(terms.only_in.fact, f"region {region} uses {terms.code}")


def gi_b2_1(
    terms: Product, asked: Period, family_products: Sequence[tuple[str | None, Period]], today: date
) -> Verdict | None:
    """A sibling code has the same first and last day as the family product, when that is known.

    `family_products`: code and term of what the family system has or asks. Only what runs on or after today,
    or shares a day with what is asked, says anything about it.
    """
    if terms.role != "sibling":
        return None
    known = [
        period
        for code, period in family_products
        if code == terms.follows and (period.overlaps(Period(today)) or period.overlaps(asked))
    ]
    if known and asked not in known:
        explanation = f"{terms.code} runs {asked}, {terms.follows} of the family system {known[0]}"
        return Refuses(terms.fact, explanation, NOT_WITHIN_CONTRACT)
    found = "the same days as" if known else "no known days of"
    return Passes(terms.fact, f"{terms.code} has {found} {terms.follows} of the family system")


def op296(terms: Product, contracts: Sequence[Contract] | None, on: date) -> Verdict | None:
    """The provider has a contract for the product on its first day, where a register of them is kept.

    A product without tariff rides on the product it follows, one of an expert team on the original measure.
    """
    if contracts is None:
        return None
    category = terms.measure_category or terms.category
    product = standard.Product(category, terms.follows or terms.measure or terms.code)
    if any(contract.covers(product, on) for contract in contracts):
        return Passes("OP296", f"the provider has a contract for {product.Code} on {on.isoformat()}")
    explanation = f"the provider has no contract for {product.Code} on {on.isoformat()}"
    return Refuses("OP296", explanation, RedenAfwijzing.GEEN_CONTRACT)


def _shown(asked: standard.Product, omvang: standard.Omvang | None) -> str:
    if omvang is None:
        return f"category {asked.Categorie} without volume"
    return (
        f"category {asked.Categorie}, volume {omvang.Volume}, unit {omvang.Eenheid}, "
        f"frequency {omvang.Frequentie}"
    )
