"""Copies name their original only to whoever sees it."""

from __future__ import annotations

import pytest

from services.search.index.document import Document
from services.search.index.port import ArticleIndex
from services.search.originals import without_unseen_originals
from shared.contracts.query import UNSEEN
from tests.search_world import article_id, enriched

ORIGINAL, COPY = "https://a.example/asli", "https://b.example/salinan"


@pytest.mark.parametrize(
    ("scope", "named"),
    [(["64.08"], UNSEEN), (["64"], article_id(ORIGINAL)), (["ID"], article_id(ORIGINAL))],
)
async def test_an_original_outside_the_scope_is_not_named(
    index: ArticleIndex, scope: list[str], named: str
) -> None:
    original, copy = enriched(ORIGINAL, regions=["64.09"]), enriched(COPY, regions=["64.08"])
    await index.put(
        [
            Document(original.article, original.enrichment),
            Document(copy.article, copy.enrichment, copy_of=article_id(ORIGINAL)),
        ]
    )
    await index.refresh()
    for asked in ([article_id(COPY)], [article_id(COPY), article_id(ORIGINAL)]):
        found = await index.get(asked, scope)
        shown = await without_unseen_originals(index, found, scope)
        assert [item.article.id for item in shown] == [item.article.id for item in found]
        assert shown[0].copy_of == named
