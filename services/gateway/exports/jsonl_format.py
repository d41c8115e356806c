"""JSON lines: every article as the API shows it, with its `cursor`."""

from __future__ import annotations

from collections.abc import Sequence

from services.gateway.article_view import ArticleView
from services.gateway.exports.row import ExportRow


class ExportedArticle(ArticleView):
    """An article of an export."""

    cursor: str


class JsonLinesWriter:
    """A Writer; what a program reads needs neither neutralising nor another zone."""

    def begin(self) -> bytes:
        return b""

    def rows(self, rows: Sequence[ExportRow]) -> bytes:
        lines = (
            ExportedArticle.model_construct(**dict(row.article), cursor=row.cursor).model_dump_json(
                by_alias=True, exclude={"highlights"}
            )
            for row in rows
        )
        return "".join(f"{line}\n" for line in lines).encode()

    def end(self) -> bytes:
        return b""

    def close(self) -> None:
        """Nothing is held."""
