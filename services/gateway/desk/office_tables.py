"""Tables of the offices (OPD), of the topics they answer for, and of the playbook."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from services.gateway.tables import metadata


def _tenant(*, primary_key: bool = False) -> Column[str]:
    return Column(
        "tenant_id",
        String(32),
        ForeignKey("tenants.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )


offices = Table(
    "offices",
    metadata,
    Column("id", String(32), primary_key=True),
    _tenant(),
    Column("name", String(200), nullable=False),
    # What people call it: Dinas PUPR.
    Column("short_name", String(40), nullable=False),
    # Empty: nobody entered one.
    Column("email", String(254), nullable=False, server_default=""),
    Column("active", Boolean, nullable=False),
    UniqueConstraint("tenant_id", "name", name="uq_offices_name"),
)

office_topics = Table(
    "office_topics",
    metadata,
    _tenant(primary_key=True),
    Column("topic", String(64), primary_key=True),
    Column("office_id", String(32), ForeignKey("offices.id", ondelete="CASCADE"), nullable=False),
)

playbook = Table(
    "playbook",
    metadata,
    Column("id", String(32), primary_key=True),
    _tenant(),
    # Empty: for every topic.
    Column("topic", String(64), nullable=False),
    Column("situation", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Index("playbook_tenant_id", "tenant_id", "position"),
)

# Which proposals a tenant has been given: one who deleted them all is not given them again.
desk_seeds = Table(
    "desk_seeds",
    metadata,
    _tenant(primary_key=True),
    # offices or playbook
    Column("kind", String(16), primary_key=True),
)
