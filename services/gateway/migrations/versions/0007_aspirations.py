"""Work on citizens' reports, its history, and files that are looked at before they are imported."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.runtime.database import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "aspiration_work",
        sa.Column(
            "tenant_id", sa.String(32), sa.ForeignKey("tenants.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("article_id", sa.String(32), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False, server_default=""),
        sa.Column("status_then", sa.String(200), nullable=False, server_default=""),
        sa.Column("office_id", sa.String(32), nullable=False, server_default=""),
    )
    op.create_table(
        "aspiration_changes",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "tenant_id", sa.String(32), sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("article_id", sa.String(32), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("who", sa.String(254), nullable=False),
        sa.Column("state", sa.String(16), nullable=False, server_default=""),
        sa.Column("office", sa.String(200), nullable=False, server_default=""),
        sa.Column("note", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("aspiration_changes_article", "aspiration_changes", ["tenant_id", "article_id", "id"])
    op.create_table(
        "aspiration_uploads",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "tenant_id", sa.String(32), sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("session_id", sa.String(64), nullable=False),
        sa.Column("filename", sa.String(300), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("choices", sa.JSON, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_aspiration_uploads_created_at", "aspiration_uploads", ["created_at"])


def downgrade() -> None:
    for table in ("aspiration_uploads", "aspiration_changes", "aspiration_work"):
        op.drop_table(table)
