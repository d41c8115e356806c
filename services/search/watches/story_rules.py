"""Rules that articles trigger: a new story, and a story that turns negative."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.search.index.fields import millis
from services.search.index.port import ArticleIndex
from services.search.index.story import Member, story_from
from services.search.watches.firing import EVIDENCE, Firing
from services.search.watches.reason import story_reason, turn_reason
from services.search.watches.turn import Tones, story_turn
from shared.contracts.alert import StoryFigures, TurnFigures
from shared.contracts.query import ArticleSearch, FacetQuery, Filter, IndexedArticle, Story
from shared.contracts.watch import NegativeTurn, NewWatch

# The index keeps times in milliseconds, and the upper bound of a filter lies outside of it.
INSTANT = timedelta(milliseconds=1)


async def story_firing(
    index: ArticleIndex,
    watch: NewWatch,
    story_id: str,
    triggers: Sequence[IndexedArticle],
    aliases: Sequence[str],
    now: datetime,
) -> Firing | None:
    """What the watch has to say at `now` of a story in which articles (`triggers`) passed its filter.

    Figures are those of the whole story, however many articles it has.
    """
    if isinstance(watch.when, NegativeTurn):
        return await _turned(index, watch, watch.when, story_id, aliases, now)
    # The story as the tenant sees it, not only what of it passes the filter.
    story = await index.story(story_id, watch.filter.scope) or story_of(story_id, triggers)
    return new_story_firing(watch, story, triggers, aliases)


async def _turned(
    index: ArticleIndex,
    watch: NewWatch,
    rule: NegativeTurn,
    story_id: str,
    aliases: Sequence[str],
    now: datetime,
) -> Firing | None:
    wanted = _until(watch.filter.model_copy(update={"story": story_id}), now + INSTANT)
    before = _until(wanted, now - timedelta(hours=rule.hours))
    figures = story_turn(story_id, now, rule.hours, await _tones(index, wanted), await _tones(index, before))
    if figures is None:
        return None
    # Without a lower bound: a copy within the hours must not stand in for an original before them.
    newest = ArticleSearch(
        filter=wanted.model_copy(update={"tones": ["negatif"]}), limit=EVIDENCE, highlight=False
    )
    negative = [
        item.article.id
        for item in (await index.search(newest)).items
        if item.article.published_at >= figures.start
    ]
    return turn_firing(watch, story_id, await headline(index, watch, story_id), figures, negative, aliases)


async def headline(index: ArticleIndex, watch: NewWatch, story_id: str) -> str:
    """What the tenant knows the story as; the watch's name where it sees nothing of it any more."""
    story = await index.story(story_id, watch.filter.scope)
    return story.headline if story else watch.name


async def _tones(index: ArticleIndex, wanted: Filter) -> Tones:
    found = (await index.facets(FacetQuery(filter=wanted, fields=["tone"]))).facets["tone"]
    counts = {each.value: each.count for each in found}
    return Tones(counts.get("negatif", 0), sum(counts.values()))


def _until(wanted: Filter, moment: datetime) -> Filter:
    """What of a filter was published before the moment."""
    return wanted.model_copy(update={"to": min(wanted.to or moment, moment)})


def new_story_firing(
    watch: NewWatch, story: Story, triggers: Sequence[IndexedArticle], aliases: Sequence[str]
) -> Firing:
    """A new story: its figures are those of all its articles, the evidence those that passed the filter."""
    figures = StoryFigures(
        story_id=story.id,
        articles=story.size,
        copies=story.copies,
        outlets=len(story.sources),
        first_published_at=story.first_seen,
    )
    return Firing(
        subject=story.id,
        title=story.headline,
        reason=story_reason(watch.name, figures, watch.zone),
        figures=figures,
        article_ids=[item.article.id for item in triggers[:EVIDENCE]],
        articles_total=len(triggers),
        aliases=aliases,
    )


def turn_firing(
    watch: NewWatch,
    story_id: str,
    headline: str,
    figures: TurnFigures,
    negative: Sequence[str],
    aliases: Sequence[str],
) -> Firing:
    """A story that turned negative; `negative` are its negative articles in the hours, newest first."""
    return Firing(
        subject=story_id,
        title=f"Nada berbalik negatif: {headline}",
        reason=turn_reason(watch.name, figures, watch.zone, headline),
        figures=figures,
        article_ids=negative[:EVIDENCE],
        articles_total=figures.negative,
        aliases=aliases,
    )


def story_of(story_id: str, articles: Sequence[IndexedArticle]) -> Story:
    """The story of these articles, of which there is at least one."""
    return story_from(story_id, [_member(item) for item in articles])


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
