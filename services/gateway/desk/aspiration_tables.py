"""Tables of what a team does with citizens' reports, and of files looked at before they are imported."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

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


# What was set by hand; a report that nobody touched has no row.
aspiration_work = Table(
    "aspiration_work",
    metadata,
    _tenant(primary_key=True),
    Column("article_id", String(32), primary_key=True),
    # verifikasi | disposisi | bukan_wewenang | selesai; empty: as the system of its origin says.
    Column("state", String(16), nullable=False, server_default=""),
    # What the system of its origin said when the state was set: another word since then is newer.
    Column("status_then", String(200), nullable=False, server_default=""),
    # Empty: as the report says, else as its topic proposes. An office that was removed counts as none.
    Column("office_id", String(32), nullable=False, server_default=""),
)

aspiration_changes = Table(
    "aspiration_changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _tenant(),
    Column("article_id", String(32), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # E-mail of whoever did it: stays readable when the user is gone.
    Column("who", String(254), nullable=False),
    # What it is since then; empty where it did not change.
    Column("state", String(16), nullable=False, server_default=""),
    # The office's name as it was.
    Column("office", String(200), nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Index("aspiration_changes_article", "tenant_id", "article_id", "id"),
)

# Between preview and import: compressed and encrypted, the key is only in the browser's cookie.
aspiration_uploads = Table(
    "aspiration_uploads",
    metadata,
    Column("id", String(32), primary_key=True),
    _tenant(),
    # The session that sent it; nobody else can read it.
    Column("session_id", String(64), nullable=False),
    Column("filename", String(300), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    # How it is to be read, as it was last chosen.
    Column("choices", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False, index=True),
)
