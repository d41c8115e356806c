"""The article index as the search service sees it; every adapter passes tests/contract/test_index.py."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from services.search.index.criteria import EVERYTHING, AllOf, Criterion
from services.search.index.document import Document, PutResult
from services.search.index.story import Member
from shared.contracts.query import (
    ArticlePage,
    ArticleScan,
    ArticleSearch,
    FacetQuery,
    Facets,
    Filter,
    IndexedArticle,
    ScannedArticles,
    Story,
    StoryPage,
    StorySearch,
    Timeline,
    TimelineQuery,
)
from shared.contracts.terms import SignificantTerms, TermsQuery


@dataclass(frozen=True)
class Hit:
    """An article in a ranking: the higher the score, the better."""

    id: str
    score: float


class ArticleIndex(Protocol):
    """Keeps the present state of every article and answers questions about them.

    Every method may raise IndexUnavailable. Methods that take a filter raise QueryError: QuerySyntaxError for
    a malformed `q`, BadCursor for an `after` that is none, TooManyBuckets. What `put` wrote is found by `get`
    at once, by everything else after `refresh`, or a second later by itself.
    """

    async def prepare(self) -> None:
        """Create what the index needs (template, index, alias, tables); may run again and in parallel."""

    async def ping(self) -> None:
        """Return when the index answers; IndexUnavailable otherwise."""

    async def put(self, documents: Sequence[Document]) -> list[PutResult]:
        """Write each document unless a greater version of the article lies there; one result each, in order.

        Writing the same version again is ``written``: same in, same state out.
        """

    async def get(self, ids: Sequence[str], scope: Sequence[str] | None = None) -> list[IndexedArticle]:
        """The articles of these ids in full (embedding and MinHash included), in that order.

        Unknown ones are left out. With `scope`, only those visible to it; without, all (the service itself).
        """

    async def search(self, request: ArticleSearch, *, ids: Sequence[str] | None = None) -> ArticlePage:
        """A page of articles, without embedding and MinHash; with `ids`, only among those articles."""

    async def scan(self, request: ArticleScan) -> ScannedArticles:
        """A part of all articles of a filter, newest first sight first; a walk that may take hours."""

    async def count(self, wanted: Filter) -> int:
        """How many articles pass the filter, exactly."""

    async def nearest(self, vector: Sequence[float], wanted: Criterion, limit: int) -> list[Hit]:
        """The articles that pass whose embeddings have the highest cosine with `vector`, best first.

        `vector` has 384 values and unit length. Whoever does not pass takes nobody's place: the criterion is
        applied inside the search. Equal scores stand in order of the id; articles without embedding are left
        out. Exact on SQLite, approximate on Elasticsearch (HNSW), where the scores are exact all the same.
        """

    async def most_relevant(self, wanted: Criterion, limit: int) -> list[Hit]:
        """The articles that pass, those with the rarest and most frequent wanted words first (BM25)."""

    async def criteria(
        self, wanted: Filter, ids: Sequence[str] | None = None, *, asked: Criterion = EVERYTHING
    ) -> AllOf:
        """What the filter asks for among these articles, as `nearest` and `most_relevant` take it.

        `asked` must hold besides: a part of a query, say. With ``copies=fold`` of an article and its copies
        the first that is found so: the original, or the earliest copy where the original is not found.
        """

    async def timeline(self, request: TimelineQuery) -> Timeline:
        """Counts and mean tone per bucket, empty buckets included; weeks begin on Monday.

        From the bucket of `from_` (else of the first article) to that of `to` (else of the last article).
        """

    async def facets(self, request: FacetQuery) -> Facets:
        """Values by field, most frequent first, equals by value; ``region`` is what articles are about."""

    async def terms(self, request: TermsQuery) -> SignificantTerms:
        """Words and phrases that are more frequent among the filter's articles than in their background.

        Above 10,000 articles of either side a sample of about that many is counted, the same in every
        adapter. With ``copies=fold`` the background counts articles that are no copies.
        """

    async def stories(self, request: StorySearch) -> StoryPage:
        """Stories in which an article passes the filter, the one with the newest such article first.

        However deep the page, none is left out; equals stand in order of the id. The filter chooses the
        stories; a story's figures count all its articles within the scope, so that a story looks the same
        however it was found. `first_seen` and `last_seen` are times of publication.
        """

    async def story(self, story_id: str, scope: Sequence[str]) -> Story | None:
        """The story as this scope sees it; None when no article of it is visible."""

    async def members(self, story_ids: Sequence[str], scope: Sequence[str]) -> dict[str, list[Member]]:
        """The visible articles of each story, earliest first; stories without any are left out."""

    async def visible(self, ids: Collection[str], scope: Sequence[str]) -> set[str]:
        """Those of these articles that are visible."""

    async def delete(self, ids: Sequence[str]) -> None:
        """Forget these articles; unknown ids are fine."""

    async def refresh(self) -> None:
        """Make everything written so far visible to searches."""

    async def close(self) -> None:
        """Release connections and files."""
