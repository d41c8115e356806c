"""A province's archive for the search benchmark: generated articles of realistic length, always the same.

Sentences come from the fictional articles that ship with the project, shuffled into new articles with new
names and figures, so that frequent words are as frequent as in news and rare ones never end. Lengths are
log-normal like those of 22,000 portal articles (click_id: median 213 words, sigma .44).
Dates spread over two years, regions and outlets are skewed (a few are loud), a seventh are copies, stories
hold one to forty articles. Beyond the first 100,000 a text is told again: with another id, date, place,
outlet, story, people and tone.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np

from services.search.index.document import Document
from shared.contracts.article import Article, SourceRef
from shared.contracts.enrichment import (
    TONES,
    TOPICS,
    Enrichment,
    Entity,
    Person,
    Quote,
    RegionMention,
    Tone,
    Topic,
)
from shared.contracts.query import Revision
from shared.regions import load_regions

ROOT = Path(__file__).resolve().parent.parent
END = datetime(2026, 11, 1, tzinfo=UTC)
DAYS = 730
OUTLETS = 300
# Texts that differ; a million of them would take an hour to make.
TEXTS = 100_000
_WORDS, _SIGMA = 213, 0.44
_SYLLABLES = "ba bi da de ga ha ju ka la li ma mi na ni ra ri sa si su ta ti wa ya yu".split()


@dataclass(frozen=True)
class Corpus:
    """What articles are made of."""

    titles: list[str]
    sentences: list[str]
    regions: list[tuple[str, str]]


@cache
def load_corpus() -> Corpus:
    """Sentences and titles of the shipped fictional articles, and the regencies of five provinces."""
    files = [
        *sorted((ROOT / "services/nlp/training/articles").glob("*.jsonl")),
        *sorted((ROOT / "services/standalone/demo").glob("articles-*.jsonl")),
    ]
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    sentences = [
        sentence.strip() + "."
        for row in rows
        for paragraph in row["text"].split("\n")
        for sentence in paragraph.split(". ")
        if len(sentence) > 30
    ]
    regions = [
        (region.code, region.name)
        for region in sorted(load_regions(), key=lambda region: region.code)
        if region.code[:2] in ("35", "63", "64", "65", "73") and "." in region.code
    ]
    return Corpus([row["title"] for row in rows], sentences, regions)


def documents(count: int, *, vectors: bool, start: int = 0) -> Iterator[Document]:
    """`count` documents from number `start` on; the same number gives the same document."""
    corpus = load_corpus()
    for number in range(start, start + count):
        yield _document(corpus, number, vectors)


def story_of(number: int) -> int:
    """The story of an article: runs of 1, 2, 3 … 40 articles, again and again."""
    block, place = divmod(number, 820)
    size = 1
    while place >= size:
        place -= size
        size += 1
    return block * 40 + size


def vector_of(number: int) -> list[float]:
    """A unit vector of 384 values near that of the article's story."""
    meaning = np.random.default_rng(story_of(number)).normal(size=384)
    vector = meaning + np.random.default_rng(10**9 + number).normal(scale=0.5, size=384)
    return [round(float(value), 6) for value in vector / np.linalg.norm(vector)]


def article_id(number: int) -> str:
    """The id of an article."""
    return hashlib.sha256(f"bench/{number}".encode()).hexdigest()[:32]


def story_id(number: int) -> str:
    """The id of a story."""
    return hashlib.sha256(f"story/{number}".encode()).hexdigest()[:32]


def _document(corpus: Corpus, number: int, vectors: bool) -> Document:
    dice = random.Random(number)
    published = END - timedelta(seconds=DAYS * 86_400 * (number * 0.6180339887498949 % 1))
    story = story_of(number)
    code, name = corpus.regions[int(len(corpus.regions) * random.Random(story).random() ** 2)]
    other, other_name = dice.choice(corpus.regions)
    outlet = int(OUTLETS * dice.random() ** 2)
    people = [_name(dice) for _ in range(dice.randint(1, 4))]
    told = _document(corpus, number % TEXTS, False).article if number >= TEXTS else None
    text = told.text if told else _text(corpus, dice, name, people)
    tone = dice.choices(TONES, (3, 5, 2))[0]
    title = f"{dice.choice(corpus.titles)} {name}"
    article = Article.model_construct(
        id=article_id(number),
        revision=1,
        url=f"https://media-{outlet}.example/{number}",
        canonical_url=f"https://media-{outlet}.example/{number}",
        title=told.title if told else title,
        text=text,
        kind="berita",
        source=SourceRef.model_construct(
            id=f"media-{outlet}", name=f"Media {outlet}", domain=f"media-{outlet}.example", region=None
        ),
        published_at=published,
        published_precision="time",
        published_from="json-ld",
        seen_at=published + timedelta(minutes=1),
        revised_at=published + timedelta(minutes=1),
        content_hash="0" * 64,
    )
    enrichment = Enrichment.model_construct(
        model="bench",
        lang="id",
        regions=[_mention(code, name, True), _mention(other, other_name, False)],
        tone=Tone.model_construct(label=tone, scores=dict.fromkeys(TONES, 0.33), evidence=text[:150]),
        topics=[
            Topic.model_construct(id=topic, score=0.9)
            for topic in random.Random(story).sample(TOPICS, dice.choice((1, 1, 2)))
        ],
        people=[Person.model_construct(name=person, role="Kepala Dinas", org="Pemkab") for person in people],
        entities=[Entity.model_construct(text=f"Dinas {dice.choice(people)}", type="ORG", count=1)],
        quotes=[Quote.model_construct(speaker=people[0], text=text[:120], indirect=False)],
        keyphrases=text.lower().split()[:8],
        summary=[text[:160], text[160:320]],
        embedding=vector_of(number) if vectors else None,
        stages={"tone": "ok"},
    )
    return Document(
        article=article,
        enrichment=enrichment,
        revisions=[Revision(revision=1, seen_at=article.seen_at, title=article.title)],
        story_id=story_id(story),
        copy_of=article_id(number - 1) if number % 7 == 0 and number else None,
        story_seq=number,
    )


def _text(corpus: Corpus, dice: random.Random, region: str, people: list[str]) -> str:
    wanted = min(int(dice.lognormvariate(0, _SIGMA) * _WORDS), 3_000)
    parts, length = [], 0
    while length < wanted:
        sentence = dice.choice(corpus.sentences)
        parts.append(sentence)
        length += sentence.count(" ") + 1
        if len(parts) % 4 == 3:
            parts.append(f"{dice.choice(people)} di {region} menyebut angka {dice.randint(2, 99_999)}.")
            length += parts[-1].count(" ") + 1
    return "\n\n".join(" ".join(parts[at : at + 3]) for at in range(0, len(parts), 3))


def _name(dice: random.Random) -> str:
    return " ".join("".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))).title() for _ in range(2))


def _mention(code: str, name: str, about: bool) -> RegionMention:
    return RegionMention.model_construct(code=code, name=name, about=about, score=0.9, evidence=f"di {name}")
