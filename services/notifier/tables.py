"""The notifier's tables: one row for each message and place it goes to, and one for each try."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

from shared.runtime.database import UtcDateTime

metadata = MetaData()

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("alert_id", String(64), nullable=False),
    Column("tenant_id", String(64), nullable=False),
    # NULL for reports, and for messages of the first version.
    Column("watch_id", String(64)),
    # webhook, email or telegram
    Column("type", String(16), nullable=False),
    # URL, mail address or chat id
    Column("target", String(2000), nullable=False),
    # waiting (not sent yet, or to be tried again), sent, failed (refused for good), exhausted (never there)
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("last_error", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    # Until then one process has it in hand.
    Column("claimed_until", UtcDateTime),
    # The same message again, delivered twice by the broker, finds its row.
    UniqueConstraint("alert_id", "type", "target", name="deliveries_once"),
    Index("deliveries_tenant", "tenant_id", "watch_id", "created_at"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("delivery_id", String(32), ForeignKey("deliveries.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # sent, later or never
    Column("outcome", String(8), nullable=False),
    Column("error", Text),
    Column("milliseconds", Integer, nullable=False),
    Index("attempts_delivery_id", "delivery_id"),
)
