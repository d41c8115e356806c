"""The questions of the search benchmark: what dashboards and API clients ask all day, values changing."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from benchmarks.search_corpus import END, load_corpus, story_id, story_of
from services.search.index.port import ArticleIndex
from shared.contracts.query import (
    ArticleSearch,
    FacetQuery,
    Filter,
    StorySearch,
    TimelineQuery,
)

PHRASES = (
    "dinas kesehatan",
    "jalan rusak",
    "bupati mengatakan",
    "kepala dinas",
    "tahun anggaran",
    "rumah sakit",
)
WORDS = (
    "banjir",
    "perbaikan jalan",
    "vaksinasi anak",
    "stunting",
    "harga beras",
    "kebakaran pasar",
    "sekolah rusak",
)
ZONE = "Asia/Makassar"
KINDS = ("list", "phrase", "words", "facets", "timeline", "stories", "story")


@dataclass(frozen=True)
class Engine:
    """An index to measure: its address, how many articles it shall hold, and whether they have vectors."""

    name: str
    url: str
    articles: int
    vectors: bool


@dataclass(frozen=True)
class Question:
    """One request: its filter, and what else an engine needs to be asked the same by hand."""

    filter: Filter
    words: str = ""
    story: str = ""
    vector: tuple[float, ...] = ()


# Answers a question of a kind.
Ask = Callable[[str, Question], Awaitable[Any]]


def questions(kind: str, count: int, articles: int) -> Iterator[Question]:
    """`count` questions of a kind, always the same: a regency each, the last 30 (timeline: 90) days."""
    corpus = load_corpus()
    dice = random.Random(kind)
    for _ in range(count):
        code = corpus.regions[int(len(corpus.regions) * dice.random() ** 2)][0]
        days = 90 if kind == "timeline" else 30
        to = END - timedelta(days=dice.randint(0, 300))
        within = Filter(scope=[code], from_=to - timedelta(days=days), to=to)
        if kind == "phrase":
            phrase = dice.choice(PHRASES)
            yield Question(Filter(scope=[code[:2]], q=f'"{phrase}"'), words=phrase)
        elif kind == "words":
            words = dice.choice(WORDS)
            yield Question(Filter(scope=[code[:2]], q=words), words=words)
        elif kind == "story":
            number = dice.randrange(articles)
            yield Question(Filter(scope=["ID"]), story=story_id(story_of(number)))
        else:
            yield Question(within)


async def ask(index: ArticleIndex, kind: str, question: Question) -> Any:
    """The question, put to the index through its port."""
    match kind:
        case "list":
            return await index.search(ArticleSearch(filter=question.filter))
        case "phrase":
            return await index.search(ArticleSearch(filter=question.filter))
        case "words":
            return await index.search(ArticleSearch(filter=question.filter, sort="relevance"))
        case "facets":
            return await index.facets(FacetQuery(filter=question.filter))
        case "timeline":
            return await index.timeline(TimelineQuery(filter=question.filter, timezone=ZONE))
        case "stories":
            return await index.stories(StorySearch(filter=question.filter))
        case "story":
            return await index.story(question.story, question.filter.scope)
    raise ValueError(kind)
