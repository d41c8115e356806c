"""Stories as they were at a moment of the past: what of them had been found by then."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

from services.search.index.port import ArticleIndex
from services.search.watches.firing import Firing
from services.search.watches.series import HOUR
from services.search.watches.story_rules import INSTANT, headline, story_of, turn_firing
from services.search.watches.turn import story_turn, tones_of
from shared.contracts.query import ArticleSearch, Filter, IndexedArticle, Story
from shared.contracts.watch import NegativeTurn, NewWatch


async def pages(index: ArticleIndex, wanted: Filter) -> AsyncIterator[list[IndexedArticle]]:
    """What a filter finds, newest first, page by page."""
    after: list[Any] | None = None
    while True:
        page = await index.search(ArticleSearch(filter=wanted, limit=100, after=after, highlight=False))
        yield page.items
        after = page.next
        if after is None:
            return


async def story_at(
    index: ArticleIndex, watch: NewWatch, story_id: str, trigger: IndexedArticle, moment: datetime
) -> Story:
    """The story as the tenant would have seen it when the trigger came."""
    wanted = Filter(scope=watch.filter.scope, story=story_id, to=moment + INSTANT)
    found = [item async for page in pages(index, wanted) for item in page]
    return story_of(story_id, [item for item in found if item.article.seen_at <= moment] or [trigger])


async def turn_at(
    index: ArticleIndex,
    watch: NewWatch,
    rule: NegativeTurn,
    story_id: str,
    found: Sequence[IndexedArticle],
    moment: datetime,
) -> list[Firing]:
    """The firing of a story of which `found` had passed the filter by then; none when it has not turned."""
    start = moment - HOUR * rule.hours
    passing = [item for item in found if item.article.published_at <= moment]
    before = [item for item in passing if item.article.published_at < start]
    figures = story_turn(story_id, moment, rule.hours, tones_of(passing), tones_of(before))
    if figures is None:
        return []
    newest_first = sorted(passing, key=lambda item: item.article.published_at, reverse=True)
    negative = [
        item.article.id
        for item in newest_first
        if item.article.published_at >= start
        and item.enrichment.tone
        and item.enrichment.tone.label == "negatif"
    ]
    known_as = await headline(index, watch, story_id)
    return [turn_firing(watch, story_id, known_as, figures, negative, ())]
