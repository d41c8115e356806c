"""Offices (OPD), which office answers for which topic, and the playbook."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offices",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "tenant_id", sa.String(32), sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("short_name", sa.String(40), nullable=False),
        sa.Column("email", sa.String(254), nullable=False, server_default=""),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.UniqueConstraint("tenant_id", "name", name="uq_offices_name"),
    )
    op.create_table(
        "office_topics",
        sa.Column(
            "tenant_id", sa.String(32), sa.ForeignKey("tenants.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("topic", sa.String(64), primary_key=True),
        sa.Column(
            "office_id", sa.String(32), sa.ForeignKey("offices.id", ondelete="CASCADE"), nullable=False
        ),
    )
    op.create_table(
        "playbook",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "tenant_id", sa.String(32), sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("situation", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_index("playbook_tenant_id", "playbook", ["tenant_id", "position"])
    op.create_table(
        "desk_seeds",
        sa.Column(
            "tenant_id", sa.String(32), sa.ForeignKey("tenants.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("kind", sa.String(16), primary_key=True),
    )


def downgrade() -> None:
    for table in ("desk_seeds", "playbook", "office_topics", "offices"):
        op.drop_table(table)
