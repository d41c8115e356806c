"""The letterhead that a report was checked or sent with; null, as in all from before: the present one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_frozen_letterheads",
        sa.Column(
            "tenant_id", sa.String(32), sa.ForeignKey("tenants.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.Column("logo", sa.LargeBinary),
    )
    op.add_column("report_editions", sa.Column("letterhead", sa.String(64)))


def downgrade() -> None:
    op.drop_column("report_editions", "letterhead")
    op.drop_table("report_frozen_letterheads")
