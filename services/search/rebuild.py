"""Writes the index anew from the search service's own rows, the truth that it is a projection of."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.index.document import version_of
from services.search.index.upkeep import Filling, Upkeep
from services.search.tables import articles

# As the indexer's batches, times a few: nobody waits for these.
BATCH = 200
Progress = Callable[[int, int], None]
"""Told how many articles were looked at, and how many there are."""


@dataclass
class Rebuilt:
    """What came of it: articles looked at, documents written, removed, and refused by the index."""

    articles: int = 0
    written: int = 0
    removed: int = 0
    refused: int = 0


async def rebuild(engine: AsyncEngine, index: Upkeep, progress: Progress) -> Rebuilt:
    """Write every article into a fresh index, let it take the place of the old one, then make up leeway.

    Services may run meanwhile: what they wrote to the old index since lies in the rows as well, so comparing
    the rows with the new index finds it. A run that was interrupted goes on where it stopped. Raises
    IndexUnavailable and IndexMisconfigured.
    """
    result = Rebuilt()
    async with index.rebuilding() as fresh:
        await _fill(engine, fresh, result, progress)
    await index.refresh()
    await _fill(engine, index, Rebuilt(), progress)
    await _remove_strays(engine, index, result)
    return result


async def _fill(engine: AsyncEngine, target: Filling, result: Rebuilt, progress: Progress) -> None:
    """Write what is missing or behind."""
    total = await store.count(engine)
    progress(0, total)
    async for rows in _rows(engine):
        present = await target.versions([row.article_id for row in rows])
        behind = [row.article_id for row in rows if present.get(row.article_id, -1) < _version(row)]
        if behind:
            for outcome in await target.put(await store.documents(engine, behind)):
                result.written += outcome.outcome == "written"
                result.refused += outcome.outcome == "rejected"
        result.articles += len(rows)
        progress(result.articles, max(total, result.articles))


async def _remove_strays(engine: AsyncEngine, index: Upkeep, result: Rebuilt) -> None:
    """Forget documents of articles that there are no more."""
    after: str | None = None
    while ids := await index.ids(after, BATCH):
        strays = sorted(set(ids) - set(await store.known(engine, ids)))
        if strays:
            await index.delete(strays)
            result.removed += len(strays)
        after = ids[-1]


async def _rows(engine: AsyncEngine) -> AsyncIterator[Sequence[Any]]:
    """What tells the version of every article, by id."""
    columns = (articles.c.article_id, articles.c.revision, articles.c.story_seq, articles.c.story_id)
    last = ""
    while True:
        async with engine.connect() as connection:
            found = await connection.execute(
                select(*columns)
                .where(articles.c.article_id > last)
                .order_by(articles.c.article_id)
                .limit(BATCH)
            )
            rows = found.all()
        if not rows:
            return
        yield rows
        last = rows[-1].article_id


def _version(row: Any) -> int:
    return version_of(row.revision, row.story_seq or 0, row.story_id)
