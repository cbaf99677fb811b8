"""The shape of a protocol file (`contracts/protocols/*.toml`): which facts a protocol holds, as data.

A section that is absent is a fact that the protocol does not have. Every section names the paragraph it
comes from in `fact`; that id appears in each decision the section takes part in.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ijw.policy.standard import RedenWijziging

FactId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=40)]
ProductCode = Annotated[str, Field(pattern=r"^\S(.{0,3}\S)?$")]
Category = Annotated[str, Field(pattern=r"^\d{2}$")]
Gemeentecode = Annotated[str, Field(pattern=r"^\d{4}$")]
Referrer = Literal["01", "02", "03", "04", "05", "06", "08"]
Unit = Literal["01", "04", "14", "16", "82", "83", "84"]
Frequency = Literal["1", "2", "4", "6"]
Reason = Annotated[RedenWijziging, Field(strict=False)]
Texts = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(strict=False, min_length=1)]
Amount = Annotated[int, Field(ge=1)]


class Section(BaseModel):
    """A table of the file: nothing unknown, nothing converted, nothing changed afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Cited(Section):
    """A table that states one fact of the protocol."""

    fact: FactId


class Term(Cited):
    """A term that starts on the day after something happened."""

    amount: Amount
    unit: Literal["working_days", "days", "weeks"]


class CalendarTerm(Cited):
    """A term that is counted back from a day."""

    amount: Amount
    unit: Literal["days", "weeks"]


class Deadlines(Section):
    """The terms of a protocol; the defaults are the national frame (section C)."""

    retour: Term = Term(fact="C", amount=3, unit="working_days")
    first_answer: Term = Term(fact="C", amount=5, unit="working_days")
    residence_enquiry: Term = Term(fact="C", amount=14, unit="days")
    final_answer: Term = Term(fact="C", amount=8, unit="weeks")
    start_message: Term = Term(fact="OP271", amount=5, unit="working_days")
    stop_message: Term = Term(fact="OP272", amount=5, unit="working_days")
    claim_answer: Term = Term(fact="C", amount=10, unit="working_days")
    split_decision: Term = Term(fact="C", amount=2, unit="weeks")
    split_reaction: Term = Term(fact="C", amount=3, unit="working_days")
    transition: CalendarTerm = CalendarTerm(fact="C", amount=8, unit="weeks")


class ExactOmvang(Section):
    """The only volume with which a product may be asked."""

    volume: Annotated[int, Field(ge=0)]
    unit: Unit
    frequency: Frequency


class Regions(Cited):
    """The regions in which something does or does not hold."""

    regions: Texts


class Age(Cited):
    """How far a period may run for a young person who becomes an adult.

    `birthday_included`: the 18th birthday itself may be the last day. One of `remarks` on the product or the
    client lifts the limit.
    """

    birthday_included: bool
    remarks: Texts | None = None


class Extension(Cited):
    """How an assignment may be extended by moving its end date."""

    most_years: Amount
    reason: Reason


class Framework(Cited):
    """One legal ground for a product, known by the type of the referrer (COD327)."""

    name: Annotated[str, Field(min_length=1)]
    referrers: Annotated[tuple[Referrer, ...], Field(strict=False, min_length=1)]
    end_required: bool = True
    most_years: Amount | None = None
    age: Age | None = None
    not_in: Regions | None = None
    extension: Extension | None = None


class Product(Cited):
    """A product that the protocol decides on.

    `family`: one assignment for a whole family system; `sibling`: goes along with the family product that
    `follows` names; `expert-team`: takes over from the `measure`; `outside`: never in the message traffic;
    `general`: none of these.
    """

    role: Literal["family", "sibling", "expert-team", "outside", "general"]
    category: Category
    code: ProductCode
    title: str | None = None
    omvang: ExactOmvang | None = None
    tariff: bool = True
    follows: ProductCode | None = None
    measure: ProductCode | None = None
    measure_category: Category | None = None
    only_in: Regions | None = None
    frameworks: Annotated[tuple[Framework, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _fits_its_role(self) -> Self:
        if (self.role == "sibling") != (self.follows is not None):
            raise ValueError("`follows` belongs to a product with role sibling, and only there")
        both = self.measure is not None and self.measure_category is not None
        if both != (self.role == "expert-team") or (self.measure is None) != (self.measure_category is None):
            raise ValueError("`measure` and `measure_category` belong to role expert-team, and only there")
        referrers = [r for framework in self.frameworks for r in framework.referrers]
        if len(referrers) != len(set(referrers)):
            raise ValueError("a type of referrer belongs to one framework")
        return self

    def framework_of(self, referrer: str | None) -> Framework | None:
        """Give the framework that such a referrer stands for."""
        return next((f for f in self.frameworks if referrer in f.referrers), None)


class FamilySystem(Cited):
    """One running family product in a family system, on the child that the rule names."""

    child: FactId
    change: FactId
    split: FactId


class Succession(Cited):
    """What happens to the running assignment when one of another framework follows it.

    `reason`: the old one ends the day before, with this RedenWijziging. None: it is not touched.
    """

    before: str
    after: str
    reason: Reason | None = None


class Judgement(Cited):
    """Remarks that always leave the request to a person."""

    remarks: Texts


class TariffFactor(Cited):
    """The tariff of an expert-team product, as a percentage of that of the original measure."""

    percent: Amount
    valid_from: date | None = None
    valid_to: date | None = None


class ExpertTeam(Section):
    """The exchange of a running measure for the product of an expert team, and back."""

    into: FactId
    back: FactId
    pairing: FactId
    shortening: FactId
    reason: Reason
    tariff_factors: Annotated[tuple[TariffFactor, ...], Field(strict=False)] = ()


class Removal(Cited):
    """A child that moves: the leaving municipality withdraws with this RedenWijziging."""

    reason: Reason


class Protocol(Section):
    """A whole protocol file."""

    id: FactId
    version: Annotated[str, Field(min_length=1)]
    title: Annotated[str, Field(min_length=1)]
    valid_from: date
    valid_to: date | None = None
    replaces: Annotated[tuple[FactId, ...], Field(strict=False)] = ()
    regions: Annotated[tuple[str, ...], Field(strict=False)] = ()
    municipalities: Annotated[tuple[Gemeentecode, ...], Field(strict=False)] = ()
    residence: Cited | None = None
    judgement: Judgement | None = None
    family_system: FamilySystem | None = None
    removal: Removal | None = None
    expert_team: ExpertTeam | None = None
    deadlines: Deadlines = Deadlines()
    successions: Annotated[tuple[Succession, ...], Field(strict=False)] = ()
    products: Annotated[tuple[Product, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not self.regions and not self.municipalities:
            raise ValueError("name the regions or the municipalities for which the protocol holds")
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")
        codes = [product.code for product in self.products]
        if len(codes) != len(set(codes)):
            raise ValueError("a product code occurs twice")
        roles = {product.role for product in self.products}
        if "family" in roles and not self.family_system:
            raise ValueError("a product with role family needs a section [family_system]")
        if "expert-team" in roles and not self.expert_team:
            raise ValueError("a product with role expert-team needs a section [expert_team]")
        return self

    @property
    def stamp(self) -> str:
        """The name and version that stand in every decision under this protocol."""
        return f"{self.id} {self.version}"

    def product(self, code: str | None) -> Product | None:
        """Give what the protocol says on the product with that code."""
        return next((product for product in self.products if product.code == code), None)
