"""Which articles were forgotten: late messages of them are dropped, and no decision's number comes again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Nothing is known of what was forgotten before."""
    op.create_table(
        "forgotten",
        sa.Column("article_id", sa.String(32), primary_key=True),
        sa.Column("made_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
    )
    op.create_index("forgotten_seq", "forgotten", ["seq"])
