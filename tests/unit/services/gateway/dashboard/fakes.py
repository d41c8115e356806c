"""Fictional articles, with a search service and a crawler in memory that answer like the real ones."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import FastAPI, HTTPException, Response

from shared.contracts.article import Article, SourceRef
from shared.contracts.enrichment import Enrichment, Person, Quote, RegionMention, Tone, ToneLabel, Topic
from shared.contracts.query import (
    ArticlePage,
    ArticleSearch,
    Bucket,
    ById,
    FacetQuery,
    FacetRest,
    Facets,
    FacetValue,
    Filter,
    IndexedArticle,
    Revision,
    Story,
    StoryPage,
    StoryRef,
    StorySearch,
    Timeline,
    TimelineQuery,
    Total,
)
from shared.regions import load_regions
from tests.unit.services.gateway.dashboard.fake_stories import FakeStories

NOW = datetime(2026, 11, 24, 23, 2, tzinfo=UTC)
"""07.02 WITA on Wednesday 25 November 2026: the hour at which a press officer opens the page."""

KUTIM = "64.08"


def article(
    number: int,
    *,
    title: str = "",
    text: str = "Jalan poros kembali rusak.\n\nWarga menunggu perbaikan.",
    tone: ToneLabel | None = "netral",
    topic: str = "infrastruktur",
    age: timedelta = timedelta(hours=1),
    story: str | None = None,
    copy_of: int | None = None,
    region: str = KUTIM,
    source: tuple[str, str] = ("kabar-pesisir", "Kabar Pesisir"),
    quotes: Sequence[Quote] = (),
    people: Sequence[Person] = (),
    evidence: str = "Jalan poros kembali rusak.",
    titles: Sequence[str] = (),
    url: str = "",
    **fields: Any,
) -> IndexedArticle:
    """Article `number`, published `age` before NOW; `titles` are those of its earlier revisions."""
    title = title or f"Berita nomor {number}"
    published = (NOW - age).astimezone(ZoneInfo("Asia/Makassar"))
    address = url or f"https://kabar-pesisir.example/{number}"
    name = load_regions().get(region).name
    history = [*titles, title]
    return IndexedArticle(
        article=Article(
            id=article_id(number),
            revision=len(history),
            url=address,
            canonical_url=address,
            title=title,
            text=text,
            source=SourceRef(id=source[0], name=source[1], domain="kabar-pesisir.example", region=region),
            **(
                {
                    "published_at": published,
                    "published_precision": "time",
                    "published_from": "json-ld",
                    "seen_at": NOW - age,
                    "revised_at": NOW - age,
                    "content_hash": "0",
                }
                | fields
            ),
        ),
        enrichment=Enrichment(
            model="uji",
            lang="id",
            regions=[RegionMention(code=region, name=name, about=True, score=0.9, evidence="Di Sangatta.")],
            tone=Tone(label=tone, scores={tone: 0.8}, evidence=evidence) if tone else None,
            topics=[Topic(id=topic, score=0.9)],
            quotes=list(quotes),
            people=list(people),
            stages={"tone": "ok" if tone else "failed"},
        ),
        revisions=[
            Revision(revision=place, seen_at=NOW - age, title=one)
            for place, one in enumerate(history, start=1)
        ],
        story=StoryRef(id=story or f"cerita-{number}", size=1),
        copy_of=article_id(copy_of) if copy_of else None,
    )


def article_id(number: int) -> str:
    """The id of article `number`."""
    return hashlib.sha256(str(number).encode()).hexdigest()[:32]


class FakeSearch:
    """The internal API of search over a list of articles; `down` makes it answer 500."""

    def __init__(self) -> None:
        self.articles: list[IndexedArticle] = []
        self.down = False
        self.app = FastAPI()
        self.app.post("/articles/search")(self._search)
        self.app.post("/articles/get")(self._get)
        self.app.post("/timeline")(self._timeline)
        self.app.post("/facets")(self._facets)
        self.app.post("/stories/search")(self._stories)
        self.app.post("/stories/get")(self._story)
        self.stories = FakeStories(self.app, self._matching, self._put)

    def _put(self, article: IndexedArticle) -> None:
        here = [one.article.id for one in self.articles].index(article.article.id)
        self.articles[here] = article

    def _matching(self, wanted: Filter) -> list[IndexedArticle]:
        if self.down:
            raise HTTPException(500)
        return [one for one in self.articles if _passes(one, wanted)]

    def _search(self, query: ArticleSearch) -> ArticlePage:
        found = sorted(self._matching(query.filter), key=lambda one: one.article.published_at, reverse=True)
        page, following = _paged(found, query.limit, query.after)
        return ArticlePage(
            items=[self._sized(one) for one in page], next=following, total=Total(value=len(found))
        )

    def _get(self, query: ById) -> IndexedArticle:
        for one in self._matching(Filter(scope=query.scope)):
            if one.article.id == query.id:
                return self._sized(one)
        raise HTTPException(404)

    def _timeline(self, query: TimelineQuery) -> Timeline:
        zone = ZoneInfo(query.timezone)
        assert query.filter.from_ is not None
        assert query.filter.to is not None
        found = self._matching(query.filter)
        buckets = []
        start = query.filter.from_.astimezone(zone)
        while start < query.filter.to:
            inside = [
                one for one in found if one.article.published_at.astimezone(zone).date() == start.date()
            ]
            split = Counter(one.enrichment.tone.label for one in inside if one.enrichment.tone)
            buckets.append(Bucket(start=start, count=len(inside), mean_tone=None, split=dict(split)))
            start += timedelta(days=1)
        return Timeline(buckets=buckets, total=Total(value=len(found)))

    def _facets(self, query: FacetQuery) -> Facets:
        found = self._matching(query.filter)
        facets = {field: _facet(found, field, query) for field in query.fields}
        everything = query.model_copy(update={"size": len(found) * 100})
        rests = {
            field: FacetRest(other=sum(one.count for one in _facet(found, field, everything)[query.size :]))
            for field in query.fields
        }
        return Facets(facets=facets, rests=rests, total=Total(value=len(found)))

    def _stories(self, query: StorySearch) -> StoryPage:
        ids = {one.story.id for one in self._matching(query.filter) if one.story}
        stories = [self._story(ById(id=story_id, scope=query.filter.scope)) for story_id in ids]
        stories.sort(key=lambda story: story.last_seen, reverse=True)
        page, following = _paged(stories, query.limit, query.after)
        return StoryPage(items=page, next=following, total=Total(value=len(stories)))

    def _story(self, query: ById) -> Story:
        members = self._matching(Filter(scope=query.scope, story=query.id))
        if not members:
            raise HTTPException(404)
        members.sort(key=lambda one: one.article.published_at)
        sources = Counter(one.article.source.id for one in members)
        return Story(
            id=query.id,
            headline=members[0].article.title,
            summary=["Ringkasan cerita."],
            size=len(members),
            copies=sum(one.copy_of is not None for one in members),
            sources=[FacetValue(value=value, count=count) for value, count in sources.most_common()],
            first_seen=members[0].article.published_at,
            last_seen=members[-1].article.published_at,
            tones=dict(Counter(one.enrichment.tone.label for one in members if one.enrichment.tone)),
            regions=sorted({region.code for one in members for region in one.enrichment.regions}),
            topics=sorted({topic.id for one in members for topic in one.enrichment.topics}),
            article_ids=[one.article.id for one in members],
        )

    def _sized(self, one: IndexedArticle) -> IndexedArticle:
        if one.story is None:
            return one
        size = sum(other.story is not None and other.story.id == one.story.id for other in self.articles)
        return one.model_copy(update={"story": StoryRef(id=one.story.id, size=size)})


def fake_crawler(names: dict[str, str]) -> FastAPI:
    """The crawler's list of sources: id → name."""
    app = FastAPI()

    @app.get("/sources")
    def sources() -> Response:
        items = [
            {"id": key, "name": name, "url": f"https://{key}.example", "domain": f"{key}.example"}
            for key, name in names.items()
        ]
        return Response(json.dumps({"items": items, "next": None}), media_type="application/json")

    return app


