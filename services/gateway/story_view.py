"""A story as the API shows it: regions with their names."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, Field

from services.gateway.scope import name_of
from shared.contracts.query import Story, ValueCount


class RegionName(BaseModel):
    """A region by code and name."""

    code: str
    name: str


# Of a wire story the first ones say who tells it; the story itself has them all.
_MOST_SOURCES = 10


class StoryView(BaseModel):
    """A story in a list: articles about one event. Counts cover the articles that the tenant sees."""

    id: str
    headline: str
    summary: list[str] = Field(description="From the article that speaks for the story")
    size: int = Field(description="Articles, copies among them")
    copies: int = Field(description="Articles that repeat another one's text")
    sources: list[ValueCount] = Field(description="Source id and number of articles, most first; at most 10")
    source_count: int = Field(description="Sources in all")
    first_seen: AwareDatetime
    last_seen: AwareDatetime
    tones: dict[str, int] = Field(description="Tone → articles")
    regions: list[RegionName]
    topics: list[str]


def view_of_story(story: Story) -> StoryView:
    """The story as a list shows it."""
    return StoryView(
        id=story.id,
        headline=story.headline,
        summary=story.summary,
        size=story.size,
        copies=story.copies,
        sources=story.sources[:_MOST_SOURCES],
        source_count=len(story.sources),
        first_seen=story.first_seen,
        last_seen=story.last_seen,
        tones=story.tones,
        regions=[RegionName(code=code, name=name_of(code)) for code in story.regions],
        topics=story.topics,
    )
