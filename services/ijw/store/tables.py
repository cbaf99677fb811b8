"""The tables. Every row carries its municipality.

Column names are those of the reference files (English); element names of the standard live in the models.
Money is in euro cents. Raw bytes are the message exactly as received or made.
"""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Sequence,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from ijw.store.schema import metadata, moment
from ijw.store.tables_requests import answers, assignment_numbers, cases, decisions, requests, stop_list

__all__ = [
    "answers",
    "assignment_numbers",
    "assignment_versions",
    "assignments",
    "audit",
    "cases",
    "contracts",
    "decisions",
    "deliveries",
    "deployment",
    "inbox",
    "metadata",
    "outbox",
    "persons",
    "requests",
    "retour_numbers",
    "splits",
    "stop_list",
    "unsent",
]


inbox = Table(
    "inbox",
    metadata,
    Column("message_id", Uuid, primary_key=True),
    Column("municipality", String(4)),
    Column("type", String(5)),
    Column("sender", String(8)),
    Column("identificatie", String(12)),
    # False where another message already bore this Identificatie (TR056), or where it could not be read.
    Column("owns_identificatie", Boolean, nullable=False),
    Column("client_key", String(16)),
    Column("correlation_id", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("partition", Integer, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("headers", JSONB, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("rules", ARRAY(Text), nullable=False),
    moment("processed_at"),
)
Index(
    "uq_inbox_identificatie",
    inbox.c.sender,
    inbox.c.type,
    inbox.c.identificatie,
    unique=True,
    postgresql_where=text("owns_identificatie"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("message_id", Uuid, primary_key=True),
    # The order in which messages were made, which is the order in which they are sent.
    Column("seq", BigInteger, Identity(always=True), nullable=False),
    # What was saved together; a batch that is not in `unsent` was sent.
    Column("batch", BigInteger, nullable=False, index=True),
    # The message that this answers; for a message on our own initiative the decision it follows from.
    Column("in_reply_to", Uuid, nullable=False, index=True),
    Column("municipality", String(4)),
    Column("topic", Text, nullable=False),
    Column("key", LargeBinary),
    Column("headers", JSONB, nullable=False),
    Column("value", LargeBinary, nullable=False),
    moment("made_at"),
)

unsent = Table(
    "unsent",
    metadata,
    # The batches of the outbox of which nobody has noted that they were sent; a handful at any time.
    Column("batch", BigInteger, Identity(always=True), primary_key=True),
    moment("made_at"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("municipality", String(4)),
    Column("message_id", Uuid, nullable=False, index=True),
    Column("client_key", String(16)),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("who", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("rules", ARRAY(Text), nullable=False),
    Column("facts", JSONB, nullable=False),
)

persons = Table(
    "persons",
    metadata,
    Column("municipality", String(4)),
    Column("bsn", String(9)),
    Column("birth_date", Date, nullable=False),
    Column("sex", String(1), nullable=False),
    Column("surname", Text, nullable=False),
    Column("prefix", Text),
    Column("first_names", Text),
    Column("initials", Text),
    Column("name_use", String(1), nullable=False),
    Column("street", Text),
    Column("house_number", Integer),
    Column("house_letter", String(1)),
    Column("house_addition", String(4)),
    Column("postcode", String(8)),
    Column("city", Text),
    Column("responsible_municipality", String(4)),
    Column("family", Text, index=True),
    Column("measure", Text),
    PrimaryKeyConstraint("municipality", "bsn"),
)

contracts = Table(
    "contracts",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("municipality", String(4), nullable=False),
    Column("agb", String(8), nullable=False),
    Column("category", String(2), nullable=False),
    Column("product", String(5)),
    Column("unit", String(2), nullable=False),
    Column("tariff", Integer, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
)
Index(
    "uq_contracts_validity",
    contracts.c.municipality,
    contracts.c.agb,
    contracts.c.category,
    contracts.c.product,
    contracts.c.unit,
    contracts.c.valid_from,
    unique=True,
    postgresql_nulls_not_distinct=True,
)

assignments = Table(
    "assignments",
    metadata,
    Column("municipality", String(4)),
    Column("number", Integer),
    Column("bsn", String(9), nullable=False),
    Column("agb", String(8), nullable=False),
    Column("category", String(2)),
    Column("product", String(5)),
    Column("start", Date, nullable=False),
    Column("end", Date),
    Column("volume", Integer),
    Column("unit", String(2)),
    Column("frequency", String(1)),
    Column("budget", Integer),
    Column("referrer", String(2)),
    Column("reason", String(2)),
    Column("version", Integer, nullable=False),
    # The last day before it was extended, the first time (GI-2.3-3).
    Column("extended_from", Date),
    # ReferentieAanbieder of the request that made or changed it; empty on our own initiative (IV097).
    Column("reference", String(36)),
    # Toewijzingsdatum and Toewijzingstijd, in Dutch time; empty for what was imported (IV013).
    Column("assigned_at", DateTime),
    PrimaryKeyConstraint("municipality", "number"),
    Index("ix_assignments_client", "municipality", "bsn", "agb"),
)

assignment_versions = Table(
    "assignment_versions",
    metadata,
    Column("municipality", String(4)),
    Column("number", Integer),
    Column("version", Integer),
    moment("at"),
    Column("who", Text, nullable=False),
    Column("content", JSONB, nullable=False),
    # The decision that made this version; empty for an import.
    Column("decision", Uuid, index=True),
    PrimaryKeyConstraint("municipality", "number", "version"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Uuid, primary_key=True),
    # Orders the reports of one client as they were accepted.
    Column("arrival", BigInteger, Identity(always=True), nullable=False),
    Column("municipality", String(4), nullable=False),
    Column("bsn", String(9), nullable=False),
    Column("agb", String(8), nullable=False),
    Column("assignment", Integer),
    Column("category", String(2)),
    Column("product", String(5)),
    Column("assignment_start", Date),
    Column("start", Date, nullable=False),
    # Both empty for a start, both filled for a stop.
    Column("stop_reason", String(2)),
    Column("end", Date),
    Column("message_id", Uuid, nullable=False),
    # The message that took this report back (StatusAanlevering 3).
    Column("deleted_by", Uuid),
    Index("ix_deliveries_client", "municipality", "bsn", "agb"),
)

splits = Table(
    "splits",
    metadata,
    Column("municipality", String(4)),
    Column("family", Text),
    Column("requested_on", Date),
    Column("decided_on", Date),
    Column("decision", Text),
    PrimaryKeyConstraint("municipality", "family", "requested_on"),
)
deployment = Table(
    "deployment",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

retour_numbers = Sequence("retour_numbers", increment=1000, metadata=metadata)
"""Hands out blocks of a thousand numbers, so that IdentificatieRetour costs no statement a message."""
