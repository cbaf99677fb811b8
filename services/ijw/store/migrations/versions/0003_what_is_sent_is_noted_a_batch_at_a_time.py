"""What is sent is noted a batch at a time, not a message at a time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward; what was unsent becomes one unsent batch, the rest one that was sent."""
    op.create_table(
        "unsent",
        sa.Column("batch", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("batch", name=op.f("pk_unsent")),
    )
    op.add_column("outbox", sa.Column("batch", sa.BigInteger(), nullable=False, server_default="0"))
    op.alter_column("outbox", "batch", server_default=None)
    op.execute(
        "INSERT INTO unsent (made_at)"
        " SELECT min(made_at) FROM outbox WHERE sent_at IS NULL HAVING count(*) > 0"
    )
    op.execute("UPDATE outbox SET batch = (SELECT batch FROM unsent) WHERE sent_at IS NULL")
    op.drop_index("ix_outbox_unsent", table_name="outbox", postgresql_where=sa.text("sent_at IS NULL"))
    op.drop_index(op.f("ix_outbox_seq"), table_name="outbox")
    op.drop_column("outbox", "sent_at")
    op.create_index(op.f("ix_outbox_batch"), "outbox", ["batch"])


def downgrade() -> None:
    """Take the schema back; the messages of an unsent batch are unsent again."""
    op.add_column("outbox", sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE outbox SET sent_at = made_at WHERE batch NOT IN (SELECT batch FROM unsent)")
    op.drop_index(op.f("ix_outbox_batch"), table_name="outbox")
    op.create_index(op.f("ix_outbox_seq"), "outbox", ["seq"], unique=False)
    op.create_index(
        "ix_outbox_unsent", "outbox", ["made_at"], unique=False, postgresql_where=sa.text("sent_at IS NULL")
    )
    op.drop_column("outbox", "batch")
    op.drop_table("unsent")
