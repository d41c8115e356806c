"""Walks over all articles of a filter, part by part, and asks again when a part does not come at once."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from services.gateway.article_view import view_of_article
from services.gateway.cursors import Cursors
from services.gateway.exports.row import ExportRow
from services.gateway.search_client import SearchClient
from shared.contracts.query import ArticleScan, Filter, IndexedArticle
from shared.runtime.clients import ServiceUnavailable
from shared.runtime.logs import get_logger

log = get_logger("gateway.exports")

# Some 600 kB of articles: large enough that asking costs little, small enough to hold many exports at once.
PART = 200
# Seconds to wait before asking again: a search process that is being replaced is back within five.
_PAUSES = (0.5, 2.0, 5.0)


@dataclass(frozen=True)
class Walk:
    """An export's articles. `bound_to` names its filter and tenant; `after` is where it begins."""

    search: SearchClient
    cursors: Cursors
    wanted: Filter
    bound_to: str
    after: list[object] | None

    async def parts(self, limit: int) -> AsyncIterator[list[ExportRow]]:
        """At most `limit` rows in parts of PART. The next part is asked for when the one before was taken.

        Raises Refused and, when a part stays away for seconds, ServiceUnavailable.
        """
        after, left = self.after, limit
        while left > 0:
            query = ArticleScan(filter=self.wanted, size=min(PART, left), after=after)
            items, after = await self._part(query)
            if items:
                yield await asyncio.to_thread(self._rows, items)
            left -= len(items)
            if after is None:
                return

    async def _part(self, query: ArticleScan) -> tuple[list[IndexedArticle], list[object] | None]:
        for pause in (*_PAUSES, None):
            try:
                found = await self.search.scan(query)
            except ServiceUnavailable as error:
                if pause is None:
                    raise
                log.warning("part of an export is asked for again", error=str(error), seconds=pause)
                await asyncio.sleep(pause)
            else:
                return found.items, found.next
        raise AssertionError("the last attempt returns or raises")

    def _rows(self, items: Sequence[IndexedArticle]) -> list[ExportRow]:
        return [self._row(item) for item in items]

    def _row(self, item: IndexedArticle) -> ExportRow:
        # Its place in the walk, as both adapters sort: milliseconds of first sight, then the id.
        place = [math.floor(item.article.seen_at.timestamp() * 1000), item.article.id]
        cursor = self.cursors.write(place, self.bound_to)
        assert cursor is not None  # noqa: S101 - there is a place, so there is a cursor
        return ExportRow(article=view_of_article(item), cursor=cursor)
