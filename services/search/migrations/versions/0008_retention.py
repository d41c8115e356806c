"""How long articles are kept is chosen in the administration; what is older is found by an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Nobody has chosen yet: everything is kept."""
    op.create_table(
        "retention_choices",
        sa.Column("choice_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("months", sa.Integer),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("articles_seen_at", "articles", ["seen_at"])
