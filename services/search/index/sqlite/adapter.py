"""The article index in one SQLite file; several processes may open it at the same time."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from services.search.index.buckets import Row, keep_series, most_frequent
from services.search.index.criteria import EVERYTHING as ANYTHING
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
from services.search.index.sqlite.connections import Connections
from services.search.index.sqlite.file import create_tables, sqlite_errors
from services.search.index.sqlite.lengths import LengthMemory
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
    """ArticleIndex over FTS5. Every question is one function over a connection, in a thread of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connections = Connections(path)
        self._vectors = VectorMemory()
        self._lengths = LengthMemory()

    @classmethod
    def from_url(cls, url: str) -> SqliteIndex:
        """``sqlite:///relative/path`` or ``sqlite:////absolute/path``."""
        path = url.removeprefix("sqlite:///")
        if path in (url, "", ":memory:"):
            raise IndexMisconfigured(f"the index address must be sqlite:///PATH, not {url!r}")
        return cls(Path(path))

    async def prepare(self) -> None:
        await self._connections.write(create_tables)

    async def ping(self) -> None:
        await self._connections.read(lambda file: file.execute("SELECT 1 FROM article LIMIT 1").fetchall())

    async def put(self, documents: Sequence[Document]) -> list[PutResult]:
        rows = await asyncio.to_thread(lambda: [writing.rows_of(document) for document in documents])
        return await self._connections.write(lambda file: writing.store(file, rows))

    async def get(self, ids: Sequence[str], scope: Sequence[str] | None = None) -> list[IndexedArticle]:
        visible = visible_to(scope or [EVERYTHING])
        return await self._connections.read(lambda file: pages.articles_by_id(file, ids, visible))

    async def search(self, request: ArticleSearch, *, ids: Sequence[str] | None = None) -> ArticlePage:
        return await self._connections.read(lambda file: _search(file, self._lengths, request, ids))

    async def nearest(self, vector: Sequence[float], wanted: Criterion, limit: int) -> list[Hit]:
        return await self._connections.read(
            lambda file: ranking.nearest(file, self._vectors, vector, wanted, limit)
        )

    async def most_relevant(self, wanted: Criterion, limit: int) -> list[Hit]:
        return await self._connections.read(
            lambda file: ranking.most_relevant(file, self._lengths, wanted, limit)
        )

    async def criteria(
        self, wanted: Filter, ids: Sequence[str] | None = None, *, asked: Criterion = ANYTHING
    ) -> AllOf:
        return await self._connections.read(lambda file: copies.criteria(file, wanted, ids, asked))

    async def scan(self, request: ArticleScan) -> ScannedArticles:
        return await self._connections.read(lambda file: _scan(file, request))

    async def count(self, wanted: Filter) -> int:
        return await self._connections.read(lambda file: pages.count(file, copies.criteria(file, wanted)))

    async def timeline(self, request: TimelineQuery) -> Timeline:
        return await self._connections.read(lambda file: _timeline(file, request))

    async def facets(self, request: FacetQuery) -> Facets:
        return await self._connections.read(lambda file: _facets(file, request))

    async def terms(self, request: TermsQuery) -> SignificantTerms:
        background = criteria_of(request.background)
        return await self._connections.read(
            lambda file: terms.significant_terms(
                file, copies.criteria(file, request.filter), background, request.size
            )
        )

    async def stories(self, request: StorySearch) -> StoryPage:
        return await self._connections.read(lambda file: _stories(file, request))

    async def story(self, story_id: str, scope: Sequence[str]) -> Story | None:
        found = await self.members([story_id], scope)
        return story_from(story_id, found[story_id]) if found else None

    async def members(self, story_ids: Sequence[str], scope: Sequence[str]) -> dict[str, list[Member]]:
        return await self._connections.read(lambda file: stories.members(file, story_ids, visible_to(scope)))

    async def visible(self, ids: Collection[str], scope: Sequence[str]) -> set[str]:
        return await self._connections.read(lambda file: stories.visible_ids(file, ids, visible_to(scope)))

    async def delete(self, ids: Sequence[str]) -> None:
        await self._connections.write(lambda file: writing.forget(file, ids))

    async def refresh(self) -> None:
        """Nothing to do: what is committed is found."""

    @asynccontextmanager
    async def rebuilding(self) -> AsyncIterator[Filling]:
        async with upkeep.rebuilding(self._path, SqliteIndex) as fresh:
            yield fresh

    async def versions(self, ids: Sequence[str]) -> dict[str, int]:
        return await self._connections.read(lambda file: upkeep.versions(file, ids))

    async def ids(self, after: str | None, size: int) -> list[str]:
        return await self._connections.read(lambda file: upkeep.ids(file, after, size))

    async def count_before(self, month: datetime) -> int:
        with sqlite_errors(self._path):
            return await asyncio.to_thread(upkeep.count_before, self._path, month)

    async def drop_before(self, month: datetime) -> None:
        with sqlite_errors(self._path):
            await upkeep.drop_before(self, self._path, month)

    async def merge_before(self, month: datetime) -> AsyncIterator[tuple[int, int]]:
        """The whole file: it has no months."""
        await self._connections.write(upkeep.merge)
        yield 1, 1

    async def close(self) -> None:
        await self._connections.close()


