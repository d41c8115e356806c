"""What each import brought first, so that it can be taken back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table of imported articles; imports from before it can only be forgotten."""
    op.create_table(
        "import_articles",
        sa.Column("import_id", sa.String(32), primary_key=True),
        sa.Column("article_id", sa.String(32), primary_key=True),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("import_articles")
