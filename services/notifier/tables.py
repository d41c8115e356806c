"""The notifier's table: one row for each alert and place it goes to."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, String, Table, Text, UniqueConstraint

from shared.runtime.database import UtcDateTime

metadata = MetaData()

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("alert_id", String(64), nullable=False),
    Column("tenant_id", String(64), nullable=False),
    # webhook, email or telegram
    Column("type", String(16), nullable=False),
    # URL, mail address or chat id
    Column("target", String(2000), nullable=False),
    # waiting (not sent yet, or to be tried again), sent, or failed (never again)
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("last_error", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    # The same alert again, in a message delivered twice, finds its row.
    UniqueConstraint("alert_id", "type", "target", name="deliveries_once"),
)
