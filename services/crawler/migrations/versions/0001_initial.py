"""The first schema: sources, frontier, host budgets, articles with revisions, outbox, health counters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.runtime.database import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table of the crawler."""
    op.create_table(
        "sources",
        sa.Column("id", sa.String(63), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("domain", sa.Text, nullable=False),
        sa.Column("feeds", sa.JSON, nullable=False),
        sa.Column("sitemaps", sa.JSON, nullable=False),
        sa.Column("listings", sa.JSON, nullable=False),
        sa.Column("region", sa.String(13)),
        sa.Column("timezone", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("interval", sa.Integer, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("last_success_at", UtcDateTime),
        sa.Column("last_error", sa.Text),
        sa.Column("last_error_url", sa.Text),
        sa.Column("created_at", UtcDateTime, nullable=False),
    )
    op.create_index("sources_domain", "sources", ["domain"])
    op.create_table(
        "hosts",
        sa.Column("host", sa.String(300), primary_key=True),
        sa.Column("next_at", UtcDateTime, nullable=False),
        sa.Column("lease_until", UtcDateTime, nullable=False),
        sa.Column("owner", sa.String(40)),
    )
    op.create_table(
        "frontier",
        sa.Column("kind", sa.String(12), primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("host", sa.String(300), nullable=False),
        sa.Column("source_id", sa.String(63), nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("due_at", UtcDateTime),
        sa.Column("first_seen_at", UtcDateTime, nullable=False),
        sa.Column("visited_at", UtcDateTime),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("checks", sa.Integer, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("hint_from", sa.Text),
        sa.Column("hint_title", sa.Text),
        sa.Column("hint_published", sa.Text),
        sa.Column("hint_updated", sa.Text),
        sa.Column("article_id", sa.String(32)),
        sa.Column("last_error", sa.Text),
    )
    op.create_index("frontier_host_due", "frontier", ["host", "due_at"])
    op.create_index("frontier_due", "frontier", ["due_at"])
    op.create_index("frontier_source", "frontier", ["source_id"])
    op.create_table(
        "articles",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("canonical_url", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("source_id", sa.String(63), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.Column("revised_at", UtcDateTime, nullable=False),
    )
    op.create_index("articles_source", "articles", ["source_id"])
    op.create_table(
        "article_revisions",
        sa.Column("article_id", sa.String(32), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("raw_sha256", sa.String(64)),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "outbox",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True
        ),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False, unique=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("written_at", UtcDateTime, nullable=False),
        sa.Column("lease_until", UtcDateTime, nullable=False),
    )
    op.create_table(
        "source_health",
        sa.Column("source_id", sa.String(63), primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("what", sa.String(60), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
