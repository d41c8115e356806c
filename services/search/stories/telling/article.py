"""A member of a story as it is named to the reader."""

from __future__ import annotations

from services.search.index.fields import from_millis
from services.search.index.story import Member
from shared.contracts.story import StoryArticle, StoryHeadline


def article_of(member: Member) -> StoryArticle:
    """Which article, of which source, when."""
    return StoryArticle(
        article_id=member.id,
        source=member.source,
        source_name=member.source_name,
        published_at=from_millis(member.published),
    )


def headline_of(member: Member) -> StoryHeadline:
    """The same with its headline."""
    return StoryHeadline(**article_of(member).model_dump(), title=member.title)
