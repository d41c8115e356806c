"""Stories on Elasticsearch: which ones a filter finds, how large they are, and their articles."""

from __future__ import annotations

from base64 import b64decode
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from elasticsearch import AsyncElasticsearch

from services.search.index.brief import member_from
from services.search.index.criteria import AllOf, AnyOf, Criterion, Exclude, InStory
from services.search.index.elastic.compile import query
from services.search.index.elastic.reading import IDS, id_of
from services.search.index.story import Member
from services.search.index.story_walk import Place, StoryWalk
from services.search.index.totals import EXACT_UP_TO

# Members fetched in one request; a wire story rarely has more than some hundred.
_MEMBERS_AT_ONCE = 1_000
# Of so many articles of each month more than EXACT_UP_TO stories are found, unless they are all very large.
_COUNTED_FIRST = 3 * EXACT_UP_TO


async def story_page(
    client: AsyncElasticsearch, alias: str, wanted: Criterion, limit: int, after: list[Any] | None
) -> list[Place]:
    """Up to `limit` stories after the cursor with their newest matching publication, newest first."""
    walk = StoryWalk(limit, after)
    while walk.unfinished:
        articles = await _newest(client, alias, wanted, walk)
        walk.step(articles, await _latest(client, alias, wanted, articles) if walk.resumed else None)
    return walk.found


async def _newest(client: AsyncElasticsearch, alias: str, wanted: Criterion, walk: StoryWalk) -> list[Place]:
    """The next articles of a walk."""
    parts = [wanted, InStory()]
    if walk.passed:
        parts.append(Exclude(AnyOf("story_id", tuple(walk.passed))))
    found = await client.search(
        index=alias,
        query=query(AllOf(tuple(parts))),
        sort=[{"published": "desc"}, {"story_id": "asc"}],
        search_after=None if walk.place is None else [walk.place[1], walk.place[0]],
        size=walk.size,
        source=False,
        # Not even ids: for each hit a block of stored fields would be unpacked.
        stored_fields="_none_",
        track_total_hits=False,
    )
    return [(hit["sort"][1], hit["sort"][0]) for hit in found["hits"]["hits"]]


async def _latest(
    client: AsyncElasticsearch, alias: str, wanted: Criterion, articles: Sequence[Place]
) -> dict[str, int]:
    """The newest matching article of each of their stories."""
    story_ids = tuple({story_id for story_id, _ in articles})
    if not story_ids:
        return {}
    found = await client.search(
        index=alias,
        size=0,
        query=query(AllOf((AnyOf("story_id", story_ids), wanted))),
        aggregations={
            "stories": {
                "terms": {"field": "story_id", "size": len(story_ids)},
                "aggs": {"last": {"max": {"field": "published"}}},
            }
        },
        track_total_hits=False,
    )
    buckets = found["aggregations"]["stories"]["buckets"]
    return {bucket["key"]: round(bucket["last"]["value"]) for bucket in buckets}


async def count_stories(client: AsyncElasticsearch, alias: str, wanted: Criterion) -> int:
    """How many stories a filter finds; stops just above EXACT_UP_TO."""
    for first in (_COUNTED_FIRST, None):
        found = await client.search(
            index=alias,
            size=0,
            query=query(AllOf((wanted, InStory()))),
            aggregations={"stories": {"terms": {"field": "story_id", "size": EXACT_UP_TO + 1}}},
            terminate_after=first,
            track_total_hits=False,
            filter_path="terminated_early,aggregations.stories.buckets.doc_count",
        )
        # An answer without buckets is filtered down to nothing at all.
        count = len(found.get("aggregations", {}).get("stories", {}).get("buckets", []))
        if count > EXACT_UP_TO or not found.get("terminated_early"):
            break
    return count


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
            source=False,
            stored_fields="_none_",
            docvalue_fields=[{"field": "story_id"}, {"field": "brief"}],
            track_total_hits=False,
        )
        hits = page["hits"]["hits"]
        for hit in hits:
            fields = hit["fields"]
            found[fields["story_id"][0]].append(member_from(b64decode(fields["brief"][0])))
        if len(hits) < _MEMBERS_AT_ONCE:
            break
        after = hits[-1]["sort"]
    return found


async def visible_ids(
    client: AsyncElasticsearch, alias: str, ids: Collection[str], visible: Criterion
) -> set[str]:
    """Those of these articles that are visible."""
    found: set[str] = set()
    asked = sorted(ids)
    for start in range(0, len(asked), EXACT_UP_TO):
        some = tuple(asked[start : start + EXACT_UP_TO])
        page = await client.search(
            index=alias,
            query=query(AllOf((AnyOf("id", some), visible))),
            size=len(some),
            **IDS,
            track_total_hits=False,
        )
        found |= {id_of(hit) for hit in page["hits"]["hits"]}
    return found
