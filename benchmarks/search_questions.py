"""The questions of the search benchmark: what dashboards and API clients ask all day, values changing."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from benchmarks.search_corpus import END, load_corpus, story_id, story_of
from benchmarks.search_meaning import meaning_of
from shared.contracts.query import Filter

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
KINDS = ("list", "phrase", "words", "hybrid", "facets", "timeline", "terms", "stories", "story")


@dataclass(frozen=True)
class Engine:
    """An index to measure: its address, how many articles it shall hold, and whether they have vectors."""

    name: str
    url: str
    articles: int
    vectors: bool

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it can be asked: without vectors nothing by meaning."""
        return tuple(kind for kind in KINDS if self.vectors or kind != "hybrid")


@dataclass(frozen=True)
class Question:
    """One request: its filter, and what else an engine needs to be asked the same by hand.

    `background` is what significant terms are held against, `vector` the meaning of `words`.
    """

    filter: Filter
    background: Filter | None = None
    words: str = ""
    story: str = ""
    vector: tuple[float, ...] = ()


# Answers a question of a kind.
Ask = Callable[[str, Question], Awaitable[Any]]


def questions(kind: str, count: int, articles: int) -> Iterator[Question]:
    """`count` questions of a kind, always the same: a regency each, the last 30 (timeline: 90) days.

    Words are searched in a province and at all times; terms set a regency apart from its province.
    """
    corpus = load_corpus()
    dice = random.Random(kind)
    for _ in range(count):
        code = corpus.regions[int(len(corpus.regions) * dice.random() ** 2)][0]
        days = 90 if kind == "timeline" else 30
        to = END - timedelta(days=dice.randint(0, 300))
        period = {"from_": to - timedelta(days=days), "to": to}
        province = [code[:2]]
        match kind:
            case "phrase":
                phrase = dice.choice(PHRASES)
                yield Question(Filter(scope=province, q=f'"{phrase}"'), words=phrase)
            case "words":
                words = dice.choice(WORDS)
                yield Question(Filter(scope=province, q=words), words=words)
            case "hybrid":
                words = dice.choice(WORDS)
                yield Question(Filter(scope=province, q=words), words=words, vector=tuple(meaning_of(words)))
            case "terms":
                everything = Filter.model_validate({"scope": province, **period})
                regency = everything.model_copy(update={"regions": [code]})
                yield Question(regency, background=everything)
            case "story":
                number = dice.randrange(articles)
                yield Question(Filter(scope=["ID"]), story=story_id(story_of(number)))
            case _:
                yield Question(Filter.model_validate({"scope": [code], **period}))
