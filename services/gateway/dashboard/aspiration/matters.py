"""The same matter in reports and news: the stories that hold reports, and what is nearest to one report."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.desk.aspiration_reports import CitizenReport, is_report
from services.gateway.internal_calls import Conflict, NotFound
from services.gateway.search_client import SearchClient
from shared.contracts.query import (
    ArticleSearch,
    ById,
    FacetQuery,
    Filter,
    IndexedArticle,
    SimilarSearch,
)

# As many as a phone shows without scrolling twice.
MATTERS_SHOWN = 5
LOOKED_AT, SHOWN = 40, 6
# Cosines of centred embeddings: two stories about unlike things lie around 0, the grouping of stories looks
# at pairs from 0.15 (services/search/stories/thresholds.py).
ALIKE, VERY_ALIKE = 0.35, 0.6
KIND_WORDS = (("aspirasi", "laporan"), ("sosial", "unggahan"), ("berita", "berita"), ("rilis", "rilis"))


@dataclass(frozen=True)
class Matter:
    """A story in which reports stand; `counts` are its articles by kind, e.g. ``3 laporan``."""

    id: str
    headline: str
    counts: tuple[tuple[str, int], ...]
    in_news: bool


@dataclass(frozen=True)
class Near:
    """An article about the same matter, and how surely: in words."""

    found: IndexedArticle
    words: str


@dataclass(frozen=True)
class Neighbours:
    """What is about the same matter as a report: other reports, and news."""

    reports: tuple[Near, ...] = ()
    news: tuple[Near, ...] = ()


async def shared_matters(
    search: SearchClient, scope: Sequence[str], reports: Sequence[CitizenReport]
) -> list[Matter]:
    """The stories with the most of these reports, of those that hold more than one article."""
    counted = Counter(report.story for report in reports if report.story and report.story_size > 1)
    wanted = [story for story, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0]))][
        :MATTERS_SHOWN
    ]
    found = await asyncio.gather(*(_matter(search, scope, story) for story in wanted))
    return [matter for matter in found if matter is not None]


async def _matter(search: SearchClient, scope: Sequence[str], story_id: str) -> Matter | None:
    kinds = FacetQuery(filter=Filter(scope=list(scope), story=story_id), fields=["kind"])
    try:
        story, facets = await asyncio.gather(
            search.story(ById(id=story_id, scope=list(scope))), search.facets(kinds)
        )
    except NotFound:
        # Merged into another one, or forgotten, since the reports were read.
        return None
    counts = {value.value: value.count for value in facets.facets.get("kind", [])}
    named = tuple((word, counts[kind]) for kind, word in KIND_WORDS if counts.get(kind))
    in_news = bool(counts.get("berita") or counts.get("rilis"))
    return Matter(story.id, story.headline, named, in_news)


async def neighbours(search: SearchClient, scope: Sequence[str], report: IndexedArticle) -> Neighbours:
    """What stands in the report's story, then what is nearest by meaning. Raises ServiceUnavailable."""
    told, alike = await asyncio.gather(_of_story(search, scope, report), _alike(search, scope, report))
    near = {one.article.id: Near(one, "Dalam cerita yang sama") for one in told}
    for one in alike:
        words = "Sangat mirip" if (one.score or 0) >= VERY_ALIKE else "Mirip"
        near.setdefault(one.article.id, Near(one, words))
    near.pop(report.article.id, None)
    reports = tuple(one for one in near.values() if is_report(one.found))
    news = tuple(one for one in near.values() if one.found.article.kind in ("berita", "rilis"))
    return Neighbours(reports[:SHOWN], news[:SHOWN])


async def _of_story(
    search: SearchClient, scope: Sequence[str], report: IndexedArticle
) -> list[IndexedArticle]:
    if report.story is None or report.story.size < 2:
        return []
    wanted = Filter(scope=list(scope), story=report.story.id, copies="fold")
    page = await search.articles(ArticleSearch(filter=wanted, limit=LOOKED_AT, highlight=False))
    return page.items


async def _alike(search: SearchClient, scope: Sequence[str], report: IndexedArticle) -> list[IndexedArticle]:
    wanted = Filter(scope=list(scope), copies="fold")
    try:
        page = await search.similar(SimilarSearch(id=report.article.id, filter=wanted, limit=LOOKED_AT))
    except (Conflict, NotFound):
        # The language service could not read it: nothing tells what it is near to.
        return []
    return [one for one in page.items if (one.score or 0) >= ALIKE]
