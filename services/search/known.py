"""Which articles can be found by now, and in which revision: asked by whoever gave them to the pipeline."""

from __future__ import annotations

from fastapi import APIRouter

from services.search.index.port import ArticleIndex
from shared.contracts.imports import ArticleIds, KnownRevisions

# Whole documents come back: some 2 MB at once.
_BATCH = 100


def known_routes(index: ArticleIndex) -> APIRouter:
    """The route, for the internal API alone: it knows no scope and tells nothing but numbers."""
    router = APIRouter()

    @router.post("/articles/revisions")
    async def revisions(request: ArticleIds) -> KnownRevisions:
        known: dict[str, int] = {}
        for start in range(0, len(request.ids), _BATCH):
            found = await index.get(request.ids[start : start + _BATCH])
            known |= {one.article.id: one.article.revision for one in found}
        return KnownRevisions(revisions=known)

    return router
