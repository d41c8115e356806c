"""Reports: editions, their history and sendings, schedules, letterheads, numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.runtime.database import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_editions",
        sa.Column("id", sa.String(32), primary_key=True),
        _tenant(),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("region", sa.String(20), nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("subject", sa.String(64), nullable=False, server_default=""),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("number", sa.String(100), nullable=False, server_default=""),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("edits", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("made_by", sa.String(100), nullable=False),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.Column("sent_at", UtcDateTime),
        sa.UniqueConstraint(
            "tenant_id", "kind", "region", "first_day", "last_day", "subject", name="uq_report_editions_once"
        ),
    )
    op.create_index("report_editions_newest", "report_editions", ["tenant_id", "made_at"])
    op.create_table(
        "report_history",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        _tenant(),
        _edition(),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("actor", sa.String(100), nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("detail", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("report_history_edition", "report_history", ["edition_id", "id"])
    op.create_index("report_history_actor", "report_history", ["tenant_id", "actor", "at"])
    op.create_table(
        "report_sendings",
        sa.Column("id", sa.String(64), primary_key=True),
        _tenant(),
        _edition(),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("actor", sa.String(100), nullable=False),
        sa.Column("recipients", sa.JSON, nullable=False),
    )
    op.create_index("report_sendings_edition", "report_sendings", ["edition_id", "at"])
    op.create_table(
        "report_schedules",
        sa.Column("id", sa.String(32), primary_key=True),
        _tenant(),
        sa.Column("period", sa.String(8), nullable=False),
        sa.Column("region", sa.String(20), nullable=False),
        sa.Column("weekdays", sa.JSON, nullable=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("lead_minutes", sa.Integer, nullable=False),
        sa.Column("recipients", sa.JSON, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("prepared_slot", UtcDateTime),
        sa.Column("sent_slot", UtcDateTime),
        sa.Column("claimed_until", UtcDateTime),
        sa.Column("last_error", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("report_schedules_tenant", "report_schedules", ["tenant_id"])
    op.create_table(
        "report_letterheads",
        _tenant(primary_key=True),
        *(
            sa.Column(name, sa.String(length), nullable=False)
            for name, length in (
                ("government", 200),
                ("office", 200),
                ("address", 300),
                ("contact", 300),
                ("place", 100),
                ("signatory_office", 200),
                ("signatory_name", 200),
                ("signatory_rank", 100),
                ("signatory_nip", 30),
                ("number_pattern", 100),
            )
        ),
        sa.Column("logo", sa.LargeBinary),
    )
    op.create_table(
        "report_numbers",
        _tenant(primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    for table in ("numbers", "letterheads", "schedules", "sendings", "history", "editions"):
        op.drop_table(f"report_{table}")


def _tenant(*, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(
        "tenant_id",
        sa.String(32),
        sa.ForeignKey("tenants.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )


def _edition() -> sa.Column[str]:
    return sa.Column(
        "edition_id", sa.String(32), sa.ForeignKey("report_editions.id", ondelete="CASCADE"), nullable=False
    )
