"""Lists of articles that may be rankings: the shape of their answers."""

from __future__ import annotations

from pydantic import Field

from services.gateway.article_view import ArticleView, view_of_article
from services.gateway.paging import Page
from shared.contracts.query import ArticlePage, Mode


class ArticleList(Page[ArticleView]):
    """A page of articles."""

    mode_used: Mode = Field(description="How the articles were found")
    notice: str | None = Field(description="Why `mode_used` is not the mode that was asked for; else null")


def article_list(page: ArticlePage, next_: str | None) -> ArticleList:
    """The answer of a page; `next_` is its signed cursor."""
    return ArticleList(
        items=[view_of_article(item) for item in page.items],
        next=next_,
        total=page.total,
        mode_used=page.mode_used,
        notice=page.notice,
    )
