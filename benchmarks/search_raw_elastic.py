"""The benchmark's questions put to Elasticsearch by hand: the fewest requests that bring the same figures."""

from __future__ import annotations

from typing import Any

from elasticsearch import AsyncElasticsearch

from benchmarks.search_questions import ZONE, Question
from services.search.index.fields import millis
from services.search.index.visibility import scope_keys

_PAGE = {"sort": [{"published": "desc"}, {"id": "asc"}], "size": 21, "track_total_hits": 10_001}
_LEAN = ["embedding", "payload.enrichment.minhash"]


async def ask(client: AsyncElasticsearch, alias: str, kind: str, question: Question) -> Any:
    """The raw answer of a question."""
    match kind:
        case "list" | "phrase" | "words":
            page: dict[str, Any] = dict(_PAGE)
            if kind == "words":
                page["sort"] = [{"_score": "desc"}, {"id": "asc"}]
            found = await client.search(
                index=alias, query=_query(kind, question), source_excludes=_LEAN, **page
            )
            stories = sorted({hit["_source"]["story_id"] for hit in found["hits"]["hits"]})
            sizes = await client.search(
                index=alias,
                size=0,
                query={"bool": {"filter": [{"terms": {"story_id": stories}}, *_visible(question)]}},
                aggs={"stories": {"terms": {"field": "story_id", "size": max(len(stories), 1)}}},
            )
            return found, sizes
        case "facets":
            fields = ("tone", "topic", "region", "source")
            return await client.search(
                index=alias,
                size=0,
                query=_query(kind, question),
                track_total_hits=True,
                aggs={field: {"terms": {"field": field, "size": 10}} for field in fields},
            )
        case "timeline":
            tone = {
                "tone_sum": {"sum": {"field": "tone_value"}},
                "toned": {"value_count": {"field": "tone_value"}},
            }
            days = {"field": "published", "calendar_interval": "day", "time_zone": ZONE}
            return await client.search(
                index=alias,
                size=0,
                query=_query(kind, question),
                track_total_hits=True,
                aggs={"days": {"date_histogram": days, "aggs": tone}},
            )
        case "stories":
            newest = {"order": [{"last": "desc"}, {"_key": "asc"}], "size": 21}
            found = await client.search(
                index=alias,
                size=0,
                query=_query(kind, question),
                aggs={
                    "stories": {
                        "terms": {"field": "story_id", **newest},
                        "aggs": {"last": {"max": {"field": "published"}}},
                    }
                },
            )
            stories = [bucket["key"] for bucket in found["aggregations"]["stories"]["buckets"]]
            return await client.search(
                index=alias,
                size=1_000,
                query={"bool": {"filter": [{"terms": {"story_id": stories}}, *_visible(question)]}},
                source_excludes=[*_LEAN, "shown.text"],
            )
        case "story":
            return await client.search(
                index=alias,
                size=1_000,
                query={"bool": {"filter": [{"term": {"story_id": question.story}}]}},
                sort=[{"published": "asc"}, {"id": "asc"}],
                source_excludes=[*_LEAN, "shown.text"],
            )
    raise ValueError(kind)


def _query(kind: str, question: Question) -> dict[str, Any]:
    within: list[dict[str, Any]] = _visible(question)
    wanted = question.filter
    if wanted.from_ is not None and wanted.to is not None:
        within.append({"range": {"published": {"gte": millis(wanted.from_), "lt": millis(wanted.to)}}})
    match kind:
        case "phrase":
            fields = ["title.exact^2", "text.exact"]
            must = [{"multi_match": {"query": question.words, "type": "phrase", "fields": fields}}]
        case "words":
            must = [
                {"multi_match": {"query": word, "type": "most_fields", "fields": ["title^2", "text"]}}
                for word in question.words.split()
            ]
        case _:
            return {"bool": {"filter": within}}
    return {"bool": {"filter": within, "must": must}}


def _visible(question: Question) -> list[dict[str, Any]]:
    keys = scope_keys(question.filter.scope)
    return [] if keys is None else [{"terms": {"visible_to": keys}}]
