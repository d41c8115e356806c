"""The article index on Elasticsearch."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from elasticsearch import AsyncElasticsearch, BadRequestError

from services.search.index.criteria import EVERYTHING as ANYTHING
from services.search.index.criteria import AllOf, Criterion, wanted_texts
from services.search.index.cursor import sort_key_and_id
from services.search.index.document import Document, PutResult
from services.search.index.elastic import copies, facets, ranking, scan, stories, terms, timeline, upkeep
from services.search.index.elastic.compile import query, ranked
from services.search.index.elastic.errors import elastic_errors
from services.search.index.elastic.reading import article_of
from services.search.index.elastic.template import CHANGEABLE, FORMAT_VERSION, month_index, template
from services.search.index.elastic.writing import operations_of, result_of
from services.search.index.errors import IndexMisconfigured
from services.search.index.fields import fields_of, refusal
from services.search.index.highlight import highlighted
from services.search.index.port import Hit
from services.search.index.selection import criteria_of, visible_to
from services.search.index.story import Member, story_from, story_page
from services.search.index.totals import EXACT_UP_TO, total_of
from services.search.index.upkeep import Filling
from services.search.index.visibility import EVERYTHING, is_visible
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

# A search over a year answers in well under a second; half a minute means that the node is in trouble.
_TIMEOUT_SECONDS = 30.0
# Large, and of no use to a reader of pages.
_VECTORS = ["embedding", "payload.enrichment.minhash"]


class ElasticIndex:
    """ArticleIndex over monthly indices behind one alias."""

    def __init__(self, client: AsyncElasticsearch, alias: str) -> None:
        self._client = client
        self._alias = alias
        self._prepared = False

    @classmethod
    def from_url(cls, url: str) -> ElasticIndex:
        """``http(s)://[user:password@]host[:port][/path][?prefix=articles]``; the prefix names the alias."""
        parts = urlsplit(url)
        if not parts.hostname:
            raise IndexMisconfigured("the index address must be http(s)://[user:password@]host[:port]")
        port = parts.port or (443 if parts.scheme == "https" else 9200)
        user = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        client = AsyncElasticsearch(
            f"{parts.scheme}://{parts.hostname}:{port}{parts.path}",
            basic_auth=user,
            request_timeout=_TIMEOUT_SECONDS,
        )
        return cls(client, parse_qs(parts.query).get("prefix", ["articles"])[0])

    async def prepare(self) -> None:
        with elastic_errors():
            await self._refuse_other_formats()
            await self._client.indices.put_index_template(
                name=f"{self._alias}-v{FORMAT_VERSION}", body=template(self._alias)
            )
            try:
                # The alias must stand before the first article does, or searches would find no index.
                await self._client.indices.create(index=month_index(self._alias, datetime.now(UTC)))
            except BadRequestError as error:
                if error.error != "resource_already_exists_exception":
                    raise
            await self._client.indices.put_settings(
                index=upkeep.this_format(self._alias), settings={"index": CHANGEABLE}
            )
        self._prepared = True

    async def _refuse_other_formats(self) -> None:
        """IndexMisconfigured when indices of another format lie behind the alias: they would answer too."""
        others = await upkeep.of_other_formats(self._client, self._alias)
        if others:
            raise IndexMisconfigured(
                f"{others[0]} has another format than this version reads ({FORMAT_VERSION});"
                " write the index anew with: gaung index rebuild"
            )

    async def ping(self) -> None:
        with elastic_errors():
            await self._client.info()

    async def put(self, documents: Sequence[Document]) -> list[PutResult]:
        if not self._prepared:
            # Without the template a new index would take any shape.
            await self.prepare()
        refused = {position: refusal(fields_of(document)) for position, document in enumerate(documents)}
        accepted = [document for position, document in enumerate(documents) if refused[position] is None]
        results: Iterator[PutResult] = iter(())
        if accepted:
            operations = await asyncio.to_thread(operations_of, self._alias, accepted)
            with elastic_errors():
                answer = await self._client.bulk(operations=operations)
            results = iter([result_of(item) for item in answer["items"]])
        return [
            next(results)
            if refused[position] is None
            else PutResult(document.article.id, "rejected", refused[position])
            for position, document in enumerate(documents)
        ]

    async def get(self, ids: Sequence[str], scope: Sequence[str] | None = None) -> list[IndexedArticle]:
        distinct = list(dict.fromkeys(ids))
        with elastic_errors():
            found = await self._found(distinct, source=True)
            visible = {
                key: doc["_source"]
                for key, doc in found.items()
                if is_visible(doc["_source"]["visible_to"], scope)
            }
            story_ids = [source["story_id"] for source in visible.values() if "story_id" in source]
            sizes = await stories.story_sizes(
                self._client, self._alias, story_ids, visible_to(scope or [EVERYTHING])
            )
        return [article_of(visible[key], sizes, in_full=True) for key in distinct if key in visible]

    async def search(self, request: ArticleSearch, *, ids: Sequence[str] | None = None) -> ArticlePage:
        wanted = await self.criteria(request.filter, ids)
        texts = wanted_texts(wanted)
        # Without words there is nothing to be relevant to.
        sort = request.sort if texts or request.sort != "relevance" else "published"
        cursor = sort_key_and_id(request.after)
        key = "_score" if sort == "relevance" else sort
        with elastic_errors():
            found = await self._client.search(
                index=self._alias,
                # Words are as rare as they are over all months, not over each month by itself.
                search_type="dfs_query_then_fetch" if sort == "relevance" else "query_then_fetch",
                query=ranked(wanted) if sort == "relevance" else query(wanted),
                sort=[{key: "desc"}, {"id": "asc"}],
                search_after=list(cursor) if cursor else None,
                size=request.limit + 1,
                track_total_hits=EXACT_UP_TO + 1,
                source_excludes=_VECTORS,
            )
            hits = found["hits"]["hits"]
            shown = hits[: request.limit]
            sources = [hit["_source"] for hit in shown]
            story_ids = [source["story_id"] for source in sources if "story_id" in source]
            sizes = await stories.story_sizes(
                self._client, self._alias, story_ids, visible_to(request.filter.scope)
            )
        items = [article_of(source, sizes) for source in sources]
        if request.highlight and texts:
            items = [highlighted(item, texts) for item in items]
        more = len(hits) > request.limit
        return ArticlePage(
            items=items,
            next=shown[-1]["sort"] if more else None,
            total=total_of(found["hits"]["total"]["value"]),
        )

    async def nearest(self, vector: Sequence[float], wanted: Criterion, limit: int) -> list[Hit]:
        with elastic_errors():
            return await ranking.nearest(self._client, self._alias, vector, wanted, limit)

    async def most_relevant(self, wanted: Criterion, limit: int) -> list[Hit]:
        with elastic_errors():
            return await ranking.most_relevant(self._client, self._alias, wanted, limit)

    async def criteria(
        self, wanted: Filter, ids: Sequence[str] | None = None, *, asked: Criterion = ANYTHING
    ) -> AllOf:
        with elastic_errors():
            return await copies.criteria(self._client, self._alias, wanted, ids, asked)

    async def scan(self, request: ArticleScan) -> ScannedArticles:
        wanted, visible = await self.criteria(request.filter), visible_to(request.filter.scope)
        with elastic_errors():
            return await scan.scan(
                self._client, self._alias, wanted, visible, request.size, request.after, _VECTORS
            )

    async def count(self, wanted: Filter) -> int:
        asked = await self.criteria(wanted)
        with elastic_errors():
            found = await self._client.count(index=self._alias, query=query(asked))
        return int(found["count"])

    async def timeline(self, request: TimelineQuery) -> Timeline:
        wanted = await self.criteria(request.filter)
        with elastic_errors():
            return await timeline.timeline(self._client, self._alias, wanted, request)

    async def facets(self, request: FacetQuery) -> Facets:
        wanted = await self.criteria(request.filter)
        with elastic_errors():
            return await facets.facets(self._client, self._alias, wanted, request)

    async def terms(self, request: TermsQuery) -> SignificantTerms:
        wanted, background = await self.criteria(request.filter), criteria_of(request.background)
        with elastic_errors():
            return await terms.significant_terms(self._client, self._alias, wanted, background, request.size)

    async def stories(self, request: StorySearch) -> StoryPage:
        visible = visible_to(request.filter.scope)
        with elastic_errors():
            wanted = await copies.criteria(self._client, self._alias, request.filter)
            found, counted = await asyncio.gather(
                stories.story_page(self._client, self._alias, wanted, request.limit + 1, request.after),
                stories.count_stories(self._client, self._alias, wanted),
            )
            shown = found[: request.limit]
            members = await stories.members(self._client, self._alias, [key for key, _ in shown], visible)
        return story_page(found, members, request.limit, counted)

    async def story(self, story_id: str, scope: Sequence[str]) -> Story | None:
        found = await self.members([story_id], scope)
        return story_from(story_id, found[story_id]) if found else None

    async def members(self, story_ids: Sequence[str], scope: Sequence[str]) -> dict[str, list[Member]]:
        with elastic_errors():
            return await stories.members(self._client, self._alias, story_ids, visible_to(scope))

    async def visible(self, ids: Collection[str], scope: Sequence[str]) -> set[str]:
        with elastic_errors():
            return await stories.visible_ids(self._client, self._alias, ids, visible_to(scope))

    async def delete(self, ids: Sequence[str]) -> None:
        with elastic_errors():
            found = await self._found(list(dict.fromkeys(ids)), source=False)
            actions = [{"delete": {"_index": doc["_index"], "_id": key}} for key, doc in found.items()]
            if actions:
                await self._client.bulk(operations=actions)

    async def refresh(self) -> None:
        with elastic_errors():
            await self._client.indices.refresh(index=self._alias)

    @asynccontextmanager
    async def rebuilding(self) -> AsyncIterator[Filling]:
        """Indices of the present format are written where they are: only what is missing or behind."""
        with elastic_errors():
            old = await upkeep.of_other_formats(self._client, self._alias)
            if not old:
                await self.prepare()
                yield self
                return
            async with upkeep.beside(self._client, self._alias, old):
                building = ElasticIndex(self._client, self._alias)
                building._prepared = True
                yield building
            await self.prepare()

    async def versions(self, ids: Sequence[str]) -> dict[str, int]:
        with elastic_errors():
            return await upkeep.versions(self._client, self._alias, ids)

    async def ids(self, after: str | None, size: int) -> list[str]:
        with elastic_errors():
            return await upkeep.ids(self._client, self._alias, after, size)

    async def count_before(self, month: datetime) -> int:
        with elastic_errors():
            months = await upkeep.months_before(self._client, self._alias, month)
            return int((await self._client.count(index=months))["count"]) if months else 0

    async def drop_before(self, month: datetime) -> None:
        with elastic_errors():
            for name in await upkeep.months_before(self._client, self._alias, month):
                # Another process may have been faster.
                await self._client.options(ignore_status=404).indices.delete(index=name)

    async def merge_before(self, month: datetime) -> AsyncIterator[tuple[int, int]]:
        with elastic_errors():
            months = await upkeep.months_before(self._client, self._alias, month)
            for number, name in enumerate(months, start=1):
                await upkeep.merge(self._client, name)
                yield number, len(months)

    async def close(self) -> None:
        await self._client.close()

    async def _found(self, ids: Sequence[str], *, source: bool) -> dict[str, dict[str, Any]]:
        """Documents by article id, whatever month they lie in; sees what was written a moment ago."""
        if not ids:
            return {}
        indices = await self._client.indices.get_alias(name=self._alias)
        docs = [{"_index": index, "_id": key} for index in indices for key in ids]
        answer = await self._client.mget(docs=docs, source=source)
        return {doc["_id"]: doc for doc in answer["docs"] if doc.get("found")}
