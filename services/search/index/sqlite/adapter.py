"""The article index in one SQLite file; several processes may open it at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import aiosqlite

from services.search.index.buckets import Row, keep_series, most_frequent
from services.search.index.criteria import AllOf, Criterion, wanted_texts
from services.search.index.document import Document, PutResult
from services.search.index.errors import IndexMisconfigured
from services.search.index.highlight import highlighted
from services.search.index.port import Hit
from services.search.index.selection import criteria_of, visible_to
from services.search.index.sqlite import (
    copies,
    figures,
    pages,
    ranking,
    scan,
    stories,
    terms,
    upkeep,
    writing,
)
from services.search.index.sqlite.file import connect, create_tables, sqlite_errors
from services.search.index.sqlite.vectors import VectorMemory
from services.search.index.story import Member, story_from, story_page
from services.search.index.totals import EXACT_UP_TO, total_of
from services.search.index.upkeep import Filling
from services.search.index.visibility import EVERYTHING
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
    Total,
)
from shared.contracts.terms import SignificantTerms, TermsQuery


class SqliteIndex:
    """ArticleIndex over FTS5: one connection writes, another reads and never waits for it (WAL)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: aiosqlite.Connection | None = None
        self._reader: aiosqlite.Connection | None = None
        self._opening = asyncio.Lock()
        self._memory = VectorMemory()
        # One transaction at a time on the one writing connection.
        self._writing = asyncio.Lock()

    @classmethod
    def from_url(cls, url: str) -> SqliteIndex:
        """``sqlite:///relative/path`` or ``sqlite:////absolute/path``."""
        path = url.removeprefix("sqlite:///")
        if path in (url, "", ":memory:"):
            raise IndexMisconfigured(f"the index address must be sqlite:///PATH, not {url!r}")
        return cls(Path(path))

    async def prepare(self) -> None:
        async with self._write() as writer:
            await create_tables(writer)

    async def ping(self) -> None:
        async with self._read() as reader:
            await pages.rows(reader, "SELECT 1 FROM article LIMIT 1", ())

    async def put(self, documents: Sequence[Document]) -> list[PutResult]:
        rows = await asyncio.to_thread(lambda: [writing.rows_of(document) for document in documents])
        async with self._write() as writer:
            return await writing.store(writer, rows)

    async def get(self, ids: Sequence[str], scope: Sequence[str] | None = None) -> list[IndexedArticle]:
        async with self._read() as reader:
            return await pages.articles_by_id(reader, ids, visible_to(scope or [EVERYTHING]))

    async def search(self, request: ArticleSearch, *, ids: Sequence[str] | None = None) -> ArticlePage:
        async with self._read() as reader:
            wanted = await copies.criteria(reader, request.filter, ids)
            texts = wanted_texts(wanted)
            # Without words there is nothing to be relevant to.
            sort = request.sort if texts or request.sort != "relevance" else "published"
            rows = await pages.page_rows(reader, wanted, texts, sort, request.limit + 1, request.after)
            counted = await pages.count(reader, wanted, EXACT_UP_TO + 1)
            shown = rows[: request.limit]
            story_ids = [row[6] for row in shown if row[6]]
            sizes = await pages.story_sizes(reader, story_ids, visible_to(request.filter.scope))
        items = [pages.article_of_row(row[1:], sizes) for row in shown]
        if request.highlight and texts:
            items = [highlighted(item, texts) for item in items]
        more = len(rows) > request.limit
        return ArticlePage(
            items=items, next=[shown[-1][0], shown[-1][1]] if more else None, total=total_of(counted)
        )

    async def nearest(self, vector: Sequence[float], wanted: Criterion, limit: int) -> list[Hit]:
        async with self._read() as reader:
            return await ranking.nearest(reader, self._memory, vector, wanted, limit)

    async def most_relevant(self, wanted: Criterion, limit: int) -> list[Hit]:
        async with self._read() as reader:
            return await ranking.most_relevant(reader, wanted, limit)

    async def criteria(self, wanted: Filter, ids: Sequence[str] | None = None) -> AllOf:
        async with self._read() as reader:
            return await copies.criteria(reader, wanted, ids)

    async def scan(self, request: ArticleScan) -> ScannedArticles:
        visible = visible_to(request.filter.scope)
        async with self._read() as reader:
            wanted = await copies.criteria(reader, request.filter)
            return await scan.scan(reader, wanted, visible, request.size, request.after)

    async def count(self, wanted: Filter) -> int:
        async with self._read() as reader:
            return await pages.count(reader, await copies.criteria(reader, wanted))

    async def timeline(self, request: TimelineQuery) -> Timeline:
        zone = ZoneInfo(request.timezone)
        async with self._read() as reader:
            wanted = await copies.criteria(reader, request.filter)
            tallies = await figures.tallies(reader, wanted, request.interval, zone, request.split)
        row = Row.over(tallies, request.interval, zone, request.filter.from_, request.filter.to)
        series = most_frequent(tallies.values())[: row.most_series]
        keep_series(tallies.values(), series)
        total = Total(value=sum(tally.count for tally in tallies.values()))
        return Timeline(buckets=row.filled(tallies), series=series, total=total)

    async def facets(self, request: FacetQuery) -> Facets:
        async with self._read() as reader:
            wanted = await copies.criteria(reader, request.filter)
            found = {
                field: await figures.facet(reader, wanted, field, request.size, in_depth=request.in_depth)
                for field in request.fields
            }
            counted = await pages.count(reader, wanted)
        return Facets(
            facets={field: values for field, (values, _) in found.items()},
            rests={field: rest for field, (_, rest) in found.items()},
            total=Total(value=counted),
        )

    async def terms(self, request: TermsQuery) -> SignificantTerms:
        background = criteria_of(request.background)
        async with self._read() as reader:
            wanted = await copies.criteria(reader, request.filter)
            return await terms.significant_terms(reader, wanted, background, request.size)

    async def stories(self, request: StorySearch) -> StoryPage:
        visible = visible_to(request.filter.scope)
        async with self._read() as reader:
            wanted = await copies.criteria(reader, request.filter)
            found = await stories.story_page(reader, wanted, request.limit + 1, request.after)
            members = await stories.members(reader, [key for key, _ in found[: request.limit]], visible)
            counted = await stories.count_stories(reader, wanted)
        return story_page(found, members, request.limit, counted)

    async def story(self, story_id: str, scope: Sequence[str]) -> Story | None:
        found = await self.members([story_id], scope)
        return story_from(story_id, found[story_id]) if found else None

    async def members(self, story_ids: Sequence[str], scope: Sequence[str]) -> dict[str, list[Member]]:
        async with self._read() as reader:
            return await stories.members(reader, story_ids, visible_to(scope))

    async def visible(self, ids: Collection[str], scope: Sequence[str]) -> set[str]:
        async with self._read() as reader:
            return await stories.visible_ids(reader, ids, visible_to(scope))

    async def delete(self, ids: Sequence[str]) -> None:
        async with self._write() as writer:
            await writing.forget(writer, ids)

    async def refresh(self) -> None:
        """Nothing to do: what is committed is found."""

    @asynccontextmanager
    async def rebuilding(self) -> AsyncIterator[Filling]:
        async with upkeep.rebuilding(self._path, SqliteIndex) as fresh:
            yield fresh

    async def versions(self, ids: Sequence[str]) -> dict[str, int]:
        async with self._read() as reader:
            sql = f"SELECT id, version FROM article WHERE id IN ({', '.join('?' * len(ids))})"  # noqa: S608 - values are parameters
            return {row[0]: int(row[1]) for row in await pages.rows(reader, sql, ids)}

    async def ids(self, after: str | None, size: int) -> list[str]:
        async with self._read() as reader:
            sql = "SELECT id FROM article WHERE id > ? ORDER BY id LIMIT ?"
            return [row[0] for row in await pages.rows(reader, sql, (after or "", size))]

    async def count_before(self, month: datetime) -> int:
        with sqlite_errors(self._path):
            return await asyncio.to_thread(upkeep.count_before, self._path, month)

    async def drop_before(self, month: datetime) -> None:
        with sqlite_errors(self._path):
            await upkeep.drop_before(self, self._path, month)

    async def close(self) -> None:
        for connection in (self._reader, self._writer):
            if connection is not None:
                await connection.close()
        self._reader = self._writer = None

    @asynccontextmanager
    async def _write(self) -> AsyncIterator[aiosqlite.Connection]:
        with sqlite_errors(self._path):
            async with self._opening:
                if self._writer is None:
                    self._path.parent.mkdir(parents=True, exist_ok=True)
                    self._writer = await connect(self._path)
            async with self._writing:
                yield self._writer

    @asynccontextmanager
    async def _read(self) -> AsyncIterator[aiosqlite.Connection]:
        with sqlite_errors(self._path):
            async with self._opening:
                if self._reader is None:
                    self._reader = await connect(self._path)
            yield self._reader
