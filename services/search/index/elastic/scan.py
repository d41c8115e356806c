"""A part of a long walk over all articles of a filter."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from elasticsearch import AsyncElasticsearch

from services.search.index.criteria import Criterion
from services.search.index.cursor import sort_key_and_id
from services.search.index.elastic.compile import query
from services.search.index.elastic.reading import article_of
from services.search.index.elastic.stories import story_sizes
from shared.contracts.query import ScannedArticles


async def scan(
    client: AsyncElasticsearch,
    alias: str,
    wanted: Criterion,
    visible: Criterion,
    size: int,
    after: list[Any] | None,
    left_out: Sequence[str],
) -> ScannedArticles:
    """Up to `size` articles after the cursor [seen, id], newest first sight first, without `left_out`.

    Both sort keys of an article stay for ever, so parts follow each other without a point in time: nothing
    is held in the cluster while a slow reader takes an hour, and a walk goes on after any interruption.
    """
    cursor = sort_key_and_id(after)
    found = await client.search(
        index=alias,
        query=query(wanted),
        sort=[{"seen": "desc"}, {"id": "asc"}],
        search_after=list(cursor) if cursor else None,
        size=size + 1,
        track_total_hits=False,
        source_excludes=list(left_out),
    )
    hits = found["hits"]["hits"]
    shown = hits[:size]
    sources = [hit["_source"] for hit in shown]
    story_ids = [source["story_id"] for source in sources if "story_id" in source]
    sizes = await story_sizes(client, alias, story_ids, visible)
    items = await asyncio.to_thread(lambda: [article_of(source, sizes) for source in sources])
    return ScannedArticles(items=items, next=shown[-1]["sort"] if len(hits) > len(shown) else None)