def _passes(one: IndexedArticle, wanted: Filter) -> bool:
    in_scope = load_regions().in_scope
    regions = one.enrichment.regions
    return (
        any(in_scope(region.code, wanted.scope) for region in regions)
        and (not wanted.regions or any(in_scope(r.code, wanted.regions) for r in regions if r.about))
        and (wanted.from_ is None or one.article.published_at >= wanted.from_)
        and (wanted.to is None or one.article.published_at < wanted.to)
        and (wanted.seen_from is None or one.article.seen_at >= wanted.seen_from)
        and (
            not wanted.tones
            or (one.enrichment.tone is not None and one.enrichment.tone.label in wanted.tones)
        )
        and (not wanted.topics or any(topic.id in wanted.topics for topic in one.enrichment.topics))
        and (not wanted.kinds or one.article.kind in wanted.kinds)
        and (not wanted.sources or one.article.source.id in wanted.sources)
        and (wanted.story is None or (one.story is not None and one.story.id == wanted.story))
        and (wanted.copies == "include" or one.copy_of is None)
    )


def _facet(found: list[IndexedArticle], field: str, query: FacetQuery) -> list[FacetValue]:
    tones: dict[str, list[int]] = {}
    counts: Counter[str] = Counter()
    for one in found:
        for value in _values(one, field):
            counts[value] += 1
            if one.enrichment.tone:
                tones.setdefault(value, []).append(_TONE_VALUES[one.enrichment.tone.label])
    by_count = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[: query.size]
    if not query.in_depth:
        return [FacetValue(value=value, count=count) for value, count in by_count]
    return [
        FacetValue(
            value=value,
            count=count,
            toned=len(tones.get(value, [])),
            mean_tone=sum(tones[value]) / len(tones[value]) if value in tones else None,
        )
        for value, count in by_count
    ]


def _values(one: IndexedArticle, field: str) -> set[str]:
    match field:
        case "topic":
            return {topic.id for topic in one.enrichment.topics}
        case "source":
            return {one.article.source.id}
        case "region":
            return {region.code for region in one.enrichment.regions if region.about}
        case "tone":
            return {one.enrichment.tone.label} if one.enrichment.tone else set()
        case "story":
            return {one.story.id} if one.story else set()
        case "person":
            return {person.name for person in one.enrichment.people}
        case "kind":
            return {one.article.kind}
        case "lang":
            return {one.enrichment.lang}
    raise AssertionError(f"the fake counts no {field}")


_TONE_VALUES = {"positif": 1, "netral": 0, "negatif": -1}


def _paged(found: list[Any], limit: int, after: list[Any] | None) -> tuple[list[Any], list[Any] | None]:
    start = int(after[0]) if after else 0
    end = start + limit
    return found[start:end], [end] if end < len(found) else None
