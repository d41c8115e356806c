"""Builds articles as the language service hands them over, for tests of the search service.

Meaning is a unit vector made from a word: the same `about` gives nearly the same vector, another one gives an
unrelated one. MinHash is the real thing over word 5-shingles. All outlets are fictional.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import numpy as np

from services.nlp.stages.minhash import signature
from shared.contracts.article import Article, SourceRef
from shared.contracts.channels import Channel
from shared.contracts.enrichment import Enrichment, RegionMention, Tone, Topic
from shared.contracts.messages import ArticleEnriched, Event
from shared.messaging.decode import decode
from shared.messaging.port import Message

E = TypeVar("E", bound=Event)

NOW = datetime.now(UTC).replace(microsecond=0)
PARAGRAPH = (
    "Jembatan gantung di Desa Muara Pantun putus pada Senin sore setelah hujan lebat sejak pagi. Warga "
    "menyeberang dengan perahu ketinting menuju sekolah dan kebun, sementara dinas pekerjaan umum "
    "menjanjikan jembatan darurat dalam sepekan. Kepala desa menyebut sling sisi hulu sudah lama berkarat "
    "dan pernah dilaporkan dua kali."
)


def article_id(url: str) -> str:
    """The id of a canonical URL."""
    return hashlib.sha256(url.encode()).hexdigest()[:32]


def vector(about: str, nuance: str = "") -> list[float]:
    """A unit vector of 384 values: `about` decides it, `nuance` moves it a little (cosine about 0.9)."""

    def noise(seed: str) -> np.ndarray:
        values = np.random.default_rng(zlib.crc32(seed.encode())).normal(size=384)
        return values / np.linalg.norm(values)

    mixed = noise(about) + 0.3 * noise(f"{about}/{nuance}")
    return (mixed / np.linalg.norm(mixed)).tolist()


def enriched(
    url: str,
    *,
    title: str = "Jembatan Gantung Putus di Muara Pantun",
    text: str = PARAGRAPH,
    about: str = "jembatan",
    regions: Sequence[str] = ("64.08",),
    source: str = "kabar-pesisir",
    revision: int = 1,
    published_at: datetime | None = None,
    seen_at: datetime | None = None,
) -> ArticleEnriched:
    """An article revision with a full enrichment."""
    published = published_at or NOW - timedelta(hours=3)
    seen = seen_at or published + timedelta(minutes=2)
    article = Article(
        id=article_id(url),
        revision=revision,
        url=url,
        canonical_url=url,
        title=title,
        text=text,
        source=SourceRef(
            id=source,
            name=source.title(),
            domain=f"{source}.example",
            region="64.08",
            timezone="Asia/Makassar",
        ),
        published_at=published,
        published_precision="time",
        published_from="json-ld",
        seen_at=seen,
        revised_at=seen + timedelta(minutes=revision - 1),
        content_hash=hashlib.sha256(f"{title}\n{text}".encode()).hexdigest(),
    )
    mentions = [
        RegionMention(code=code, name=code, about=True, score=0.9, evidence=title) for code in regions
    ]
    return ArticleEnriched(
        article=article,
        enrichment=Enrichment(
            model="test",
            lang="id",
            regions=mentions,
            tone=Tone(
                label="negatif", scores={"positif": 0.1, "netral": 0.2, "negatif": 0.7}, evidence=title
            ),
            topics=[Topic(id="infrastruktur", score=0.9)],
            summary=[text.split(". ")[0]],
            embedding=vector(about, url),
            minhash=signature(text),
            stages={"tone": "ok"},
        ),
    )


class RecordingBroker:
    """Takes messages and remembers them; `refuse` makes it raise instead."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Message]] = []
        self.refuse: Exception | None = None

    async def publish(self, channel: Channel, message: Message) -> None:
        if self.refuse is not None:
            raise self.refuse
        self.sent.append((channel.name, message))

    def events(self, kind: type[E]) -> list[E]:
        """The events of a type, in the order in which they were sent."""
        return [decode(message, kind) for _, message in self.sent if message.type == kind.TYPE]


def message(event: Event) -> Message:
    """The event as it arrives."""
    return Message.of(event, source="test")
