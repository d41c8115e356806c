"""The benchmark's questions put to Elasticsearch by hand: the fewest requests that bring the same figures."""

from __future__ import annotations

import asyncio
from typing import Any

from elasticsearch import AsyncElasticsearch

from benchmarks.search_questions import ZONE, Question
from benchmarks.search_raw_page import PAGE, WINDOW, fused, marked, pattern_of
from services.search.index.fields import millis
from services.search.index.visibility import scope_keys
from shared.contracts.query import Filter

_NEWEST = [{"published": "desc"}, {"id": "asc"}]
_BEST = [{"_score": "desc"}, {"id": "asc"}]
_LEAN = ["embedding", "payload.enrichment.minhash"]
_MEMBERS: dict[str, Any] = {"size": 1_000, "source_excludes": [*_LEAN, "shown.text"]}


class RawElastic:
    """Asks one alias through the engine's own client."""

    def __init__(self, client: AsyncElasticsearch, alias: str) -> None:
        self._client = client
        self._alias = alias

    async def ask(self, kind: str, question: Question) -> Any:
        """The raw answer of a question."""
        wanted = question.filter
        match kind:
            case "list" | "phrase" | "words":
                found = await self._search(
                    query=_within(wanted, _texts(kind, question.words)),
                    sort=_BEST if kind == "words" else _NEWEST,
                    size=PAGE + 1,
                    track_total_hits=10_001,
                    source_excludes=_LEAN,
                )
                return found, await self._shown(kind, question, found["hits"]["hits"][:PAGE])
            case "hybrid":
                return await self._hybrid(question)
            case "facets":
                fields = ("tone", "topic", "region", "source")
                return await self._search(
                    size=0,
                    query=_within(wanted),
                    track_total_hits=True,
                    aggs={field: {"terms": {"field": field, "size": 10}} for field in fields},
                )
            case "timeline":
                tone = {
                    "tone_sum": {"sum": {"field": "tone_value"}},
                    "toned": {"value_count": {"field": "tone_value"}},
                }
                days = {"field": "published", "calendar_interval": "day", "time_zone": ZONE}
                return await self._search(
                    size=0,
                    query=_within(wanted),
                    track_total_hits=True,
                    aggs={"days": {"date_histogram": days, "aggs": tone}},
                )
            case "terms":
                assert question.background is not None
                apart = {"field": "term", "size": 30, "background_filter": _within(question.background)}
                return await self._search(
                    size=0, query=_within(wanted), aggs={"terms": {"significant_terms": apart}}
                )
            case "stories":
                return await self._stories(wanted)
            case "story":
                story = [{"term": {"story_id": question.story}}]
                return await self._search(query=_within(wanted, story), sort=_NEWEST[::-1], **_MEMBERS)
        raise ValueError(kind)

    async def _hybrid(self, question: Question) -> Any:
        """BM25 and neighbours at once, fused, then the articles of the page."""
        wanted = Filter(scope=question.filter.scope)
        any_word = {"bool": {"should": _texts("words", question.words), "minimum_should_match": 1}}
        near = {
            "field": "embedding",
            "query_vector": list(question.vector),
            "k": WINDOW,
            "num_candidates": 2 * WINDOW,
            "filter": _within(wanted),
            # Scores of the float values, as ours are, and not of their bytes.
            "rescore_vector": {"oversample": 2.0},
        }
        lean: dict[str, Any] = {"size": WINDOW, "source": False, "track_total_hits": False}
        relevant, nearest = await asyncio.gather(
            self._search(query=_within(wanted, [any_word]), **lean), self._search(knn=near, **lean)
        )
        best = fused(*([hit["_id"] for hit in found["hits"]["hits"]] for found in (relevant, nearest)))
        within = _within(wanted, [{"terms": {"id": best}}])
        page = await self._search(query=within, size=PAGE, source_excludes=_LEAN)
        return best, page, await self._shown("hybrid", question, page["hits"]["hits"])

    async def _shown(self, kind: str, question: Question, hits: list[Any]) -> Any:
        """What a page tells beside its articles: the sizes of their stories, and where the words stand."""
        stories = sorted({hit["_source"]["story_id"] for hit in hits})
        sizes = await self._search(
            size=0,
            query=_within(Filter(scope=question.filter.scope), [{"terms": {"story_id": stories}}]),
            aggs={"stories": {"terms": {"field": "story_id", "size": max(len(stories), 1)}}},
        )
        pattern = pattern_of(kind, question.words)
        return sizes, [marked(pattern, **hit["_source"]["shown"]) for hit in hits]

    async def _stories(self, wanted: Filter) -> Any:
        newest = {"order": [{"last": "desc"}, {"_key": "asc"}], "size": PAGE + 1}
        last = {"last": {"max": {"field": "published"}}}
        found = await self._search(
            size=0,
            query=_within(wanted),
            aggs={"stories": {"terms": {"field": "story_id", **newest}, "aggs": last}},
        )
        stories = [bucket["key"] for bucket in found["aggregations"]["stories"]["buckets"]]
        members = _within(Filter(scope=wanted.scope), [{"terms": {"story_id": stories}}])
        return await self._search(query=members, **_MEMBERS)

    async def _search(self, **asked: Any) -> Any:
        return await self._client.search(index=self._alias, **asked)


def _texts(kind: str, words: str) -> list[dict[str, Any]]:
    """What asks for the phrase, or for each of the words."""
    match kind:
        case "phrase":
            fields = ["title.exact^2", "text.exact"]
            return [{"multi_match": {"query": words, "type": "phrase", "fields": fields}}]
        case "words":
            fields = ["title^2", "text"]
            return [
                {"multi_match": {"query": word, "type": "most_fields", "fields": fields}}
                for word in words.split()
            ]
        case _:
            return []


def _within(wanted: Filter, must: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The filter, and what the articles must match besides."""
    conditions: list[dict[str, Any]] = []
    keys = scope_keys(wanted.scope)
    if keys is not None:
        conditions.append({"terms": {"visible_to": keys}})
    if wanted.regions:
        named = [{"terms": {field: wanted.regions}} for field in ("about", "mentions")]
        conditions.append({"bool": {"should": named, "minimum_should_match": 1}})
    if wanted.from_ is not None and wanted.to is not None:
        conditions.append({"range": {"published": {"gte": millis(wanted.from_), "lt": millis(wanted.to)}}})
    return {"bool": {"filter": conditions, "must": must or []}}
