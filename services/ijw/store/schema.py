"""What all tables share: the names of their keys and indexes, and how a moment is kept."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def moment(name: str, *, nullable: bool = False) -> Column[object]:
    """A column for a moment in time."""
    return Column(name, DateTime(timezone=True), nullable=nullable)
