"""A story in full, put together from its members."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from services.search.index.fields import TONE_VALUES, from_millis
from services.search.index.story import Member, by_count, story_from
from services.search.stories.telling.article import headline_of
from services.search.stories.telling.copies import copy_groups, releases_of
from services.search.stories.telling.course import course_of, turning_point
from services.search.stories.telling.speakers import people_of, speakers_of
from services.search.stories.telling.summary import summary_of
from shared.contracts.query import ValueCount
from shared.contracts.story import RelatedStory, StoryDetail, StoryHistory, StoryRegion, StorySource
from shared.regions import load_regions


def detail_of(
    story_id: str,
    members: Sequence[Member],
    timezone: str,
    related: Sequence[RelatedStory],
    history: StoryHistory,
) -> StoryDetail:
    """The detail of a story. `members`: the articles that the tenant sees, at least one, earliest first."""
    short = story_from(story_id, members)
    values = [TONE_VALUES[member.tone] for member in members if member.tone is not None]
    return StoryDetail(
        id=story_id,
        headline=short.headline,
        summary=summary_of(members),
        size=short.size,
        copies=short.copies,
        first=headline_of(members[0]),
        first_seen=short.first_seen,
        last_seen=short.last_seen,
        sources=_sources(members),
        course=course_of(members, timezone),
        tones=short.tones,
        toned=len(values),
        mean_tone=sum(values) / len(values) if values else None,
        turning_point=turning_point(members),
        speakers=speakers_of(members),
        people=people_of(members),
        regions=_regions(members),
        topics=_counts(topic for member in members for topic in member.topics),
        aspirations=dict(by_count(member.aspiration for member in members if member.aspiration)),
        copy_groups=copy_groups(members),
        releases=releases_of(members),
        article_ids=short.article_ids,
        related=list(related),
        history=history,
    )


def _regions(members: Sequence[Member]) -> list[StoryRegion]:
    table = load_regions()
    return [
        StoryRegion(code=code, name=table.get(code).name if code in table else code, articles=count)
        for code, count in by_count(code for member in members for code in member.about_codes)
    ]


def _counts(values: Iterable[str]) -> list[ValueCount]:
    return [ValueCount(value=value, count=count) for value, count in by_count(values)]


def _sources(members: Sequence[Member]) -> list[StorySource]:
    """Most articles first, equals by who had it first."""
    articles: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        articles[member.source].append(member)
    in_order = sorted(articles.values(), key=lambda held: (-len(held), held[0].age))
    return [
        StorySource(
            id=held[0].source,
            name=held[0].source_name,
            official=any(member.official for member in held),
            articles=len(held),
            copies=Counter(member.copy_of is not None for member in held)[True],
            first_at=from_millis(held[0].published),
            first_article=held[0].id,
        )
        for held in in_order
    ]
