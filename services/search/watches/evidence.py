"""The articles behind an alert, in so far as a scope sees them."""

from __future__ import annotations

from collections.abc import Sequence

from services.search.index.port import ArticleIndex
from shared.contracts.alert import Evidence
from shared.contracts.query import IndexedArticle


async def evidence_of(index: ArticleIndex, ids: Sequence[str], scope: Sequence[str]) -> dict[str, Evidence]:
    """Articles by id; those outside the scope or no longer there are left out."""
    if not ids:
        return {}
    found = await index.get(list(dict.fromkeys(ids)), scope)
    return {item.article.id: evidence(item) for item in found}


def evidence(item: IndexedArticle) -> Evidence:
    """An article as a list of evidence shows it."""
    article = item.article
    return Evidence(
        id=article.id,
        title=article.title,
        url=article.url,
        source=article.source.name,
        published_at=article.published_at,
        tone=item.enrichment.tone.label if item.enrichment.tone else None,
    )
