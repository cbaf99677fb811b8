"""What is known around the requests of a batch: loaded once, then carried from decision to decision.

Nothing in here changes; a decision gives the next one a new view. It holds the whole batch, because a request
can depend on another client's: those of one family system share one assignment (GI-1-a).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from ijw.policy.facts import (
    Contract,
    FamilyAssignment,
    FamilyMember,
    Person,
    Situation,
    Split,
    Toewijzing,
)
from ijw.requests.asked import Client, Subject
from ijw.requests.register import Household, Register, Registered


@dataclass(frozen=True, slots=True)
class Holding:
    """The latest version of an assignment, and who holds it."""

    subject: Subject
    toewijzing: Toewijzing
    version: int
    assigned_at: datetime | None = None
    """When it was decided, in Dutch time; None for what was imported."""
    reference: str | None = None
    """The ReferentieAanbieder it was last decided on."""

    @property
    def key(self) -> tuple[str, int]:
        """Its number within the municipality (OP275)."""
        return self.subject.client.municipality, self.toewijzing.ToewijzingNummer


Delivery = tuple[date, date | None]
"""First day of delivered care, and the last one; None: it goes on."""


@dataclass(frozen=True)
class Known:
    """Everything that decisions in this batch can be made on."""

    register: Register = field(default_factory=Register)
    holdings: Mapping[Client, Sequence[Holding]] = field(default_factory=dict)
    deliveries: Mapping[tuple[str, int], Sequence[Delivery]] = field(default_factory=dict)
    """By municipality and ToewijzingNummer."""
    splits: Mapping[Household, Sequence[Split]] = field(default_factory=dict)
    contracts: Mapping[tuple[str, str], Sequence[Contract]] = field(default_factory=dict)
    """By municipality and provider."""
    registers: frozenset[str] = frozenset()
    """The municipalities that keep a register of contracts."""
    contracted: Mapping[str, Collection[tuple[str, str]]] = field(default_factory=dict)
    """Category and code of products of a municipality's own."""
    stopped: frozenset[Client] = frozenset()
    """Clients without message traffic (OP003)."""
    asked: frozenset[Subject] = frozenset()
    """Who sent an accepted request before."""
    waiting: frozenset[Subject] = frozenset()
    """Whose request still waits for its assignment or refusal, or gets it with this batch (TR374)."""
    answered: Mapping[Subject, datetime] = field(default_factory=dict)
    """When a request was last dealt with, by the clock of the database."""
    references: frozenset[tuple[str, str]] = frozenset()
    """Provider and ReferentieAanbieder of the requests of this batch that were used before."""
    numbers: tuple[int, ...] = ()
    """ToewijzingNummers that are free."""

    def situation(self, subject: Subject, today: date) -> Situation:
        """What the policy looks at for a client at a provider."""
        client = subject.client
        person = self.register.persons.get(client)
        household = person.household if person else None
        return Situation(
            client.municipality,
            today,
            _person(person) if person else None,
            tuple(self._used(one, today) for one in self.held(subject)),
            tuple(_members(self.register.relatives(client))),
            tuple(self._family_assignments(subject)),
            tuple(self.splits.get(household, ())) if household else (),
            self._contracts(subject),
            client in self.stopped,
        )

    def held(self, subject: Subject) -> list[Holding]:
        """The assignments of a client at a provider, ended and deleted ones too."""
        return [one for one in self.holdings.get(subject.client, ()) if one.subject == subject]

    def holding(self, client: Client, number: int) -> Holding:
        """The client's assignment with that number; KeyError when there is none."""
        for one in self.holdings.get(client, ()):
            if one.toewijzing.ToewijzingNummer == number:
                return one
        raise KeyError(number)

    def with_holdings(self, changed: Sequence[Holding]) -> Known:
        """The view after these assignments were made or changed."""
        if not changed:
            return self
        holdings = dict(self.holdings)
        for one in changed:
            client = one.subject.client
            others = [held for held in holdings.get(client, ()) if held.key != one.key]
            holdings[client] = sorted((*others, one), key=lambda held: held.key)
        return replace(self, holdings=holdings)

    def request_open(self, subject: Subject, arrived: datetime) -> bool:
        """Whether a request that arrived then was sent while another was still being handled (TR374).

        That does not depend on how quick we are: a request that was sent before the answer to the previous
        one was there is too early, also when that answer is there by now.
        """
        dealt_with = self.answered.get(subject)
        return subject in self.waiting or (dealt_with is not None and arrived <= dealt_with)

    def with_request(self, subject: Subject, references: Sequence[str]) -> Known:
        """The view after a request was accepted; its answers have yet to go out."""
        return replace(
            self,
            asked=self.asked | {subject},
            waiting=self.waiting | {subject},
            references=self.references | {(subject.agb, reference) for reference in references},
        )

    def without_numbers(self, taken: int) -> Known:
        """The view after the first so many free numbers were given out."""
        return replace(self, numbers=self.numbers[taken:]) if taken else self

    def _used(self, holding: Holding, today: date) -> Toewijzing:
        """The assignment with what was delivered on it: until today while care runs (OP345)."""
        deliveries = [one for one in self.deliveries.get(holding.key, ()) if one[0] <= today]
        last = max((min(end, today) if end else today for _, end in deliveries), default=None)
        return replace(holding.toewijzing, delivered_until=last)

    def _family_assignments(self, subject: Subject) -> list[FamilyAssignment]:
        family = [subject.client, *(one.client for one in self.register.relatives(subject.client))]
        held = [one for client in family for one in self.holdings.get(client, ())]
        return [
            FamilyAssignment(one.toewijzing.Product, one.toewijzing.Ingangsdatum, one.toewijzing.Einddatum)
            for one in held
            if one.subject != subject and one.toewijzing.Product and not one.toewijzing.deleted
        ]

    def _contracts(self, subject: Subject) -> tuple[Contract, ...] | None:
        municipality = subject.client.municipality
        if municipality not in self.registers:
            return None
        return tuple(self.contracts.get((municipality, subject.agb), ()))


def _person(person: Registered) -> Person:
    return Person("client", person.birth_date, person.measure, person.family, person.responsible)


def _members(relatives: Sequence[Registered]) -> list[FamilyMember]:
    """The others of a family, under keys that say nothing about them."""
    return [
        FamilyMember(f"member-{number}", one.birth_date, one.measure)
        for number, one in enumerate(relatives, start=1)
    ]
