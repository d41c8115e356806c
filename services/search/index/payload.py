"""The stored side of a document: what gives the article back, without what is stored beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.search.index.document import Document
from shared.contracts.article import Article, Contract
from shared.contracts.enrichment import Enrichment
from shared.contracts.query import IndexedArticle, Revision, StoryRef


def payload_of(document: Document) -> dict[str, Any]:
    """JSON-ready article, enrichment and revisions; title, text and embedding lie beside it in the index."""
    return {
        "article": document.article.model_dump(mode="json", exclude={"title", "text"}),
        "enrichment": document.enrichment.model_dump(mode="json", exclude={"embedding"}),
        "revisions": [revision.model_dump(mode="json") for revision in document.revisions],
    }


class _StoredArticle(Article):
    """An article whose title and text lie beside it."""

    title: str = ""
    text: str = ""


class Payload(Contract):
    """What `payload_of` made, read back."""

    article: _StoredArticle
    enrichment: Enrichment
    revisions: list[Revision]


def article_from(
    payload: Payload,
    *,
    title: str,
    text: str,
    story: StoryRef | None,
    copy_of: str | None,
    embedding: Sequence[float] | None = None,
    in_full: bool = False,
) -> IndexedArticle:
    """The article of a payload; unless `in_full` its MinHash signature stays behind with the embedding."""
    enrichment = payload.enrichment
    if in_full and embedding is not None:
        enrichment = enrichment.model_copy(update={"embedding": list(embedding)})
    elif not in_full and enrichment.minhash is not None:
        enrichment = enrichment.model_copy(update={"minhash": None})
    # Everything has been read and checked: what is put together of it need not be checked again.
    stored = {**dict(payload.article), "title": title, "text": text}
    return IndexedArticle(
        article=Article.model_construct(**stored),
        enrichment=enrichment,
        revisions=payload.revisions,
        story=story,
        copy_of=copy_of,
    )
