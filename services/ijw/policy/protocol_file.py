"""The shape of a protocol file (`contracts/protocols/*.toml`): which facts a protocol holds, as data.

A section that is absent is a fact that the protocol does not have.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from ijw.policy.protocol_sections import (
    Amount,
    Cited,
    Deadlines,
    FactId,
    Gemeentecode,
    Product,
    Reason,
    Section,
    Texts,
)


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
