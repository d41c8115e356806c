"""Stories on Elasticsearch: which ones a filter finds, how large they are, and their articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from elasticsearch import AsyncElasticsearch

from services.search.index.criteria import AllOf, AnyOf, Criterion, InStory
from services.search.index.elastic.compile import query
from services.search.index.elastic.reading import MEMBER_FIELDS, member_of
from services.search.index.story import Member
from services.search.index.totals import EXACT_UP_TO

# Members fetched in one request; a wire story rarely has more than some hundred.
_MEMBERS_AT_ONCE = 1_000
_NEWEST_FIRST: dict[str, Any] = {"order": [{"last": "desc"}, {"_key": "asc"}]}
_LAST = {"last": {"max": {"field": "published"}}}


async def matching_stories(client: AsyncElasticsearch, alias: str, wanted: Criterion) -> list[str]:
    """The stories with an article that passes, at most the newest EXACT_UP_TO + 1 of them."""
    found = await client.search(
        index=alias,
        size=0,
        query=query(AllOf((wanted, InStory()))),
        aggregations={
            "stories": {
                "terms": {"field": "story_id", "size": EXACT_UP_TO + 1, **_NEWEST_FIRST},
                "aggs": _LAST,
            }
        },
        filter_path="aggregations.stories.buckets.key",
    )
    # An answer without buckets is filtered down to nothing at all.
    return [bucket["key"] for bucket in found.get("aggregations", {}).get("stories", {}).get("buckets", [])]


async def newest_stories(
    client: AsyncElasticsearch, alias: str, story_ids: Sequence[str], visible: Criterion, size: int
) -> list[tuple[str, int]]:
    """The newest of these stories with their last visible publication (epoch ms), newest first."""
    found = await client.search(
        index=alias,
        size=0,
        query=query(AllOf((AnyOf("story_id", tuple(story_ids)), visible))),
        aggregations={
            "stories": {"terms": {"field": "story_id", "size": size, **_NEWEST_FIRST}, "aggs": _LAST}
        },
    )
    buckets = found["aggregations"]["stories"]["buckets"]
    return [(bucket["key"], round(bucket["last"]["value"])) for bucket in buckets]


async def story_sizes(
    client: AsyncElasticsearch, alias: str, story_ids: Iterable[str], visible: Criterion
) -> dict[str, int]:
    """How many visible articles each story has."""
    distinct = tuple(sorted(set(story_ids)))
    if not distinct:
        return {}
    found = await client.search(
        index=alias,
        size=0,
        query=query(AllOf((AnyOf("story_id", distinct), visible))),
        aggregations={"stories": {"terms": {"field": "story_id", "size": len(distinct)}}},
    )
    buckets = found["aggregations"]["stories"]["buckets"]
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}


async def members(
    client: AsyncElasticsearch, alias: str, story_ids: Sequence[str], visible: Criterion
) -> dict[str, list[Member]]:
    """The visible articles of each story."""
    found: dict[str, list[Member]] = defaultdict(list)
    after: list[Any] | None = None
    while story_ids:
        page = await client.search(
            index=alias,
            size=_MEMBERS_AT_ONCE,
            query=query(AllOf((AnyOf("story_id", tuple(story_ids)), visible))),
            sort=[{"published": "asc"}, {"id": "asc"}],
            search_after=after,
            source_includes=MEMBER_FIELDS,
            track_total_hits=False,
        )
        hits = page["hits"]["hits"]
        for hit in hits:
            found[hit["_source"]["story_id"]].append(member_of(hit["_source"]))
        if len(hits) < _MEMBERS_AT_ONCE:
            break
        after = hits[-1]["sort"]
    return found
