"""What a team keeps on stories: state, office, notes, clarifications, and who changed what when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.runtime.database import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _tenant() -> sa.Column[str]:
    return sa.Column(
        "tenant_id", sa.String(32), sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False
    )


def _work() -> sa.Column[str]:
    return sa.Column(
        "work_id", sa.String(32), sa.ForeignKey("story_work.id", ondelete="CASCADE"), nullable=False
    )


def upgrade() -> None:
    op.create_table(
        "story_work",
        sa.Column("id", sa.String(32), primary_key=True),
        _tenant(),
        sa.Column("story_id", sa.String(64), nullable=False),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        # An office of the offices table, which a later migration makes.
        sa.Column("office_id", sa.String(32)),
        sa.Column("opened_at", UtcDateTime, nullable=False),
        sa.Column("changed_at", UtcDateTime, nullable=False),
    )
    op.create_index("story_work_story_id", "story_work", ["tenant_id", "story_id"])
    op.create_index("story_work_state", "story_work", ["tenant_id", "state", "changed_at"])
    op.create_table(
        "story_work_articles",
        sa.Column(
            "work_id", sa.String(32), sa.ForeignKey("story_work.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("article_id", sa.String(32), nullable=False),
    )
    op.create_index("story_work_articles_article_id", "story_work_articles", ["article_id"])
    op.create_table(
        "story_work_changes",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        _tenant(),
        _work(),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("author", sa.String(254), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("value", sa.String(200), nullable=False),
    )
    op.create_index("story_work_changes_work_id", "story_work_changes", ["work_id"])
    op.create_index("story_work_changes_at", "story_work_changes", ["tenant_id", "at"])
    op.create_table(
        "story_notes",
        sa.Column("id", sa.String(32), primary_key=True),
        _tenant(),
        _work(),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("author", sa.String(254), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("edited_at", UtcDateTime),
    )
    op.create_index("story_notes_work_id", "story_notes", ["work_id"])
    op.create_index("story_notes_created_at", "story_notes", ["tenant_id", "created_at"])
    op.create_table(
        "clarifications",
        sa.Column("id", sa.String(32), primary_key=True),
        _tenant(),
        _work(),
        sa.Column("claim", sa.Text, nullable=False),
        sa.Column("claim_article_id", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("release_article_id", sa.String(32), nullable=False),
        sa.Column("issued_at", UtcDateTime, nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("author", sa.String(254), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("edited_at", UtcDateTime),
    )
    op.create_index("clarifications_work_id", "clarifications", ["work_id"])
    op.create_index("clarifications_issued_at", "clarifications", ["tenant_id", "issued_at"])


def downgrade() -> None:
    for table in (
        "clarifications",
        "story_notes",
        "story_work_changes",
        "story_work_articles",
        "story_work",
    ):
        op.drop_table(table)
