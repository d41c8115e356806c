"""The search service as the gateway sees it: typed questions, typed answers."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from services.gateway.internal_calls import Model, call, send
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
        return await self._post("/articles/search", query, ArticlePage)

    async def similar(self, query: SimilarSearch) -> ArticlePage:
        """A page of the articles nearest to one. Raises NotFound, and Conflict when it has no embedding."""
        return await self._post("/articles/similar", query, ArticlePage, may_miss=True)

    async def count(self, wanted: Filter) -> int:
        """How many articles a filter finds, exactly."""
        return (await self._post("/articles/count", wanted, ArticleCount)).value

    async def scan(self, query: ArticleScan) -> ScannedArticles:
        """A part of all articles of a filter."""
        return await self._post("/articles/scan", query, ScannedArticles)

    async def article(self, query: ById) -> IndexedArticle:
        """One article. Raises NotFound, also for one outside the scope."""
        return await self._post("/articles/get", query, IndexedArticle, may_miss=True)

    async def timeline(self, query: TimelineQuery) -> Timeline:
        """Counts per bucket."""
        return await self._post("/timeline", query, Timeline)

    async def facets(self, query: FacetQuery) -> Facets:
        """Counts by field."""
        return await self._post("/facets", query, Facets)

    async def terms(self, query: TermsQuery) -> SignificantTerms:
        """The words and phrases that set a filter apart."""
        return await self._post("/terms", query, SignificantTerms)

    async def arrivals(self, query: SourceArrivalsQuery) -> SourceArrivals:
        """How many articles of a source were read and can be found, per UTC day."""
        return await self._post("/sources/arrivals", query, SourceArrivals)

    async def stories(self, query: StorySearch) -> StoryPage:
        """A page of stories."""
        return await self._post("/stories/search", query, StoryPage)

    async def story(self, query: ById) -> Story:
        """One story. Raises NotFound, also for one without an article in the scope."""
        return await self._post("/stories/get", query, Story, may_miss=True)

    async def story_detail(self, question: StoryQuestion) -> StoryDetail:
        """One story in full. Raises NotFound, also for one without an article in the scope."""
        return await self._post("/stories/detail", question, StoryDetail, may_miss=True)

    async def story_changes(self, question: ChangesQuestion) -> ChangePage:
        """A page of what changed in a story. Raises NotFound."""
        return await self._post("/stories/changes", question, ChangePage, may_miss=True)

    async def merge_stories(self, order: MergeOrder) -> CorrectionOutcome:
        """Correct that two stories are one. Raises NotFound."""
        return await self._post("/stories/merge", order, CorrectionOutcome, may_miss=True)

    async def split_story(self, order: SplitOrder) -> CorrectionOutcome:
        """Correct that articles are another story. Raises NotFound."""
        return await self._post("/stories/split", order, CorrectionOutcome, may_miss=True)

    async def undo_correction(self, order: UndoOrder) -> CorrectionOutcome:
        """Let a correction hold no more. Raises NotFound."""
        return await self._post("/stories/undo", order, CorrectionOutcome, may_miss=True)

    async def rescope(self, tenant_id: str, scope: Sequence[str], zone: str) -> None:
        """Let the saved searches of a tenant see its new regions, and count days in its new zone."""
        await send(
            self._clients.to("search"),
            "search",
            "POST",
            "/watches/rescope",
            json=Rescope(tenant_id=tenant_id, scope=list(scope), zone=zone).model_dump(),
        )

    async def _post(
        self, path: str, query: BaseModel, answer: type[Model], *, may_miss: bool = False
    ) -> Model:
        return await call(
            self._clients.to("search"),
            "search",
            "POST",
            path,
            answer,
            may_miss=may_miss,
            content=query.model_dump_json(),
            headers={"Content-Type": "application/json"},
        )
