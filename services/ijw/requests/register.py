"""The persons that a municipality has registered, as far as they matter to a request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ijw.messages.outgoing_jw301 import Address, Child, Human, Name
from ijw.policy.facts import Measure
from ijw.policy.periods import eighteenth_birthday, years_later
from ijw.requests.asked import Client

_YOUNGEST_PARENT = 16
"""From that age a parent can have the authority over a child."""


class Household(NamedTuple):
    """A family system (gezinsstelsel) of a municipality."""

    municipality: str
    family: str


@dataclass(frozen=True, slots=True)
class Registered:
    """A person of the municipality's register."""

    client: Client
    birth_date: date
    sex: str
    name: Name
    address: Address
    responsible: str | None = None
    """The municipality that is responsible by the residence rule."""
    family: str | None = None
    measure: Measure | None = None

    @property
    def household(self) -> Household | None:
        """The family system, when it is known."""
        return Household(self.client.municipality, self.family) if self.family else None

    @property
    def as_child(self) -> Child:
        """The client of an assignment."""
        guarded = self.measure is Measure.VOOGDIJ
        return Child(self.birth_date, self.sex, self.name, self.address, self.client.bsn, guarded)

    @property
    def as_human(self) -> Human:
        """Somebody around the client."""
        return Human(self.birth_date, self.sex, self.name, self.address)


@dataclass(frozen=True)
class Register:
    """The clients of a batch and everybody in their family systems."""

    persons: Mapping[Client, Registered] = field(default_factory=dict)

    def relatives(self, client: Client) -> list[Registered]:
        """The others of the client's family system, the oldest first; none when it is not known."""
        person = self.persons.get(client)
        household = person.household if person else None
        members = self._households.get(household, ()) if household else ()
        return [one for one in members if one.client != client]

    def guardians(self, client: Client, today: date) -> tuple[Human, ...]:
        """Who has the authority, as far as the register tells: the parents in the family system (OP002).

        Nobody where an institution is the guardian. A parent is an adult who was at least 16 when the child
        was born: younger than that nobody can have the authority.
        """
        child = self.persons[client]
        if child.measure is Measure.VOOGDIJ:
            return ()
        parents = [one for one in self.relatives(client) if _may_be_parent(one, child, today)]
        return tuple(one.as_human for one in parents if one.address.usable)

    def is_adult(self, client: Client, today: date) -> bool:
        """Whether the client is 18 or older."""
        return eighteenth_birthday(self.persons[client].birth_date) <= today

    @cached_property
    def _households(self) -> Mapping[Household, Sequence[Registered]]:
        found: defaultdict[Household, list[Registered]] = defaultdict(list)
        for person in self.persons.values():
            if person.household:
                found[person.household].append(person)
        return {
            key: sorted(members, key=lambda one: (one.birth_date, one.client.bsn))
            for key, members in found.items()
        }


def _may_be_parent(one: Registered, child: Registered, today: date) -> bool:
    adult = eighteenth_birthday(one.birth_date) <= today
    return adult and years_later(one.birth_date, _YOUNGEST_PARENT) <= child.birth_date
