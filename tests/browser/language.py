"""A stand-in for the language service: reads what is imported or pushed by a few words, in no time at all."""

from __future__ import annotations

import math
from random import Random
from typing import Any

from fastapi import FastAPI

from shared.contracts.article import Article
from shared.contracts.channels import channel_of
from shared.contracts.enrichment import Aspiration, Enrichment, RegionMention, Tone, ToneLabel, Topic
from shared.contracts.messages import ArticleCrawled, ArticleEnriched
from shared.messaging.decode import decode
from shared.messaging.port import Ack, Answer, Broker, Message
from shared.regions import load_regions

EMBEDDING_SIZE, MINHASH_SIZE = 384, 128
# The first word that occurs decides; nothing here is meant to be clever.
TOPIC_WORDS = {
    "jalan": "infrastruktur",
    "banjir": "bencana",
    "puskesmas": "kesehatan",
    "sekolah": "pendidikan",
    "ktp": "layanan_publik_adminduk",
    "sampah": "lingkungan",
}
ASPIRATION_WORDS: dict[str, Aspiration] = {
    "terima kasih": "apresiasi",
    "mohon informasi": "permintaan_informasi",
    "usul": "aspirasi",
    "rusak": "pengaduan",
    "keluh": "pengaduan",
    "belum": "pengaduan",
}
TONES: dict[Aspiration, ToneLabel] = {"pengaduan": "negatif", "apresiasi": "positif"}


def app() -> FastAPI:
    """Vectors of queries: always the same for the same words."""
    found = FastAPI()

    @found.post("/embed")
    def embed(body: dict[str, Any]) -> dict[str, Any]:
        return {"embeddings": [vector(text) for text in body["texts"]], "model": "fiksi"}

    return found


class Reading:
    """The consumer of crawled articles: each becomes an enriched one."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    async def handle(self, message: Message) -> Answer:
        """Read one article and publish what was read."""
        article = decode(message, ArticleCrawled).article
        await publish_enriched(self._broker, article, read(article))
        return Ack()


async def publish_enriched(broker: Broker, article: Article, enrichment: Enrichment) -> None:
    """Hand an article on as the language service does."""
    event = ArticleEnriched(article=article, enrichment=enrichment)
    await broker.publish(channel_of(ArticleEnriched.TYPE), Message.of(event, source="nlp"))


def read(article: Article) -> Enrichment:
    """Topic, aspiration, tone and region by words."""
    words = f"{article.title} {article.text}".casefold()
    aspiration = next((kind for word, kind in ASPIRATION_WORDS.items() if word in words), None)
    tone: ToneLabel = TONES.get(aspiration, "netral") if aspiration else "netral"
    topic = next((topic for word, topic in TOPIC_WORDS.items() if word in words), "lainnya")
    code = article.source.region or "64.08"
    region = RegionMention(
        code=code, name=load_regions().get(code).name, about=True, score=0.9, evidence=article.title
    )
    return Enrichment(
        model="fiksi",
        lang="id",
        regions=[region],
        tone=Tone(label=tone, scores={tone: 0.8}, evidence=article.title),
        topics=[Topic(id=topic, score=0.8)],
        aspiration=aspiration if article.kind in ("aspirasi", "sosial") else None,
        summary=[article.text.split("\n")[0][:200]],
        embedding=vector(words),
        minhash=minhash(words),
        stages={"tone": "ok"},
    )


def vector(seed: str) -> list[float]:
    """A unit vector that belongs to this text."""
    dice = Random(seed)
    values = [dice.gauss(0, 1) for _ in range(EMBEDDING_SIZE)]
    length = math.sqrt(sum(value * value for value in values))
    return [value / length for value in values]


def minhash(seed: str) -> list[int]:
    """A signature that belongs to this text alone: nothing is taken for a copy of anything."""
    dice = Random(f"minhash {seed}")
    return [dice.getrandbits(32) for _ in range(MINHASH_SIZE)]
