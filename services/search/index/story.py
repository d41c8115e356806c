"""A story as a tenant sees it: figures made from its articles within the scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.search.index.fields import from_millis
from services.search.index.totals import total_of
from shared.contracts.query import Story, StoryPage, ValueCount


@dataclass(frozen=True)
class Said:
    """Something that an article quotes."""

    speaker: str
    text: str
    indirect: bool


@dataclass(frozen=True)
class Member:
    """What a story needs to know of one of its articles.

    `published` in epoch milliseconds; `official`: by the government itself, a release or on a site of its
    own; `people`: name, role and organisation.
    """

    id: str
    title: str
    summary: Sequence[str]
    source: str
    published: int
    tone: str | None = None
    about_codes: Sequence[str] = ()
    topics: Sequence[str] = ()
    copy_of: str | None = None
    source_name: str = ""
    official: bool = False
    aspiration: str | None = None
    people: Sequence[tuple[str, str | None, str | None]] = ()
    quotes: Sequence[Said] = ()
    story_id: str | None = None

    @property
    def age(self) -> tuple[int, str]:
        """Sorts the earliest first, equals by id."""
        return self.published, self.id


def story_from(story_id: str, members: Sequence[Member]) -> Story:
    """The story of at least one article. The earliest article that is no copy speaks for it."""
    in_order = sorted(members, key=lambda member: member.age)
    originals = [member for member in in_order if member.copy_of is None]
    voice = (originals or in_order)[0]
    return Story(
        id=story_id,
        headline=voice.title,
        summary=list(voice.summary),
        size=len(in_order),
        copies=len(in_order) - len(originals),
        sources=[
            ValueCount(value=value, count=count)
            for value, count in by_count(member.source for member in in_order)
        ],
        first_seen=from_millis(in_order[0].published),
        last_seen=from_millis(in_order[-1].published),
        tones=dict(by_count(member.tone for member in in_order if member.tone)),
        regions=[code for code, _ in by_count(code for member in in_order for code in member.about_codes)],
        topics=[topic for topic, _ in by_count(topic for member in in_order for topic in member.topics)],
        article_ids=[member.id for member in in_order],
    )


def story_page(
    found: Sequence[tuple[str, int]], members: Mapping[str, Sequence[Member]], limit: int, counted: int
) -> StoryPage:
    """A page of stories. `found`: one more than `limit` of them, if there are, with the place of each."""
    shown = found[:limit]
    return StoryPage(
        items=[story_from(story_id, members[story_id]) for story_id, _ in shown if story_id in members],
        next=[shown[-1][1], shown[-1][0]] if len(found) > limit else None,
        total=total_of(counted),
    )


def by_count(values: Iterable[str]) -> list[tuple[str, int]]:
    """Values with their counts, most frequent first, equals by value."""
    return sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
