"""Building a retour: the receipt of a message (IV028).

Header and classes are copied unchanged, sender and receiver are not swapped. What a retour adds is the same
for every message, so one builder makes them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from ijw.contracts.catalog import by_type, xsd_versie
from ijw.messages import cdt
from ijw.messages.base import Bericht, Klasse
from ijw.messages.catalog import MODELS
from ijw.messages.making import made
from ijw.messages.mapper import steps

NO_REMARK = "0200"
"""Retourcode of a class that was judged and found in order."""
NOT_JUDGED = "0233"
"""Retourcode of a class that was not judged."""

Codes = Mapping[str, Sequence[str]]
"""Retourcodes by the path of the class they belong to."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What identifies a retour: the municipality's own number (12 characters) and date."""

    IdentificatieRetour: str
    DagtekeningRetour: date


def header_only(heen: Bericht, stamp: Stamp, codes: Sequence[str] = ()) -> Bericht:
    """The retour of a message that is approved (no codes), or refused at level 2 or at its header."""
    frame = _frame(type(heen))
    return made(frame.model, {**frame.empty, "Header": _header(heen, stamp, codes)})


def with_classes(heen: Bericht, stamp: Stamp, codes: Codes, not_judged: frozenset[str]) -> Bericht:
    """The retour of a message refused at its classes: every class comes back with a verdict on it."""
    model = _frame(type(heen)).model
    values = _copy(heen, model, "/Bericht", codes, not_judged)
    values["Header"] = _header(heen, stamp, [NO_REMARK])
    return model.model_validate(values)


class _Frame(NamedTuple):
    """What all retours of one message have in common."""

    model: type[Bericht]
    empty: Mapping[str, None]
    header: type[Klasse]
    codes: type[Klasse]
    code: str
    versions: cdt.XsdVersie
    """The versions of our own schemas of the retour (IV034)."""


@cache
def _frame(heen: type[Bericht]) -> _Frame:
    retour = by_type(heen.type).retour
    assert retour is not None, f"{heen.type} has no retour"
    soort, model = by_type(retour), MODELS[retour]
    header = steps(model)[f"{{{model.namespace}}}Header"].klasse
    assert header is not None
    codes = steps(header)[f"{{{model.namespace}}}RetourCodes"].klasse
    assert codes is not None
    versions = cdt.XsdVersie(**asdict(xsd_versie(soort)))
    return _Frame(model, dict.fromkeys(model.model_fields), header, codes, soort.code, versions)


def _header(heen: Bericht, stamp: Stamp, codes: Sequence[str]) -> Klasse:
    frame = _frame(type(heen))
    own = {
        "BerichtCode": frame.code,
        "IdentificatieRetour": stamp.IdentificatieRetour,
        "DagtekeningRetour": stamp.DagtekeningRetour,
        "XsltVersie": None,
        "XsdVersieRetour": frame.versions,
        "RetourCodes": made(frame.codes, {"RetourCode": list(codes)}) if codes else None,
    }
    return made(frame.header, heen.Header.__dict__ | own)  # type: ignore[attr-defined]  # every message has one


def _copy(
    source: Klasse, target: type[Klasse], path: str, codes: Codes, not_judged: frozenset[str]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for step in steps(target).values():
        if step.field == "RetourCodes":
            values["RetourCodes"] = {"RetourCode": _verdict(path, codes, not_judged)}
            continue
        value = getattr(source, step.field)
        if step.klasse is None or value is None or not _differs(value, step.klasse):
            values[step.field] = value
        elif step.many:
            places = ((one, f"{path}/{step.field}[{n}]") for n, one in enumerate(value, start=1))
            values[step.field] = [_copy(one, step.klasse, at, codes, not_judged) for one, at in places]
        elif step.field != "Header":
            values[step.field] = _copy(value, step.klasse, f"{path}/{step.field}", codes, not_judged)
    return values


def _differs(value: object, klasse: type[Klasse]) -> bool:
    """Shared types (CDT) are the same class on both sides and need no copying."""
    return not isinstance(value, klasse)


def _verdict(path: str, codes: Codes, not_judged: frozenset[str]) -> list[str]:
    if path in codes:
        return list(dict.fromkeys(codes[path]))
    return [NOT_JUDGED if path in not_judged else NO_REMARK]
