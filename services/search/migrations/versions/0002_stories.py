"""Stories with their history, and the clues by which articles are told apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the story tables; every story there is was opened by the first decision about its articles."""
    op.add_column("articles", sa.Column("clues", sa.JSON))
    op.add_column("articles", sa.Column("indexed_seq", sa.BigInteger, nullable=False, server_default="0"))
    behind = sa.text("story_seq > indexed_seq")
    op.create_index(
        "articles_unwritten", "articles", ["story_seq"], sqlite_where=behind, postgresql_where=behind
    )
    op.drop_index("articles_copy_of", "articles")
    op.create_index("articles_story_id", "articles", ["story_id"])
    op.create_table(
        "stories",
        sa.Column("story_id", sa.String(32), primary_key=True),
        sa.Column("opened_seq", sa.BigInteger, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_into", sa.String(32)),
    )
    op.create_index("stories_merged_into", "stories", ["merged_into"])
    op.create_table(
        "story_changes",
        sa.Column("change_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("from_story", sa.String(32), nullable=False),
        sa.Column("to_story", sa.String(32), nullable=False),
        sa.Column("article_ids", sa.JSON, nullable=False),
        sa.Column("because", sa.JSON, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("story_changes_from_story", "story_changes", ["from_story"])
    op.create_index("story_changes_to_story", "story_changes", ["to_story"])
    op.execute(
        "INSERT INTO stories (story_id, opened_seq, opened_at) "
        "SELECT story_id, min(coalesce(story_seq, 0)), min(seen_at) FROM articles "
        "WHERE story_id IS NOT NULL GROUP BY story_id"
    )
    op.execute("UPDATE articles SET indexed_seq = coalesce(story_seq, 0)")
