"""One row of an export: an article, and the cursor with which an export goes on after it."""

from __future__ import annotations

from dataclasses import dataclass

from services.gateway.article_view import ArticleView


@dataclass(frozen=True)
class ExportRow:
    """`cursor` is opaque; given back with the same filter it continues behind this row."""

    article: ArticleView
    cursor: str
