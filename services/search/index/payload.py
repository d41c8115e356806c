"""The stored side of a document: what gives the article back, without what is stored beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.search.index.document import Document
from shared.contracts.article import Article
from shared.contracts.enrichment import Enrichment
from shared.contracts.query import IndexedArticle, Revision, StoryRef


def payload_of(document: Document) -> dict[str, Any]:
    """JSON-ready article, enrichment and revisions; title, text and embedding lie beside it in the index."""
    return {
        "article": document.article.model_dump(mode="json", exclude={"title", "text"}),
        "enrichment": document.enrichment.model_dump(mode="json", exclude={"embedding"}),
        "revisions": [revision.model_dump(mode="json") for revision in document.revisions],
    }


def article_from(
    payload: dict[str, Any],
    *,
    title: str,
    text: str,
    story: StoryRef | None,
    copy_of: str | None,
    embedding: Sequence[float] | None = None,
    in_full: bool = False,
) -> IndexedArticle:
    """The article of a payload; unless `in_full` its MinHash signature stays behind with the embedding."""
    enrichment = dict(payload["enrichment"])
    enrichment["embedding"] = list(embedding) if in_full and embedding is not None else None
    if not in_full:
        enrichment["minhash"] = None
    return IndexedArticle(
        article=Article.model_validate({**payload["article"], "title": title, "text": text}),
        enrichment=Enrichment.model_validate(enrichment),
        revisions=[Revision.model_validate(revision) for revision in payload["revisions"]],
        story=story,
        copy_of=copy_of,
    )
