"""A story as a tenant sees it: figures made from its articles within the scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.search.index.fields import from_millis
from shared.contracts.query import Story, ValueCount


@dataclass(frozen=True)
class Member:
    """What a story needs to know of one of its articles; `published` in epoch milliseconds."""

    id: str
    title: str
    summary: Sequence[str]
    source: str
    published: int
    tone: str | None
    about_codes: Sequence[str]
    topics: Sequence[str]
    copy_of: str | None


def story_from(story_id: str, members: Sequence[Member]) -> Story:
    """The story of at least one article. The earliest article that is no copy speaks for it."""
    in_order = sorted(members, key=lambda member: (member.published, member.id))
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
            for value, count in _by_count(member.source for member in in_order)
        ],
        first_seen=from_millis(in_order[0].published),
        last_seen=from_millis(in_order[-1].published),
        tones=dict(_by_count(member.tone for member in in_order if member.tone)),
        regions=[code for code, _ in _by_count(code for member in in_order for code in member.about_codes)],
        topics=[topic for topic, _ in _by_count(topic for member in in_order for topic in member.topics)],
        article_ids=[member.id for member in in_order],
    )


def _by_count(values: Iterable[str]) -> list[tuple[str, int]]:
    """Values with their counts, most frequent first, equals by value."""
    return sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
