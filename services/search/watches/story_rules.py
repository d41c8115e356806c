"""Rules that articles trigger: a new story, and a story that turns negative."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.search.index.fields import millis
from services.search.index.port import ArticleIndex
from services.search.index.story import Member, story_from
from services.search.watches.firing import EVIDENCE, Firing
from services.search.watches.reason import story_reason, turn_reason
from services.search.watches.turn import story_turn
from shared.contracts.alert import StoryFigures
from shared.contracts.query import ArticleSearch, Filter, IndexedArticle
from shared.contracts.watch import NegativeTurn, NewWatch

# Articles of a story that are looked at, newest first: the most that one page of the index holds.
MOST_ARTICLES = 100


async def articles_of_story(
    index: ArticleIndex, wanted: Filter, story_id: str, now: datetime
) -> list[IndexedArticle]:
    """What passes the filter of a story and had been seen by `now`, oldest first."""
    narrowed = wanted.model_copy(update={"story": story_id})
    page = await index.search(ArticleSearch(filter=narrowed, limit=MOST_ARTICLES, highlight=False))
    seen = [item for item in page.items if item.article.seen_at <= now]
    return sorted(seen, key=lambda item: (item.article.published_at, item.article.id))


async def story_firing(
    index: ArticleIndex,
    watch: NewWatch,
    story_id: str,
    triggers: Sequence[IndexedArticle],
    aliases: Sequence[str],
    now: datetime,
) -> Firing | None:
    """What the watch has to say at `now` of a story in which articles (`triggers`) passed its filter."""
    if isinstance(watch.when, NegativeTurn):
        passing = await articles_of_story(index, watch.filter, story_id, now)
        return turn_firing(watch, watch.when, story_id, passing, aliases, now)
    # The story as the tenant sees it, not only what of it passes the filter.
    whole = await articles_of_story(index, Filter(scope=watch.filter.scope), story_id, now)
    return new_story_firing(watch, story_id, whole, triggers, aliases)


def new_story_firing(
    watch: NewWatch,
    story_id: str,
    whole: Sequence[IndexedArticle],
    triggers: Sequence[IndexedArticle],
    aliases: Sequence[str],
) -> Firing:
    """A new story: its figures are those of all its articles, the evidence those that passed the filter."""
    story = story_from(story_id, [_member(item) for item in whole or triggers])
    figures = StoryFigures(
        story_id=story_id,
        articles=story.size,
        copies=story.copies,
        outlets=len(story.sources),
        first_published_at=story.first_seen,
    )
    return Firing(
        subject=story_id,
        title=story.headline,
        reason=story_reason(watch.name, figures, watch.zone),
        figures=figures,
        article_ids=[item.article.id for item in triggers[:EVIDENCE]],
        articles_total=len(triggers),
        aliases=aliases,
    )


def turn_firing(
    watch: NewWatch,
    rule: NegativeTurn,
    story_id: str,
    passing: Sequence[IndexedArticle],
    aliases: Sequence[str],
    now: datetime,
) -> Firing | None:
    """A story, of articles that passed the filter by `now`, that turned negative; None when it did not."""
    figures = story_turn(passing, now, rule.hours, story_id)
    if figures is None:
        return None
    headline = story_from(story_id, [_member(item) for item in passing]).headline
    negative = [
        item.article.id
        for item in reversed(passing)
        if item.enrichment.tone
        and item.enrichment.tone.label == "negatif"
        and item.article.published_at >= figures.start
    ]
    return Firing(
        subject=story_id,
        title=f"Nada berbalik negatif: {headline}",
        reason=turn_reason(watch.name, figures, watch.zone, headline),
        figures=figures,
        article_ids=negative[:EVIDENCE],
        articles_total=len(negative),
        aliases=aliases,
    )


def _member(item: IndexedArticle) -> Member:
    return Member(
        id=item.article.id,
        title=item.article.title,
        summary=item.enrichment.summary,
        source=item.article.source.id,
        published=millis(item.article.published_at),
        tone=item.enrichment.tone.label if item.enrichment.tone else None,
        about_codes=[region.code for region in item.enrichment.regions if region.about],
        topics=[topic.id for topic in item.enrichment.topics],
        copy_of=item.copy_of,
    )
