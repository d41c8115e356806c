"""Watches with rules, quiet hours, digests and a lease; alerts that are held, sent and acknowledged."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Every watch there is fires for each story; every alert there is was a message of its own."""
    for column in (
        sa.Column("given", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("within_scope", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("rule", sa.JSON, nullable=False, server_default='{"rule": "each_story"}'),
        sa.Column("cooldown", sa.Integer, nullable=False, server_default="0"),
        sa.Column("quiet_hours", sa.JSON),
        sa.Column("digest", sa.JSON),
        sa.Column("muted_until", MOMENT),
        sa.Column("updated_at", MOMENT),
        sa.Column("secret_version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("previous_secret_until", MOMENT),
        sa.Column("broken", sa.Text),
        sa.Column("last_fired_at", MOMENT),
        sa.Column("last_sent_at", MOMENT),
        sa.Column("ran_at", MOMENT),
        sa.Column("next_run_at", MOMENT),
        sa.Column("lease_until", MOMENT),
    ):
        op.add_column("watches", column)
    op.create_index("watches_next_run_at", "watches", ["next_run_at"])
    op.execute("ALTER TABLE alerts RENAME COLUMN story_id TO subject")
    for column in (
        sa.Column("rule", sa.String(16), nullable=False, server_default="each_story"),
        sa.Column("figures", sa.JSON),
        sa.Column("articles_total", sa.Integer, nullable=False, server_default="0"),
        sa.Column("scope", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("visible", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("due_at", MOMENT),
        sa.Column("held_for", sa.String(16)),
        sa.Column("message_id", sa.String(32)),
        sa.Column("message_at", MOMENT),
        sa.Column("acknowledged_at", MOMENT),
        sa.Column("acknowledged_by", sa.String(200)),
        sa.Column("note", sa.Text),
    ):
        op.add_column("alerts", column)
    op.create_index("alerts_tenant_raised_at", "alerts", ["tenant_id", "raised_at", "alert_id"])
    op.create_index("alerts_message_id", "alerts", ["message_id"])
    waiting = sa.text("sent_at IS NULL AND due_at IS NOT NULL")
    op.create_index("alerts_waiting", "alerts", ["due_at"], sqlite_where=waiting, postgresql_where=waiting)
    op.execute("UPDATE alerts SET due_at = raised_at, message_id = alert_id, message_at = raised_at")
    op.execute("UPDATE watches SET updated_at = created_at")
    _fill_scopes()


def _fill_scopes() -> None:
    """Give each alert the scope of its watch: nobody could change that before."""
    watches = sa.table("watches", sa.column("watch_id"), sa.column("filter", sa.JSON))
    alerts = sa.table("alerts", sa.column("watch_id"), sa.column("scope", sa.JSON))
    connection = op.get_bind()
    for watch_id, filter_ in connection.execute(sa.select(watches.c.watch_id, watches.c.filter)).all():
        connection.execute(
            alerts.update().where(alerts.c.watch_id == watch_id).values(scope=filter_["scope"])
        )