def _search(
    file: sqlite3.Connection, lengths: LengthMemory, request: ArticleSearch, ids: Sequence[str] | None
) -> ArticlePage:
    wanted = copies.criteria(file, request.filter, ids)
    texts = wanted_texts(wanted)
    # Without words there is nothing to be relevant to.
    if request.sort == "relevance" and texts:
        found = ranking.relevance(file, lengths, wanted, texts, request.limit + 1, request.after)
        keys: list[list[Any]] = [[hit.score, hit.id] for hit in found.hits]
        rows = pages.rows_by_number(file, found.numbers[: request.limit])
        counted = found.passing
    else:
        sort: Literal["published", "seen"] = "seen" if request.sort == "seen" else "published"
        if texts:
            page, counted = pages.page_and_count(file, wanted, sort, request.limit + 1, request.after)
        else:
            page = pages.page_rows(file, wanted, sort, request.limit + 1, request.after)
            counted = pages.count(file, wanted, EXACT_UP_TO + 1)
        keys = [[row[0], row[1]] for row in page]
        rows = [row[1:] for row in page[: request.limit]]
    sizes = pages.story_sizes(file, [row[4] for row in rows if row[4]], visible_to(request.filter.scope))
    items = [pages.article_of_row(row, sizes) for row in rows]
    if request.highlight and texts:
        items = [highlighted(item, texts) for item in items]
    more = len(keys) > request.limit
    return ArticlePage(items=items, next=keys[request.limit - 1] if more else None, total=total_of(counted))


def _scan(file: sqlite3.Connection, request: ArticleScan) -> ScannedArticles:
    wanted = copies.criteria(file, request.filter)
    return scan.scan(file, wanted, visible_to(request.filter.scope), request.size, request.after)


def _timeline(file: sqlite3.Connection, request: TimelineQuery) -> Timeline:
    zone = ZoneInfo(request.timezone)
    wanted = copies.criteria(file, request.filter)
    tallies = figures.tallies(file, wanted, request.interval, zone, request.split)
    row = Row.over(tallies, request.interval, zone, request.filter.from_, request.filter.to)
    series = most_frequent(tallies.values())[: row.most_series]
    keep_series(tallies.values(), series)
    total = Total(value=sum(tally.count for tally in tallies.values()))
    return Timeline(buckets=row.filled(tallies), series=series, total=total)


def _facets(file: sqlite3.Connection, request: FacetQuery) -> Facets:
    wanted = copies.criteria(file, request.filter)
    found = {
        field: figures.facet(file, wanted, field, request.size, in_depth=request.in_depth)
        for field in request.fields
    }
    return Facets(
        facets={field: values for field, (values, _) in found.items()},
        rests={field: rest for field, (_, rest) in found.items()},
        total=Total(value=pages.count(file, wanted)),
    )


def _stories(file: sqlite3.Connection, request: StorySearch) -> StoryPage:
    wanted = copies.criteria(file, request.filter)
    found = stories.story_page(file, wanted, request.limit + 1, request.after)
    shown = [key for key, _ in found[: request.limit]]
    members = stories.members(file, shown, visible_to(request.filter.scope))
    return story_page(found, members, request.limit, stories.count_stories(file, wanted))
