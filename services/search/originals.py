"""Copies tell whose text they repeat, but only to whoever may see that article."""

from __future__ import annotations

from collections.abc import Sequence

from services.search.index.port import ArticleIndex
from shared.contracts.query import UNSEEN, IndexedArticle


async def without_unseen_originals(
    index: ArticleIndex, items: Sequence[IndexedArticle], scope: Sequence[str]
) -> list[IndexedArticle]:
    """The articles, where `copy_of` is UNSEEN in those whose original lies outside the scope.

    An id is made of an address: somebody who knows addresses would learn from it that the article exists and
    which outlet had the text first.
    """
    shown = {item.article.id for item in items}
    named = {item.copy_of for item in items if item.copy_of is not None} - shown
    if not named:
        return list(items)
    visible = shown | await index.visible(named, scope)
    return [
        item
        if item.copy_of is None or item.copy_of in visible
        else item.model_copy(update={"copy_of": UNSEEN})
        for item in items
    ]
