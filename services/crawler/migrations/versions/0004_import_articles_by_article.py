"""Who else has brought an article is asked for every article of an import that is taken back."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Find the imports of an article."""
    op.create_index("import_articles_article_id", "import_articles", ["article_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("import_articles_article_id", table_name="import_articles")
