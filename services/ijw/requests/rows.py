"""Rows of the tables as what decisions are made of, and back. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from ijw.messages.outgoing_jw301 import Address, Name
from ijw.policy import standard
from ijw.policy.facts import Contract, Measure, Split, Toewijzing
from ijw.requests.asked import Client, Subject
from ijw.requests.known import Holding
from ijw.requests.register import Registered


class Row(Protocol):
    """A row by the names of its columns."""

    def __getitem__(self, name: str, /) -> Any: ...


def registered(row: Row) -> Registered:
    """A person of the register."""
    return Registered(
        Client(row["municipality"], row["bsn"]),
        row["birth_date"],
        row["sex"],
        Name(row["surname"], row["prefix"], row["first_names"], row["initials"]),
        Address(
            row["house_number"],
            row["postcode"],
            row["street"],
            row["city"],
            row["house_letter"],
            row["house_addition"],
        ),
        row["responsible_municipality"],
        row["family"],
        Measure(row["measure"]) if row["measure"] else None,
    )


def holding(row: Row) -> Holding:
    """An assignment, and who holds it."""
    toewijzing = Toewijzing(
        row["number"],
        standard.Product(row["category"], row["product"]) if row["category"] else None,
        row["start"],
        row["end"],
        _omvang(row),
        row["budget"],
        standard.RedenWijziging(row["reason"]) if row["reason"] else None,
        row["referrer"],
        row["extended_from"],
    )
    subject = Subject(Client(row["municipality"], row["bsn"]), row["agb"])
    return Holding(subject, toewijzing, row["version"], row["assigned_at"], row["reference"])


def assignment_row(held: Holding, at: datetime, who: str, decision: UUID) -> dict[str, Any]:
    """The row of an assignment, with what its version adds."""
    toewijzing, client = held.toewijzing, held.subject.client
    product, omvang = toewijzing.Product, toewijzing.Omvang
    return {
        "municipality": client.municipality,
        "number": toewijzing.ToewijzingNummer,
        "bsn": client.bsn,
        "agb": held.subject.agb,
        "category": product.Categorie if product else None,
        "product": product.Code if product else None,
        "start": toewijzing.Ingangsdatum,
        "end": toewijzing.Einddatum,
        "volume": omvang.Volume if omvang else None,
        "unit": omvang.Eenheid if omvang else None,
        "frequency": omvang.Frequentie if omvang else None,
        "budget": toewijzing.Budget,
        "referrer": toewijzing.Verwijzer,
        "reason": toewijzing.RedenWijziging.value if toewijzing.RedenWijziging else None,
        "version": held.version,
        "extended_from": toewijzing.extended_from,
        "reference": held.reference,
        "assigned_at": held.assigned_at,
        "at": at,
        "who": who,
        "decision": decision,
    }


def contract(row: Row) -> Contract:
    """What a provider may deliver."""
    return Contract(row["category"], row["product"], row["tariff"], row["valid_from"], row["valid_to"])


def split(row: Row) -> Split:
    """A request to split a family system (GI-B1)."""
    return Split(row["family"], row["requested_on"], row["decided_on"], row["decision"])


def _omvang(row: Row) -> standard.Omvang | None:
    if row["volume"] is None:
        return None
    return standard.Omvang(row["volume"], row["unit"], row["frequency"])
