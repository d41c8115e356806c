"""The articles of the world: some of every group, each with its owner's canaries in every field.

The same number in three groups is one event told in three places: equal shingles and an equal meaning, so that
stories and copies reach over the borders of tenants, and must not show it.
"""

from __future__ import annotations

import hashlib
import math
import random
from datetime import UTC, datetime, timedelta

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
from shared.contracts.messages import ArticleEnriched
from shared.regions import load_regions
from tests.isolation.canaries import GROUPS, MENTIONING, canary

PER_GROUP = 12
# Of so many events every one happens in these groups at once.
SHARED_EVENTS, SHARED_BY = 4, ("kutim", "ppu", "makassar")
EMBEDDING_SIZE, MINHASH_SIZE = 384, 128


def article_id(group: str, number: int) -> str:
    """The id of an article."""
    return hashlib.sha256(article_url(group, number).encode()).hexdigest()[:32]


def article_url(group: str, number: int) -> str:
    """The address of an article."""
    return f"https://koran-{group}.example/{canary(group, 'alamat', number)}"


def vector(seed: str) -> list[float]:
    """A unit vector that belongs to this seed."""
    dice = random.Random(seed)
    values = [dice.gauss(0, 1) for _ in range(EMBEDDING_SIZE)]
    length = math.sqrt(sum(value * value for value in values))
    return [value / length for value in values]


def event(group: str, number: int, now: datetime) -> ArticleEnriched:
    """One article as the language service hands it on."""
    shared = group in SHARED_BY and number < SHARED_EVENTS
    happening = f"event {number}" if shared else f"{group} {number}"
    dice = random.Random(happening)

    def word(field: str) -> str:
        return canary(group, field, number)

    published = now - timedelta(hours=2 * number + 1)
    url = article_url(group, number)
    quote = f"Kami catat {word('kutipan')}"
    text = (
        f"Warga melaporkan jalan rusak dan banjir {word('isi')} pada hari itu. "
        f"“{quote},” kata Kepala Dinas {word('orang')} di {word('tempat')}. Perbaikan menyusul."
    )
    regions = GROUPS[group]
    home = regions[0] if regions else None
    article = Article(
        id=article_id(group, number),
        revision=1,
        url=url,
        canonical_url=url,
        title=f"Jalan rusak {word('judul')} diperbaiki",
        text=text,
        author=word("penulis"),
        source=SourceRef(
            id=f"koran-{group}", name=canary(group, "koran"), domain=f"koran-{group}.example", region=home
        ),
        published_at=published,
        published_precision="time",
        published_from="json-ld",
        seen_at=published,
        revised_at=published,
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
    )
    tone = TONES[number % 3]
    enrichment = Enrichment(
        model="world",
        lang="id",
        regions=[
            RegionMention(
                code=code,
                name=load_regions().get(code).name,
                about=group not in MENTIONING and (group == "kaltim" or number % 4 != 3),
                score=0.9,
                evidence=f"di {word('tempat')}",
            )
            for code in regions
        ],
        tone=Tone(label=tone, scores={tone: 1.0}, evidence=f"jalan rusak {word('isi')}"),
        topics=[Topic(id=TOPICS[number % 5], score=0.9)],
        people=[Person(name=word("orang"), role="Kepala Dinas", org=word("dinas"))],
        entities=[Entity(text=word("tempat"), type="LOC", count=1)],
        quotes=[Quote(speaker=word("orang"), text=quote)],
        keyphrases=[word("frasa")],
        summary=[f"Jalan rusak {word('isi')} diperbaiki."],
        embedding=vector(happening),
        minhash=[dice.getrandbits(32) for _ in range(MINHASH_SIZE)],
        stages={"tone": "ok"},
    )
    return ArticleEnriched(article=article, enrichment=enrichment)


def all_events() -> list[ArticleEnriched]:
    """Every article, oldest first."""
    now = datetime.now(UTC).replace(microsecond=0)
    events = [event(group, number, now) for group in GROUPS for number in range(PER_GROUP)]
    return sorted(events, key=lambda one: one.article.seen_at)
