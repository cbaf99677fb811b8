"""Decisions and their facts as JSON, to store with a decision and to decide on again (`ijw what-if`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from ijw.policy.decisions import Decision
from ijw.policy.facts import Situation
from ijw.policy.requests import VerzoekOmToewijzing, VerzoekOmWijziging


@dataclass(frozen=True, slots=True)
class VotFacts:
    """Everything a VOT was decided on. Holds a birth date: stored, never logged."""

    verzoek: VerzoekOmToewijzing
    situation: Situation
    kind: Literal["vot"] = "vot"


@dataclass(frozen=True, slots=True)
class VowFacts:
    """Everything a VOW was decided on. Holds a birth date: stored, never logged."""

    verzoek: VerzoekOmWijziging
    situation: Situation
    kind: Literal["vow"] = "vow"


Facts = VotFacts | VowFacts

_FACTS: TypeAdapter[Facts] = TypeAdapter(Annotated[Facts, Field(discriminator="kind")])
Request = VerzoekOmToewijzing | VerzoekOmWijziging

_VOT = TypeAdapter(VerzoekOmToewijzing)
_VOW = TypeAdapter(VerzoekOmWijziging)
_DECISION: TypeAdapter[Decision] = TypeAdapter(Annotated[Decision, Field(discriminator="kind")])


def facts_to_json(facts: Facts) -> dict[str, Any]:
    """Give the facts as plain JSON values."""
    return dict(_FACTS.dump_python(facts, mode="json"))


def facts_from_json(stored: dict[str, Any]) -> Facts:
    """Give back what `facts_to_json` made; pydantic's ValidationError when it is something else."""
    return _FACTS.validate_python(stored)


def request_to_json(request: Request) -> dict[str, Any]:
    """Give a request as plain JSON values."""
    vot = isinstance(request, VerzoekOmToewijzing)
    adapter: TypeAdapter[Any] = _VOT if vot else _VOW
    return dict(adapter.dump_python(request, mode="json"))


def vot_from_json(stored: dict[str, Any]) -> VerzoekOmToewijzing:
    """Give back the VOT that `request_to_json` wrote."""
    return _VOT.validate_python(stored)


def vow_from_json(stored: dict[str, Any]) -> VerzoekOmWijziging:
    """Give back the VOW that `request_to_json` wrote."""
    return _VOW.validate_python(stored)


def decision_to_json(decision: Decision) -> dict[str, Any]:
    """Give a decision as plain JSON values."""
    return dict(_DECISION.dump_python(decision, mode="json"))


def decision_from_json(stored: dict[str, Any]) -> Decision:
    """Give back what `decision_to_json` made; pydantic's ValidationError when it is something else."""
    return _DECISION.validate_python(stored)
