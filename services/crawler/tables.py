"""The crawler's own tables, the same on SQLite and PostgreSQL.

sources            outlets to crawl
hosts              when a host may be asked again, and who is asking it now (one at a time)
frontier           every address we know (homes, feeds, sitemaps, listings, articles) and when each is due
articles           what each article looked like last
article_revisions  every state it had, with the Article as JSON
outbox             events written in the transaction of their cause, waiting for the broker
source_health      counters per source and UTC day
imports            files that tenants gave us, how each is read and what became of its rows
import_rows        rows on their way: waiting, then in the pipeline, gone once they can be found
import_refusals    rows that were not taken, with the reason
import_articles    which import has brought what, so that it can be taken back
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from shared.runtime.database import UtcDateTime

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""A lease or a waiting time that is surely over; keeps comparisons free of NULL."""

metadata = sa.MetaData()

sources = sa.Table(
    "sources",
    metadata,
    sa.Column("id", sa.String(63), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("domain", sa.Text, nullable=False, index=True),
    sa.Column("feeds", sa.JSON, nullable=False),
    sa.Column("sitemaps", sa.JSON, nullable=False),
    sa.Column("listings", sa.JSON, nullable=False),
    sa.Column("region", sa.String(13)),
    sa.Column("timezone", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("interval", sa.Integer, nullable=False),
    sa.Column("paused", sa.Boolean, nullable=False),
    sa.Column("last_success_at", UtcDateTime),
    sa.Column("last_error", sa.Text),
    sa.Column("last_error_url", sa.Text),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

hosts = sa.Table(
    "hosts",
    metadata,
    sa.Column("host", sa.String(300), primary_key=True),
    sa.Column("next_at", UtcDateTime, nullable=False),
    sa.Column("lease_until", UtcDateTime, nullable=False),
    sa.Column("owner", sa.String(40)),
)

frontier = sa.Table(
    "frontier",
    metadata,
    # home | feed | sitemap | listing | article
    sa.Column("kind", sa.String(12), primary_key=True),
    # The canonical form of the address: one article found through two variants is one row.
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("host", sa.String(300), nullable=False),
    sa.Column("source_id", sa.String(63), nullable=False),
    # Lower first: asked for by hand, polls, new articles, second looks.
    sa.Column("priority", sa.Integer, nullable=False),
    # NULL: nothing left to do here.
    sa.Column("due_at", UtcDateTime),
    sa.Column("first_seen_at", UtcDateTime, nullable=False),
    sa.Column("visited_at", UtcDateTime),
    # Visits begun since the last one that ended well.
    sa.Column("attempts", sa.Integer, nullable=False),
    # Looks at an article that ended well.
    sa.Column("checks", sa.Integer, nullable=False),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    # What was said about an article before it was fetched, and the poll that said it.
    sa.Column("hint_from", sa.Text),
    sa.Column("hint_title", sa.Text),
    sa.Column("hint_published", sa.Text),
    sa.Column("hint_updated", sa.Text),
    sa.Column("article_id", sa.String(32)),
    sa.Column("last_error", sa.Text),
)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("canonical_url", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("source_id", sa.String(63), nullable=False),
    # 0 only within the transaction that first writes the row.
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("content_hash", sa.String(64), nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.Column("revised_at", UtcDateTime, nullable=False),
)

article_revisions = sa.Table(
    "article_revisions",
    metadata,
    sa.Column("article_id", sa.String(32), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.Column("content_hash", sa.String(64), nullable=False),
    sa.Column("raw_sha256", sa.String(64)),
    sa.Column("body", sa.Text, nullable=False),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("channel", sa.String(40), nullable=False),
    sa.Column("subject", sa.String(64), nullable=False),
    sa.Column("message_id", sa.String(64), nullable=False, unique=True),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("written_at", UtcDateTime, nullable=False),
    sa.Column("lease_until", UtcDateTime, nullable=False),
)

source_health = sa.Table(
    "source_health",
    metadata,
    sa.Column("source_id", sa.String(63), primary_key=True),
    sa.Column("day", sa.String(10), primary_key=True),
    # discovered | fetched | extracted | dropped:REASON
    sa.Column("what", sa.String(60), primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)

imports = sa.Table(
    "imports",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("tenant_id", sa.String(64), nullable=False, index=True),
    # reading | running | done; one that a killed process was reading is forgotten, nobody was told its id.
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("finished_at", UtcDateTime),
    # The ImportOrder, with the mapping and the format as they were read.
    sa.Column("order", sa.JSON, nullable=False),
    sa.Column("format", sa.JSON, nullable=False),
    sa.Column("mapping", sa.JSON, nullable=False),
    sa.Column("masked", sa.JSON, nullable=False),
    sa.Column("notes", sa.JSON, nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("accepted", sa.Integer, nullable=False),
    sa.Column("refused", sa.Integer, nullable=False),
    sa.Column("duplicates", sa.Integer, nullable=False),
    sa.Column("new", sa.Integer, nullable=False),
    sa.Column("revised", sa.Integer, nullable=False),
    sa.Column("unchanged", sa.Integer, nullable=False),
    sa.Column("found", sa.Integer, nullable=False),
    # Who works at it, and until when it is his alone.
    sa.Column("lease_until", UtcDateTime, nullable=False),
    sa.Column("owner", sa.String(40)),
)

import_rows = sa.Table(
    "import_rows",
    metadata,
    sa.Column("import_id", sa.String(32), primary_key=True),
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("article_id", sa.String(32), nullable=False),
    # NULL: waits; else the revision that it made and that is not known to be found yet.
    sa.Column("revision", sa.Integer),
    # The Row as JSON, empty once it is in the pipeline.
    sa.Column("body", sa.Text, nullable=False),
    sa.UniqueConstraint("import_id", "article_id"),
)

# Articles whose first revision came with an import, and who brought the same again: another import, or a push
# (imports/bringing.py).
import_articles = sa.Table(
    "import_articles",
    metadata,
    sa.Column("import_id", sa.String(32), primary_key=True),
    sa.Column("article_id", sa.String(32), primary_key=True),
    sa.Index("import_articles_article_id", "article_id"),
)

import_refusals = sa.Table(
    "import_refusals",
    metadata,
    sa.Column("import_id", sa.String(32), primary_key=True),
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("column", sa.Text),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("excerpt", sa.Text, nullable=False),
)
