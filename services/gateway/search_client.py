"""The search service as the gateway sees it: typed questions, typed answers."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from services.gateway.internal_calls import Model, ask, call, send
from shared.contracts.crawl import SourceArrivals, SourceArrivalsQuery
from shared.contracts.query import (
    ArticleCount,
    ArticlePage,
    ArticleScan,
    ArticleSearch,
    ById,
    FacetQuery,
    Facets,
    Filter,
    IndexedArticle,
    ScannedArticles,
    SimilarSearch,
    Story,
    StoryPage,
    StorySearch,
    Timeline,
    TimelineQuery,
)
from shared.contracts.retention import Retention, RetentionChoice, RetentionPreview
from shared.contracts.story import (
    ChangePage,
    ChangesQuestion,
    CorrectionOutcome,
    MergeOrder,
    SplitOrder,
    StoryDetail,
    StoryQuestion,
    UndoOrder,
)
from shared.contracts.terms import SignificantTerms, TermsQuery
from shared.contracts.watch import Rescope
from shared.runtime.clients import Clients


class SearchClient:
    """Every method raises Refused for a malformed query, ServiceUnavailable when nobody answers."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    async def articles(self, query: ArticleSearch) -> ArticlePage:
        """A page of articles."""
        return await self._ask("/articles/search", query, ArticlePage)

    async def similar(self, query: SimilarSearch) -> ArticlePage:
        """A page of the articles nearest to one. Raises NotFound, and Conflict when it has no embedding."""
        return await self._ask("/articles/similar", query, ArticlePage, may_miss=True)

    async def count(self, wanted: Filter) -> int:
        """How many articles a filter finds, exactly."""
        return (await self._ask("/articles/count", wanted, ArticleCount)).value

    async def scan(self, query: ArticleScan) -> ScannedArticles:
        """A part of all articles of a filter."""
        return await self._ask("/articles/scan", query, ScannedArticles)

    async def article(self, query: ById) -> IndexedArticle:
        """One article. Raises NotFound, also for one outside the scope."""
        return await self._ask("/articles/get", query, IndexedArticle, may_miss=True)

    async def timeline(self, query: TimelineQuery) -> Timeline:
        """Counts per bucket."""
        return await self._ask("/timeline", query, Timeline)

    async def facets(self, query: FacetQuery) -> Facets:
        """Counts by field."""
        return await self._ask("/facets", query, Facets)

    async def terms(self, query: TermsQuery) -> SignificantTerms:
        """The words and phrases that set a filter apart."""
        return await self._ask("/terms", query, SignificantTerms)

    async def arrivals(self, query: SourceArrivalsQuery) -> SourceArrivals:
        """How many articles of a source were read and can be found, per UTC day."""
        return await self._ask("/sources/arrivals", query, SourceArrivals)

    async def stories(self, query: StorySearch) -> StoryPage:
        """A page of stories."""
        return await self._ask("/stories/search", query, StoryPage)

    async def story(self, query: ById) -> Story:
        """One story. Raises NotFound, also for one without an article in the scope."""
        return await self._ask("/stories/get", query, Story, may_miss=True)

    async def story_detail(self, question: StoryQuestion) -> StoryDetail:
        """One story in full. Raises NotFound, also for one without an article in the scope."""
        return await self._ask("/stories/detail", question, StoryDetail, may_miss=True)

    async def story_changes(self, question: ChangesQuestion) -> ChangePage:
        """A page of what changed in a story. Raises NotFound."""
        return await self._ask("/stories/changes", question, ChangePage, may_miss=True)

    async def merge_stories(self, order: MergeOrder) -> CorrectionOutcome:
        """Correct that two stories are one. Raises NotFound."""
        return await self._ask("/stories/merge", order, CorrectionOutcome, may_miss=True)

    async def split_story(self, order: SplitOrder) -> CorrectionOutcome:
        """Correct that articles are another story. Raises NotFound."""
        return await self._ask("/stories/split", order, CorrectionOutcome, may_miss=True)

    async def undo_correction(self, order: UndoOrder) -> CorrectionOutcome:
        """Let a correction hold no more. Raises NotFound."""
        return await self._ask("/stories/undo", order, CorrectionOutcome, may_miss=True)

    async def rescope(self, tenant_id: str, scope: Sequence[str], zone: str) -> None:
        """Let the saved searches of a tenant see its new regions, and count days in its new zone."""
        await send(
            self._clients.to("search"),
            "search",
            "POST",
            "/watches/rescope",
            json=Rescope(tenant_id=tenant_id, scope=list(scope), zone=zone).model_dump(),
        )

    async def retention(self) -> Retention:
        """How long articles are kept."""
        return await call(self._clients.to("search"), "search", "GET", "/retention", Retention)

    async def retention_preview(self, choice: RetentionChoice) -> RetentionPreview:
        """What a choice would forget."""
        return await self._ask("/retention/preview", choice, RetentionPreview)

    async def choose_retention(self, choice: RetentionChoice) -> Retention:
        """Keep articles so long from now on."""
        search = self._clients.to("search")
        return await call(search, "search", "PUT", "/retention", Retention, json=choice.model_dump())

    async def _ask(
        self, path: str, question: BaseModel, answer: type[Model], *, may_miss: bool = False
    ) -> Model:
        search = self._clients.to("search")
        return await ask(search, "search", path, question, answer, may_miss=may_miss)
