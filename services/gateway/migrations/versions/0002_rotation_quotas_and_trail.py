"""Names and rotation of keys, quotas and their counters, a tenant in the audit trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.runtime.database import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tenants", sa.Column("daily_quota", sa.Integer))
    op.add_column("keys", sa.Column("name", sa.String(100), nullable=False, server_default=""))
    op.add_column("keys", sa.Column("previous_hash", sa.String(64)))
    op.add_column("keys", sa.Column("previous_until", UtcDateTime))
    op.create_table(
        "usage",
        sa.Column("subject", sa.String(40), primary_key=True),
        sa.Column("period", sa.BigInteger, nullable=False),
        sa.Column("used", sa.Integer, nullable=False),
    )
    op.add_column("audit", sa.Column("tenant_id", sa.String(32)))
    op.create_index("audit_tenant_id", "audit", ["tenant_id", "id"])


def downgrade() -> None:
    op.drop_index("audit_tenant_id", "audit")
    op.drop_column("audit", "tenant_id")
    op.drop_table("usage")
    for column in ("previous_until", "previous_hash", "name"):
        op.drop_column("keys", column)
    op.drop_column("tenants", "daily_quota")
