"""The building blocks of a protocol file: codes, terms, frameworks and products.

Every section names the paragraph it comes from in `fact`; that id appears in each decision the section takes
part in.
"""

from __future__ import annotations

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
