"""Articles remember their source in a column of its own, for counts per source and day."""

from __future__ import annotations

import json

import sqlalchemy as sa
import zstandard
from alembic import op

revision = "0005"
down_revision = "0004"

_BATCH = 500


def upgrade() -> None:
    """Add the column and fill it from what is stored of each article."""
    op.add_column("articles", sa.Column("source_id", sa.String(100)))
    op.create_index("articles_source_seen", "articles", ["source_id", "seen_at"])
    connection = op.get_bind()
    articles = sa.table("articles", sa.column("article_id"), sa.column("payload"), sa.column("source_id"))
    reader = zstandard.ZstdDecompressor()
    after = ""
    while True:
        rows = connection.execute(
            sa.select(articles.c.article_id, articles.c.payload)
            .where(articles.c.article_id > after)
            .order_by(articles.c.article_id)
            .limit(_BATCH)
        ).all()
        if not rows:
            return
        for row in rows:
            source_id = json.loads(reader.decompress(row.payload))["article"]["source"]["id"]
            connection.execute(
                articles.update()
                .where(articles.c.article_id == row.article_id)
                .values(source_id=source_id[:100])
            )
        after = rows[-1].article_id
