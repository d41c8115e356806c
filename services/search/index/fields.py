"""What of a document can be searched, filtered and counted: one flat view that both adapters store."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from services.search.index.document import Document
from services.search.index.key_terms import key_terms
from services.search.index.visibility import visibility_keys, with_ancestors
from shared.contracts.article import Article

EMBEDDING_SIZE = 384
# Longest name or organisation that is indexed; what is longer is no name but a sentence that was misread.
MAX_VALUE_LENGTH = 256
# Samples are articles whose lot is below a bound: the same ones in every adapter, and nested in each other.
LOTS = 1 << 16
TONE_VALUES = {"positif": 1, "netral": 0, "negatif": -1}


@dataclass(frozen=True)
class IndexFields:
    """The searchable side of a document. Times are epoch milliseconds (UTC); `about` and `mentions` hold the
    regions above as well, `about_codes` only those named; `lot` is drawn evenly out of LOTS."""

    id: str
    version: int
    title: str
    text: str
    published: int
    seen: int
    source: str
    kind: str
    aspiration: str | None
    lang: str
    tone: str | None
    tone_value: int | None
    topics: list[str]
    about_codes: list[str]
    about: list[str]
    mentions: list[str]
    visible_to: list[str]
    persons: list[str]
    orgs: list[str]
    lot: int
    story_id: str | None
    copy_of: str | None
    embedding: list[float] | None


def millis(moment: datetime) -> int:
    """Epoch milliseconds of an aware time, finer parts cut off."""
    return math.floor(moment.timestamp() * 1000)


def from_millis(value: int) -> datetime:
    """The UTC time of epoch milliseconds."""
    return datetime.fromtimestamp(value / 1000, UTC)


def fields_of(document: Document) -> IndexFields:
    """The searchable side of a document."""
    article, enrichment = document.article, document.enrichment
    about = sorted({region.code for region in enrichment.regions if region.about})
    merely_mentioned = {region.code for region in enrichment.regions if not region.about} - set(about)
    orgs = [entity.text for entity in enrichment.entities if entity.type == "ORG"]
    orgs += [person.org for person in enrichment.people if person.org]
    tone = enrichment.tone.label if enrichment.tone else None
    return IndexFields(
        id=article.id,
        version=document.version,
        title=article.title,
        text=article.text,
        published=millis(article.published_at),
        seen=millis(article.seen_at),
        source=article.source.id,
        kind=article.kind,
        aspiration=enrichment.aspiration,
        lang=enrichment.lang,
        tone=tone,
        tone_value=TONE_VALUES[tone] if tone else None,
        topics=sorted({topic.id for topic in enrichment.topics}),
        about_codes=about,
        about=with_ancestors(about),
        mentions=with_ancestors(merely_mentioned),
        visible_to=visibility_keys(article, enrichment),
        persons=_values(person.name for person in enrichment.people),
        orgs=_values(orgs),
        lot=lot_of(article.id),
        story_id=document.story_id,
        copy_of=document.copy_of,
        embedding=enrichment.embedding,
    )


def lot_of(article_id: str) -> int:
    """The lot of an article, 0 to LOTS - 1: ids are hashes, so their first digits are drawn already."""
    return int(article_id[:4], 16)


def refusal(fields: IndexFields) -> str | None:
    """Why an index with cosine similarity over 384 values must refuse these fields; None when it need not."""
    vector = fields.embedding
    if vector is None:
        return None
    if len(vector) != EMBEDDING_SIZE:
        return f"the embedding has {len(vector)} values instead of {EMBEDDING_SIZE}"
    if not all(math.isfinite(value) for value in vector) or not any(vector):
        return "the embedding has no direction"
    return None


def terms_of(article: Article) -> list[str]:
    """The key terms of an article, without how outlet and author call themselves."""
    source = article.source
    own = [source.name, source.domain.split(".")[0], article.author]
    return key_terms(article.title, article.text, [name for name in own if name])


def _values(found: Iterable[str]) -> list[str]:
    return sorted({value for value in found if 0 < len(value) <= MAX_VALUE_LENGTH})
