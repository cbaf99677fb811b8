"""The tables of the first consumer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.execute("CREATE SEQUENCE retour_numbers INCREMENT BY 1000")
    op.create_table(
        "assignment_versions",
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("municipality", "number", "version", name=op.f("pk_assignment_versions")),
    )
    op.create_table(
        "assignments",
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("bsn", sa.String(length=9), nullable=False),
        sa.Column("agb", sa.String(length=8), nullable=False),
        sa.Column("category", sa.String(length=2), nullable=True),
        sa.Column("product", sa.String(length=5), nullable=True),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("volume", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(length=2), nullable=True),
        sa.Column("frequency", sa.String(length=1), nullable=True),
        sa.Column("budget", sa.Integer(), nullable=True),
        sa.Column("referrer", sa.String(length=2), nullable=True),
        sa.Column("reason", sa.String(length=2), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("municipality", "number", name=op.f("pk_assignments")),
    )
    op.create_index("ix_assignments_client", "assignments", ["municipality", "bsn", "agb"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("client_key", sa.String(length=16), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("rules", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_message_id"), "audit", ["message_id"], unique=False)
    op.create_table(
        "contracts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("agb", sa.String(length=8), nullable=False),
        sa.Column("category", sa.String(length=2), nullable=False),
        sa.Column("product", sa.String(length=5), nullable=True),
        sa.Column("unit", sa.String(length=2), nullable=False),
        sa.Column("tariff", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contracts")),
    )
    op.create_index(
        "uq_contracts_validity",
        "contracts",
        ["municipality", "agb", "category", "product", "unit", "valid_from"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("arrival", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("bsn", sa.String(length=9), nullable=False),
        sa.Column("agb", sa.String(length=8), nullable=False),
        sa.Column("assignment", sa.Integer(), nullable=True),
        sa.Column("category", sa.String(length=2), nullable=True),
        sa.Column("product", sa.String(length=5), nullable=True),
        sa.Column("assignment_start", sa.Date(), nullable=True),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("stop_reason", sa.String(length=2), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("deleted_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    op.create_index("ix_deliveries_client", "deliveries", ["municipality", "bsn", "agb"], unique=False)
    op.create_table(
        "deployment",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_deployment")),
    )
    op.create_table(
        "inbox",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=True),
        sa.Column("type", sa.String(length=5), nullable=True),
        sa.Column("sender", sa.String(length=8), nullable=True),
        sa.Column("identificatie", sa.String(length=12), nullable=True),
        sa.Column("owns_identificatie", sa.Boolean(), nullable=False),
        sa.Column("client_key", sa.String(length=16), nullable=True),
        sa.Column("correlation_id", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("rules", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("processed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_inbox")),
    )
    op.create_index(
        "uq_inbox_identificatie",
        "inbox",
        ["sender", "type", "identificatie"],
        unique=True,
        postgresql_where=sa.text("owns_identificatie"),
    )
    op.create_table(
        "outbox",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("in_reply_to", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_seq"), "outbox", ["seq"], unique=False)
    op.create_index(op.f("ix_outbox_in_reply_to"), "outbox", ["in_reply_to"], unique=False)
    op.create_index(
        "ix_outbox_unsent", "outbox", ["made_at"], unique=False, postgresql_where=sa.text("sent_at IS NULL")
    )
    op.create_table(
        "persons",
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("bsn", sa.String(length=9), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=False),
        sa.Column("surname", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=True),
        sa.Column("first_names", sa.Text(), nullable=True),
        sa.Column("initials", sa.Text(), nullable=True),
        sa.Column("name_use", sa.String(length=1), nullable=False),
        sa.Column("street", sa.Text(), nullable=True),
        sa.Column("house_number", sa.Integer(), nullable=True),
        sa.Column("house_letter", sa.String(length=1), nullable=True),
        sa.Column("house_addition", sa.String(length=4), nullable=True),
        sa.Column("postcode", sa.String(length=8), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("responsible_municipality", sa.String(length=4), nullable=True),
        sa.Column("family", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("municipality", "bsn", name=op.f("pk_persons")),
    )
    op.create_index(op.f("ix_persons_family"), "persons", ["family"], unique=False)
    op.create_table(
        "splits",
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("municipality", "family", "requested_on", name=op.f("pk_splits")),
    )
    op.execute("""
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$
    """)
    op.execute("""
        CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """)


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("splits")
    op.drop_index(op.f("ix_persons_family"), table_name="persons")
    op.drop_table("persons")
    op.drop_index("ix_outbox_unsent", table_name="outbox", postgresql_where=sa.text("sent_at IS NULL"))
    op.drop_index(op.f("ix_outbox_seq"), table_name="outbox")
    op.drop_index(op.f("ix_outbox_in_reply_to"), table_name="outbox")
    op.drop_table("outbox")
    op.drop_index(
        "uq_inbox_identificatie", table_name="inbox", postgresql_where=sa.text("owns_identificatie")
    )
    op.drop_table("inbox")
    op.drop_table("deployment")
    op.drop_index("ix_deliveries_client", table_name="deliveries")
    op.drop_table("deliveries")
    op.drop_index("uq_contracts_validity", table_name="contracts", postgresql_nulls_not_distinct=True)
    op.drop_table("contracts")
    op.drop_index(op.f("ix_audit_message_id"), table_name="audit")
    op.drop_table("audit")
    op.execute("DROP FUNCTION refuse_change")
    op.drop_index("ix_assignments_client", table_name="assignments")
    op.drop_table("assignments")
    op.drop_table("assignment_versions")
    op.execute("DROP SEQUENCE retour_numbers")
