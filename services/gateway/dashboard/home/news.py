"""What is new since the last visit: articles, stories that began, and stories that went on.

An article is new when it was first seen since, whenever it was published: what an outlet dates yesterday and
was found this morning is new to its reader, too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.gateway.dashboard.evidence import evidence
from services.gateway.dashboard.search.results import total_text
from services.gateway.dashboard.selection import Selection
from services.gateway.presentation.wording import number
from services.gateway.search_client import SearchClient
from shared.contracts.query import ArticleSearch, FacetQuery, Filter, Story, StorySearch, Total

# As many as an index gives at once.
STORIES_COUNTED = 100
MOST_STORIES = 1000


@dataclass(frozen=True)
class News:
    """Articles and stories since a visit; `path` leads to the articles.

    `words` say of each story whether it is ``baru`` or ``bertambah``; `complete` when there are no others.
    """

    path: str
    total: Total
    words: Mapping[str, str]
    complete: bool

    @property
    def articles(self) -> str:
        """``5 berita baru``; empty without any."""
        return f"{total_text(self.total)} baru" if self.total.value else ""

    @property
    def stories(self) -> str:
        """``3 cerita baru dan 2 cerita bertambah beritanya``; empty while the articles have no story yet."""
        counts = [list(self.words.values()).count(word) for word in ("baru", "bertambah")]
        kinds = ("cerita baru", "cerita bertambah beritanya")
        told = " dan ".join(
            f"{number(count)} {kind}" for count, kind in zip(counts, kinds, strict=True) if count
        )
        return told if self.complete or not told else f"sekurangnya {told}"


async def news(search: SearchClient, chosen: Selection, visit: datetime) -> News:
    """What was first seen since a visit among the articles of the selection. Raises ServiceUnavailable."""
    # Addresses say whole seconds; the page counts what the address finds.
    since = visit.replace(microsecond=0)
    # Of a story all articles in scope count, as in its size.
    arrivals = Filter(scope=list(chosen.tenant.scope), seen_from=since)
    articles, stories, arrived = await asyncio.gather(
        search.articles(ArticleSearch(filter=chosen.filter(seen_from=since), limit=1, highlight=False)),
        search.stories(
            StorySearch(filter=chosen.filter(copies="include", seen_from=since), limit=STORIES_COUNTED)
        ),
        search.facets(FacetQuery(filter=arrivals, fields=["story"], size=MOST_STORIES)),
    )
    counts = {value.value: value.count for value in arrived.facets.get("story", [])}
    return News(
        path=evidence(chosen, terlihat=since.astimezone(chosen.tenant.zone).isoformat(), urut="masuk"),
        total=articles.total,
        words={story.id: newness(story, counts.get(story.id)) for story in stories.items},
        complete=stories.next is None,
    )


def newness(story: Story, arrived: int | None) -> str:
    """``baru`` when all of its articles arrived, else ``bertambah``.

    `arrived` is None beyond the stories that were counted, whose articles are the fewest: one at least.
    """
    return "baru" if (arrived or 1) >= story.size else "bertambah"
