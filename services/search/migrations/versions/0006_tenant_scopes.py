"""What each tenant sees now, for watches that are made; watches know since when their rule holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """No tenant has been changed, and no rule: nothing is to be filled in."""
    op.create_table(
        "tenant_scopes",
        sa.Column("tenant_id", sa.String(64), primary_key=True),
        sa.Column("scope", sa.JSON, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
    )
    op.add_column("watches", sa.Column("judged_since", sa.DateTime(timezone=True)))
