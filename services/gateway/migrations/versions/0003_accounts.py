"""Sessions that can be told apart and ended one by one, visits, passwords that were changed, the tour."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.runtime.database import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sessions", sa.Column("last_seen_at", UtcDateTime))
    op.add_column("sessions", sa.Column("agent", sa.String(300), nullable=False, server_default=""))
    op.add_column("sessions", sa.Column("address", sa.String(64), nullable=False, server_default=""))
    op.add_column("sessions", sa.Column("notice", sa.Text))
    for name in ("password_changed_at", "tour_seen_at", "last_seen_at", "previous_visit_at"):
        op.add_column("users", sa.Column(name, UtcDateTime))


def downgrade() -> None:
    for name in ("previous_visit_at", "last_seen_at", "tour_seen_at", "password_changed_at"):
        op.drop_column("users", name)
    for name in ("notice", "address", "agent", "last_seen_at"):
        op.drop_column("sessions", name)
