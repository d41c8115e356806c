"""Every try is logged; a delivery knows its watch and who has it in hand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.runtime.database import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("watch_id", sa.String(64)))
    op.add_column("deliveries", sa.Column("claimed_until", UtcDateTime))
    op.create_index("deliveries_tenant", "deliveries", ["tenant_id", "watch_id", "created_at"])
    op.create_table(
        "attempts",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "delivery_id", sa.String(32), sa.ForeignKey("deliveries.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("outcome", sa.String(8), nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("milliseconds", sa.Integer, nullable=False),
    )
    op.create_index("attempts_delivery_id", "attempts", ["delivery_id"])


def downgrade() -> None:
    op.drop_table("attempts")
    op.drop_index("deliveries_tenant", "deliveries")
    op.drop_column("deliveries", "claimed_until")
    op.drop_column("deliveries", "watch_id")
