"""Requests, and what was decided on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.execute("CREATE SEQUENCE assignment_numbers START WITH 100000001")
    op.add_column("assignments", sa.Column("extended_from", sa.Date(), nullable=True))
    op.add_column("assignments", sa.Column("reference", sa.String(length=36), nullable=True))
    op.add_column("assignments", sa.Column("assigned_at", sa.DateTime(), nullable=True))
    op.add_column("assignment_versions", sa.Column("decision", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_assignment_versions_decision"), "assignment_versions", ["decision"])
    _requests()
    _answers()
    _cases()
    _decisions()
    op.create_table(
        "stop_list",
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("bsn", sa.String(length=9), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("municipality", "bsn", name=op.f("pk_stop_list")),
    )


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("agb", sa.String(length=8), nullable=False),
        sa.Column("reference", sa.String(length=36), nullable=False),
        sa.Column("bsn", sa.String(length=9), nullable=False),
        sa.Column("kind", sa.String(length=3), nullable=False),
        sa.Column("dagtekening", sa.Date(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("guardian_known", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("agb", "reference", name=op.f("pk_requests")),
    )
    op.create_index("ix_requests_client", "requests", ["municipality", "bsn", "agb"])


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("agb", sa.String(length=8), nullable=False),
        sa.Column("reference", sa.String(length=36), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("identificatie", sa.String(length=12), nullable=False),
        sa.Column("decision", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "saved_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("agb", "reference", "answer", name=op.f("pk_answers")),
    )
    final = sa.text("answer <> 'JW319-2'")
    op.create_index("uq_answers_final", "answers", ["agb", "reference"], unique=True, postgresql_where=final)


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("agb", sa.String(length=8), nullable=False),
        sa.Column("reference", sa.String(length=36), nullable=False),
        sa.Column("findings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("deadline_rule", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("choice", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_index("uq_cases_request", "cases", ["agb", "reference"], unique=True)
    undecided = sa.text("decided_at IS NULL")
    op.create_index("ix_cases_open", "cases", ["municipality", "deadline"], postgresql_where=undecided)


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("agb", sa.String(length=8), nullable=False),
        sa.Column("reference", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("rules", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("protocol", sa.Text(), nullable=True),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("decision", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_request", "decisions", ["agb", "reference"])
    op.execute("""
        CREATE TRIGGER decisions_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """)


def downgrade() -> None:
    """Take the schema back."""
    for table in ("stop_list", "decisions", "cases", "answers", "requests"):
        op.drop_table(table)
    op.drop_index(op.f("ix_assignment_versions_decision"), table_name="assignment_versions")
    op.drop_column("assignment_versions", "decision")
    for column in ("assigned_at", "reference", "extended_from"):
        op.drop_column("assignments", column)
    op.execute("DROP SEQUENCE assignment_numbers")
