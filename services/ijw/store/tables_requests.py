"""The tables of requests: what was asked, answered and decided, and what waits for a person."""

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

requests = Table(
    "requests",
    metadata,
    Column("municipality", String(4), nullable=False),
    Column("agb", String(8)),
    # A provider uses a ReferentieAanbieder once, in any municipality (TR347).
    Column("reference", String(36)),
    Column("bsn", String(9), nullable=False),
    # VOT (JW315): a row for each product. VOW (JW317): one row.
    Column("kind", String(3), nullable=False),
    Column("dagtekening", Date, nullable=False),
    Column("message_id", Uuid, nullable=False),
    # The whole request, as ijw.policy.records writes it.
    Column("content", JSONB, nullable=False),
    # GezagsdragerBekend (OP002x1).
    Column("guardian_known", Boolean, nullable=False),
    # Until it is answered by an assignment or a refusal, no other request is taken (TR374).
    Column("state", Text, nullable=False),
    moment("received_at"),
    PrimaryKeyConstraint("agb", "reference"),
    Index("ix_requests_client", "municipality", "bsn", "agb"),
)

answers = Table(
    "answers",
    metadata,
    Column("municipality", String(4), nullable=False),
    Column("agb", String(8)),
    Column("reference", String(36)),
    # As ijw.policy.answers.Answer: JW301, JW319-1, JW319-2.
    Column("answer", Text),
    # Identificatie of the message that we sent.
    Column("identificatie", String(12), nullable=False),
    Column("decision", Uuid, nullable=False),
    moment("at"),
    # By the clock of the database, whatever day the deployment plays: a request that arrived before then was
    # sent while this one was still being handled (TR374).
    Column("saved_at", DateTime(timezone=True), nullable=False, server_default=text("clock_timestamp()")),
    # "In onderzoek" is said once (TR360).
    PrimaryKeyConstraint("agb", "reference", "answer"),
)
Index(
    "uq_answers_final",
    answers.c.agb,
    answers.c.reference,
    unique=True,
    # An assignment or a refusal, never both and never twice (TR359, TR365).
    postgresql_where=text("answer <> 'JW319-2'"),
)

cases = Table(
    "cases",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("municipality", String(4), nullable=False),
    Column("agb", String(8), nullable=False),
    Column("reference", String(36), nullable=False),
    # Rule and explanation of everything that a person must look at.
    Column("findings", JSONB, nullable=False),
    Column("deadline", Date, nullable=False),
    Column("deadline_rule", Text, nullable=False),
    moment("opened_at"),
    moment("decided_at", nullable=True),
    Column("decided_by", Text),
    Column("choice", JSONB),
    Index("uq_cases_request", "agb", "reference", unique=True),
)
Index("ix_cases_open", cases.c.municipality, cases.c.deadline, postgresql_where=text("decided_at IS NULL"))

decisions = Table(
    "decisions",
    metadata,
    Column("id", Uuid, primary_key=True),
    # Orders the decisions as they were taken.
    Column("seq", BigInteger, Identity(always=True), nullable=False),
    Column("municipality", String(4), nullable=False),
    Column("agb", String(8), nullable=False),
    # Empty when it answers no request.
    Column("reference", String(36)),
    moment("at"),
    Column("who", Text, nullable=False),
    # assign, refuse, to_person or hold_back.
    Column("outcome", Text, nullable=False),
    # The rules in the order in which they were applied.
    Column("rules", ARRAY(Text), nullable=False),
    # Name and version of the protocol.
    Column("protocol", Text),
    Column("facts", JSONB, nullable=False),
    Column("decision", JSONB, nullable=False),
    Index("ix_decisions_request", "agb", "reference"),
)

stop_list = Table(
    "stop_list",
    metadata,
    Column("municipality", String(4)),
    Column("bsn", String(9)),
    Column("since", Date, nullable=False),
    Column("who", Text, nullable=False),
    PrimaryKeyConstraint("municipality", "bsn"),
)
"""Clients without message traffic (OP003)."""

assignment_numbers = Sequence("assignment_numbers", start=100_000_001, metadata=metadata)
"""The next ToewijzingNummer; those of a former system usually are lower, and are passed over."""
