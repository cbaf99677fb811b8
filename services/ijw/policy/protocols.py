"""Loads protocol files and chooses the one in force for a municipality, a product and a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Protocol as Shape

from ijw.policy.periods import Period
from ijw.policy.protocol_file import Protocol
from ijw.policy.protocol_reading import Problem, read_protocol
from ijw.policy.protocol_sections import Product
from ijw.policy.toml_lines import line_of


class Municipality(Shape):
    """What is needed of a municipality of the CBS list (`ijw.contracts.codelists`)."""

    @property
    def region(self) -> str:
        """Its youth care region (Jeugdzorgregio)."""


@dataclass(frozen=True, slots=True)
class LoadedProtocol:
    """A protocol with the file it came from and the municipalities for which it holds."""

    protocol: Protocol
    file: str
    text: str
    municipalities: frozenset[str]

    def holds(self, municipality: str, on: date) -> bool:
        """Tell whether it is in force there on that day."""
        until = self.protocol.valid_to
        in_time = self.protocol.valid_from <= on and (until is None or on <= until)
        return in_time and municipality in self.municipalities


@dataclass(frozen=True, slots=True)
class InForce:
    """A protocol as it holds for one municipality, and what it says on one product."""

    protocol: Protocol
    region: str
    terms: Product


@dataclass(frozen=True, slots=True)
class ProtocolSet:
    """Protocols that never contradict each other."""

    loaded: tuple[LoadedProtocol, ...]
    regions: Mapping[str, str]

    def choose(self, municipality: str, code: str | None, on: date) -> InForce | None:
        """Give the protocol that decides on that product code there on that day; None when there is none."""
        holding = [one for one in self.loaded if one.holds(municipality, on) and one.protocol.product(code)]
        replaced = {name for one in holding for name in one.protocol.replaces}
        for one in holding:
            terms = one.protocol.product(code)
            if terms is not None and one.protocol.id not in replaced:
                return InForce(one.protocol, self.regions[municipality], terms)
        return None

    def expert_team(self, municipality: str, on: date) -> tuple[InForce, ...]:
        """Give every product of an expert team in force there on that day."""
        codes = {product.code for one in self.loaded for product in one.protocol.products}
        chosen = (self.choose(municipality, code, on) for code in sorted(codes))
        return tuple(found for found in chosen if found and found.terms.role == "expert-team")


def protocol_set(
    files: Sequence[tuple[str, str]], municipalities: Mapping[str, Municipality]
) -> ProtocolSet | tuple[Problem, ...]:
    """Make a set out of (file name, text); the problems when a file is wrong or two contradict each other."""
    loaded: list[LoadedProtocol] = []
    problems: list[Problem] = []
    for file, text in files:
        protocol = read_protocol(text, file)
        if isinstance(protocol, tuple):
            problems.extend(protocol)
            continue
        problems.extend(_unknown_places(protocol, file, text, municipalities))
        loaded.append(LoadedProtocol(protocol, file, text, _served(protocol, municipalities)))
    problems.extend(problem for one, other in combinations(loaded, 2) for problem in _clash(one, other))
    if problems:
        return tuple(problems)
    return ProtocolSet(tuple(loaded), {code: found.region for code, found in municipalities.items()})


def load_protocols(
    directories: Sequence[Path], municipalities: Mapping[str, Municipality]
) -> ProtocolSet | tuple[Problem, ...]:
    """Load every `*.toml` of these folders, in the order of their names."""
    missing = tuple(
        Problem(str(d), 1, "no such folder with protocols") for d in directories if not d.is_dir()
    )
    if missing:
        return missing
    paths = [path for directory in directories for path in sorted(directory.glob("*.toml"))]
    return protocol_set([(str(path), path.read_text("utf-8")) for path in paths], municipalities)


def with_protocol(
    protocols: ProtocolSet, text: str, file: str, municipalities: Mapping[str, Municipality]
) -> ProtocolSet | tuple[Problem, ...]:
    """Give the set with this file instead of the one with the same id, or beside the others (what-if)."""
    protocol = read_protocol(text, file)
    if isinstance(protocol, tuple):
        return protocol
    kept = [(one.file, one.text) for one in protocols.loaded if one.protocol.id != protocol.id]
    return protocol_set([*kept, (file, text)], municipalities)


def _served(protocol: Protocol, municipalities: Mapping[str, Municipality]) -> frozenset[str]:
    by_region = {code for code, found in municipalities.items() if found.region in protocol.regions}
    return frozenset(by_region | set(protocol.municipalities))


def _unknown_places(
    protocol: Protocol, file: str, text: str, municipalities: Mapping[str, Municipality]
) -> list[Problem]:
    known = {found.region for found in municipalities.values()}
    regions = [f"unknown region {name!r}" for name in protocol.regions if name not in known]
    codes = [f"unknown municipality {c!r}" for c in protocol.municipalities if c not in municipalities]
    return [Problem(file, line_of(text, ("regions",)), reason) for reason in regions] + [
        Problem(file, line_of(text, ("municipalities",)), reason) for reason in codes
    ]


def _clash(one: LoadedProtocol, other: LoadedProtocol) -> list[Problem]:
    """Two protocols in force at once for a municipality and a product, unless one replaces the other."""
    first, second = one.protocol, other.protocol
    if first.id == second.id:
        reason = f"the id {second.id!r} is also that of {one.file}"
        return [Problem(other.file, line_of(other.text, ("id",)), reason)]
    if first.id in second.replaces or second.id in first.replaces:
        return []
    shared = one.municipalities & other.municipalities
    together = Period(first.valid_from, first.valid_to).overlaps(Period(second.valid_from, second.valid_to))
    if not (shared and together):
        return []
    return [
        Problem(
            other.file,
            line_of(other.text, ("products", place, "code")),
            f"product {product.code!r} is decided at the same time by {first.id!r} ({one.file}) "
            f"for municipality {min(shared)}",
        )
        for place, product in enumerate(second.products)
        if first.product(product.code)
    ]
