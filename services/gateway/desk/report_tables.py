"""Tables of the reports: editions with their history, sendings, schedules, letterheads and numbers."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from services.gateway.tables import metadata
from shared.runtime.database import UtcDateTime


def _tenant(*, primary_key: bool = False) -> Column[str]:
    return Column(
        "tenant_id",
        String(32),
        ForeignKey("tenants.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )


def _edition() -> Column[str]:
    return Column(
        "edition_id", String(32), ForeignKey("report_editions.id", ondelete="CASCADE"), nullable=False
    )


report_editions = Table(
    "report_editions",
    metadata,
    Column("id", String(32), primary_key=True),
    _tenant(),
    # kliping, telaah, monitoring, catatan: reports/kinds.py
    Column("kind", String(16), nullable=False),
    # Region code; empty: all regions of the tenant; a mark: those of an earlier scope (report_scopes.py).
    Column("region", String(20), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    # What else the report is about: the id of a story, of a user; empty for nothing.
    Column("subject", String(64), nullable=False, server_default=""),
    Column("title", String(500), nullable=False),
    # Empty until the edition was checked.
    Column("number", String(100), nullable=False, server_default=""),
    # draf, diperiksa, terkirim
    Column("state", String(16), nullable=False),
    # What was read at making: a Document as JSON. Never edited.
    Column("document", JSON, nullable=False),
    # What people wrote over it: key of a part → Edit as JSON.
    Column("edits", JSON, nullable=False),
    # Grows with every change: who edits an older version is told.
    Column("version", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", String(100), nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    # What it was checked or sent with: a digest among the frozen ones; null: the present letterhead.
    Column("letterhead", String(64)),
    UniqueConstraint(
        "tenant_id", "kind", "region", "first_day", "last_day", "subject", name="uq_report_editions_once"
    ),
    Index("report_editions_newest", "tenant_id", "made_at"),
)

report_history = Table(
    "report_history",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _tenant(),
    _edition(),
    Column("at", UtcDateTime, nullable=False),
    # user:ID, or schedule:ID
    Column("actor", String(100), nullable=False),
    # dibuat, disusun_ulang, disunting, draf, diperiksa, terkirim
    Column("act", String(16), nullable=False),
    Column("detail", Text, nullable=False, server_default=""),
    Index("report_history_edition", "edition_id", "id"),
    Index("report_history_actor", "tenant_id", "actor", "at"),
)

report_sendings = Table(
    "report_sendings",
    metadata,
    # The id of the message: the notifier knows its deliveries by it.
    Column("id", String(64), primary_key=True),
    _tenant(),
    _edition(),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(100), nullable=False),
    Column("recipients", JSON, nullable=False),
    Index("report_sendings_edition", "edition_id", "at"),
)

report_schedules = Table(
    "report_schedules",
    metadata,
    Column("id", String(32), primary_key=True),
    _tenant(),
    # day or week
    Column("period", String(8), nullable=False),
    Column("region", String(20), nullable=False),
    # Monday is 1: a list of numbers.
    Column("weekdays", JSON, nullable=False),
    # Minutes after midnight in the tenant's zone.
    Column("minute", Integer, nullable=False),
    # How many minutes before it is sent the draft is made, for somebody to read it.
    Column("lead_minutes", Integer, nullable=False),
    Column("recipients", JSON, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    # The newest time of this schedule that was prepared, and that was sent.
    Column("prepared_slot", UtcDateTime),
    Column("sent_slot", UtcDateTime),
    # Until then one process has it in hand, or it rests after a failure.
    Column("claimed_until", UtcDateTime),
    Column("last_error", Text, nullable=False, server_default=""),
    Index("report_schedules_tenant", "tenant_id"),
)

report_letterheads = Table(
    "report_letterheads",
    metadata,
    _tenant(primary_key=True),
    # PEMERINTAH KABUPATEN …
    Column("government", String(200), nullable=False),
    Column("office", String(200), nullable=False),
    Column("address", String(300), nullable=False),
    Column("contact", String(300), nullable=False),
    # Where a document is signed.
    Column("place", String(100), nullable=False),
    Column("signatory_office", String(200), nullable=False),
    Column("signatory_name", String(200), nullable=False),
    Column("signatory_rank", String(100), nullable=False),
    Column("signatory_nip", String(30), nullable=False),
    # {nomor}, {jenis}, {bulan}, {tahun} are filled in.
    Column("number_pattern", String(100), nullable=False),
    # PNG; an SVG was drawn as one when it came.
    Column("logo", LargeBinary),
)

report_frozen_letterheads = Table(
    "report_frozen_letterheads",
    metadata,
    _tenant(primary_key=True),
    # SHA-256 of what it shows: the same letterhead is kept once, with its logo.
    Column("digest", String(64), primary_key=True),
    # Name of a field → its text.
    Column("texts", JSON, nullable=False),
    Column("logo", LargeBinary),
)

report_numbers = Table(
    "report_numbers",
    metadata,
    _tenant(primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)
