"""Stories as a span tells them: by the articles that were published in it, loudest first.

A story goes on before and after a day. How loud it is, its tone and who told it are those of the span alone,
so that a clipping of past days says what was said then.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field

from services.gateway.internal_calls import NotFound
from services.gateway.presentation.direction import ToneCounts
from services.gateway.presentation.tone_facets import counts_by_value
from services.gateway.search_client import SearchClient
from services.gateway.tenants import Tenant
from shared.contracts.query import ById, FacetQuery, Facets, Filter, Story, StorySearch

# As many stories as a page of the index holds; more than a regency has in a week.
LOOKED_AT = 100
# In a busier span some of the loudest are not among the newest: they are asked for by name.
LOUDEST = 24
_SOURCES = 100


@dataclass(frozen=True)
class Told:
    """A story with its articles of the span, copies among them; none: it is elder, and still waits."""

    story: Story
    tones: ToneCounts = field(default_factory=ToneCounts)

    @property
    def size(self) -> int:
        """How many articles of it the span has."""
        return self.tones.total


@dataclass(frozen=True)
class Particulars:
    """A story in the span: its articles, how many of them copies, and what they hold, most frequent first."""

    size: int
    copies: int
    tones: dict[str, int]
    sources: tuple[str, ...]
    topics: tuple[str, ...]


async def stories_told(search: SearchClient, tenant: Tenant, wanted: Filter) -> list[Told]:
    """The stories of a filter, those with most articles in it first, equals the newest first.

    Raises ServiceUnavailable.
    """
    counted, newest = await asyncio.gather(
        counts_by_value(search, wanted, ["story"]),
        search.stories(StorySearch(filter=wanted, limit=LOOKED_AT)),
    )
    in_span = counted["story"]
    known = {story.id: story for story in newest.items}
    loudest = sorted(in_span, key=lambda story_id: -in_span[story_id].total)[:LOUDEST]
    known |= await stories_by_id(search, tenant, [one for one in loudest if one not in known])
    told = [Told(story, in_span[story_id]) for story_id, story in known.items() if story_id in in_span]
    return sorted(told, key=lambda one: -one.size)


async def stories_by_id(search: SearchClient, tenant: Tenant, ids: Collection[str]) -> dict[str, Story]:
    """Story id → the story; without those that are gone. The id of a merged one leads to another story."""

    async def story(story_id: str) -> Story | None:
        try:
            return await search.story(ById(id=story_id, scope=list(tenant.scope)))
        except NotFound:
            return None

    asked = await asyncio.gather(*(story(story_id) for story_id in ids))
    return {one.id: one for one in asked if one is not None}


async def particulars(search: SearchClient, wanted: Filter) -> Particulars:
    """What a filter of one story and one span finds, copies among them. Raises ServiceUnavailable."""
    folded = wanted.model_copy(update={"copies": "fold"})
    found, originals = await asyncio.gather(
        search.facets(FacetQuery(filter=wanted, fields=["tone", "source", "topic"], size=_SOURCES)),
        search.facets(FacetQuery(filter=folded, fields=["tone"])),
    )
    return Particulars(
        size=found.total.value,
        copies=max(0, found.total.value - originals.total.value),
        tones=_counts(found, "tone"),
        sources=tuple(_counts(found, "source")),
        topics=tuple(_counts(found, "topic")),
    )


def _counts(found: Facets, name: str) -> dict[str, int]:
    return {value.value: value.count for value in found.facets.get(name, [])}
