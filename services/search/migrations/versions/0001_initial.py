"""Articles, revisions, watches and alerts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables of services/search/tables.py."""
    op.create_table(
        "articles",
        sa.Column("article_id", sa.String(32), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("regions", sa.JSON, nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("embedding", sa.LargeBinary),
        sa.Column("minhash", sa.LargeBinary),
        sa.Column("story_id", sa.String(32)),
        sa.Column("copy_of", sa.String(32)),
        sa.Column("storied_revision", sa.Integer, nullable=False, server_default="0"),
        sa.Column("story_seq", sa.BigInteger),
    )
    op.create_index("articles_published_at", "articles", ["published_at"])
    op.create_index("articles_story_seq", "articles", ["story_seq"])
    op.create_index("articles_copy_of", "articles", ["copy_of"])
    op.create_table(
        "revisions",
        sa.Column("article_id", sa.String(32), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
    )
    op.create_table(
        "watches",
        sa.Column("watch_id", sa.String(32), primary_key=True),
        sa.Column("tenant_id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("filter", sa.JSON, nullable=False),
        sa.Column("deliveries", sa.JSON, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_watches_tenant_id", "watches", ["tenant_id"])
    op.create_table(
        "alerts",
        sa.Column("alert_id", sa.String(32), primary_key=True),
        sa.Column(
            "watch_id", sa.String(32), sa.ForeignKey("watches.watch_id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("tenant_id", sa.String(64), nullable=False),
        sa.Column("story_id", sa.String(32), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("article_ids", sa.JSON, nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("watch_id", "story_id"),
    )
