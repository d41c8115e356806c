"""Corrections of stories by analysts: which articles belong together and which apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables of corrections; changes of stories name the correction that brought them."""
    op.create_table(
        "corrections",
        sa.Column("correction_id", sa.String(32), primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False, unique=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("story_id", sa.String(32), nullable=False),
        sa.Column("other_story", sa.String(32)),
        sa.Column("tenant_id", sa.String(64), nullable=False),
        sa.Column("actor", sa.String(128), nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_seq", sa.BigInteger),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.Column("undone_by", sa.String(128)),
        sa.Column("undone_seq", sa.BigInteger),
        sa.Column("overrides", sa.JSON, nullable=False),
    )
    op.create_table(
        "correction_articles",
        sa.Column(
            "correction_id",
            sa.String(32),
            sa.ForeignKey("corrections.correction_id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("article_id", sa.String(32), primary_key=True),
        sa.Column("side", sa.Integer, nullable=False),
    )
    op.create_index("correction_articles_article_id", "correction_articles", ["article_id"])
    op.add_column("story_changes", sa.Column("correction_id", sa.String(32)))
