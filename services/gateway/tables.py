"""The gateway's tables: tenants, their keys and users, usage, dashboard sessions, and the audit trail.

What a tenant's team keeps stands in desk/*_tables.py, on the same metadata.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
)

from shared.runtime.database import UtcDateTime

metadata = MetaData()

tenants = Table(
    "tenants",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    # A list of region codes; ID stands for all of Indonesia.
    Column("scope", JSON, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    # Requests per day of its own zone; null: the setting of the installation.
    Column("daily_quota", Integer),
)

keys = Table(
    "keys",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("tenant_id", String(32), ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False, index=True),
    # The public part of the key: finds the row, may be shown and logged.
    Column("prefix", String(16), nullable=False, unique=True),
    # sha256 of the whole key, hex. The key has 256 random bits, so a slow hash would add nothing.
    Column("hash", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("last_used_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    # What people call it; empty when nobody gave it a name.
    Column("name", String(100), nullable=False, server_default=""),
    # The secret before the last rotation, hashed like `hash`; good until `previous_until`.
    Column("previous_hash", String(64)),
    Column("previous_until", UtcDateTime),
)

usage = Table(
    "usage",
    metadata,
    # key:ID or tenant:ID
    Column("subject", String(40), primary_key=True),
    # The minute (of a key) or the day (of a tenant) that `used` counts; see quotas.py.
    Column("period", BigInteger, nullable=False),
    # Requests that gateway processes have made or set aside in this period.
    Column("used", Integer, nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("tenant_id", String(32), ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False, index=True),
    # Lower-cased; unique over all tenants, because signing in asks for nothing but e-mail and password.
    Column("email", String(254), nullable=False, unique=True),
    Column("password_hash", String(200), nullable=False),
    Column("role", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("password_changed_at", UtcDateTime),
    # The password was handed out by an admin: nothing works until the person has chosen another.
    Column("must_change_password", Boolean, nullable=False, server_default=false()),
    # When this person closed the first-use tour; null: it is still shown.
    Column("tour_seen_at", UtcDateTime),
    # Of any session, to the minute; and when the visit before the present one ended. See visits.py.
    Column("last_seen_at", UtcDateTime),
    Column("previous_visit_at", UtcDateTime),
)

sessions = Table(
    "sessions",
    metadata,
    # sha256 of the cookie's value, hex: a copy of the table signs nobody in.
    Column("token_hash", String(64), primary_key=True),
    Column("user_id", String(32), ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    # To the minute: whoever reads a page does not write a row each time.
    Column("last_seen_at", UtcDateTime),
    # The browser's User-Agent and the caller's address at sign-in, cut to fit.
    Column("agent", String(300), nullable=False, server_default=""),
    Column("address", String(64), nullable=False, server_default=""),
    # What the next page says once: `KIND TEXT`, see dashboard/notices.py.
    Column("notice", Text),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    # The tenant whose thing was changed; null: a thing of the whole installation, e.g. a source.
    Column("tenant_id", String(32)),
    # key:PREFIX, user:ID or cli
    Column("actor", String(100), nullable=False),
    # verb.noun in lower case, e.g. key.revoke
    Column("action", String(50), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("detail", Text, nullable=False),
    Index("audit_at", "at"),
    Index("audit_tenant_id", "tenant_id", "id"),
)
