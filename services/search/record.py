"""Turns an enriched article into the row the search service keeps, and the row into an index document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import zstandard
from sqlalchemy import Row

from services.search.index.document import Document
from services.search.stories.clues import clues_of
from services.search.stories.words import word_hashes
from shared.contracts.article import Article
from shared.contracts.enrichment import Enrichment
from shared.contracts.messages import ArticleEnriched
from shared.contracts.query import Revision

# Level 3 is the library's default: an article of 2 kB shrinks to a half in 0.05 ms; higher levels gain a
# twentieth.
LEVEL = 3
# Half precision: the cosine of two vectors moves by less than 0.001, the int8 encoder itself moves it by
# 0.01.
VECTOR = np.dtype("<f2")
HASH = np.dtype("<u4")


def row_of(event: ArticleEnriched) -> dict[str, Any]:
    """The columns of tables.articles for a revision that was just read (story columns left out)."""
    article, enrichment = event.article, event.enrichment
    payload = event.model_dump_json(exclude={"enrichment": {"embedding", "minhash"}})
    return {
        "article_id": article.id,
        "revision": article.revision,
        "source_id": article.source.id[:100],
        "published_at": article.published_at,
        "seen_at": article.seen_at,
        "payload": zstandard.ZstdCompressor(level=LEVEL).compress(payload.encode()),
        "regions": sorted({region.code for region in enrichment.regions if region.about}),
        "words": word_hashes(article.title, article.text).astype(HASH).tobytes(),
        "clues": clues_of(article, enrichment).as_json(),
        "embedding": _pack(enrichment.embedding, VECTOR),
        "minhash": _pack(enrichment.minhash, HASH),
    }


def document_of(row: Row[Any], revisions: Sequence[Revision]) -> Document:
    """The index document of a row of tables.articles; `revisions` oldest first."""
    payload = json.loads(zstandard.ZstdDecompressor().decompress(row.payload))
    enrichment = payload["enrichment"]
    enrichment["embedding"] = _unpack_list(row.embedding, VECTOR)
    enrichment["minhash"] = _unpack_list(row.minhash, HASH)
    return Document(
        article=Article.model_validate(payload["article"]),
        enrichment=Enrichment.model_validate(enrichment),
        revisions=revisions,
        story_id=row.story_id,
        copy_of=row.copy_of,
        story_seq=row.story_seq or 0,
    )


def _pack(values: Sequence[float] | Sequence[int] | None, kind: np.dtype[Any]) -> bytes | None:
    return None if values is None else np.asarray(values).astype(kind).tobytes()


def _unpack_list(blob: bytes | None, kind: np.dtype[Any]) -> list[Any] | None:
    return None if blob is None else unpack(blob, kind).tolist()


def unpack(blob: bytes, kind: np.dtype[Any]) -> npt.NDArray[Any]:
    """A read-only array over the bytes."""
    return np.frombuffer(blob, dtype=kind)
