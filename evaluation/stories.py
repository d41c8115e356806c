"""Articles of one event in one story, by B-cubed; the baseline joins only copies (MinHash)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.stories import group
from benchmarks.stories_corpus import Annotated, member_of
from benchmarks.stories_scores import bcubed, mean_bcubed
from evaluation.rows import Row, interval
from evaluation.sets import Item
from services.search.stories.thresholds import FITTED


def measure(name: str, items: Sequence[Item]) -> list[Row]:
    """F1 of the mean B-cubed precision and recall (Bagga and Baldwin 1998) over all articles of the set."""
    articles = sorted(
        (
            Annotated(
                member_of(item.article, item.enrichment), item.labels.get("event"), item.labels.get("copy_of")
            )
            for item in items
        ),
        key=lambda each: each.member.age,
    )
    events = {each.member.id: each.event for each in articles}
    stories, copies = group(articles, FITTED)
    alone = {article: copies.get(article, article) for article in events}
    each = list(bcubed(events, stories).values())
    low, high = interval(len(each), lambda at: mean_bcubed([each[int(i)] for i in at]).f1)
    return [
        Row(
            "stories",
            name,
            len(articles),
            "B-cubed F1",
            mean_bcubed(each).f1,
            low,
            high,
            "copies only",
            _f1(events, alone),
        )
    ]


def _f1(events: Mapping[str, str | None], stories: Mapping[str, str]) -> float:
    return mean_bcubed(list(bcubed(events, stories).values())).f1
