"""The brief of an article: all that its story needs of it, so that nobody reads 400 full texts for a story.

Kept beside the document (a column in SQLite, doc values in Elasticsearch) and read without touching it.
"""

from __future__ import annotations

import json

import zstandard

from services.search.index.document import Document
from services.search.index.fields import fields_of
from services.search.index.story import Member, Said

# What a story shows of one article; the article itself has the rest.
_QUOTES, _PEOPLE, _SENTENCES = 20, 20, 3
_LONGEST_QUOTE = 1_000


def brief_of(document: Document) -> bytes:
    """The brief in 300 to 900 bytes."""
    fields, article, enrichment = fields_of(document), document.article, document.enrichment
    values = [
        fields.id,
        fields.title,
        enrichment.summary[:_SENTENCES],
        [article.source.id, article.source.name, article.source.official],
        fields.kind,
        fields.published,
        fields.tone,
        fields.about_codes,
        fields.topics,
        enrichment.aspiration,
        [[person.name, person.role, person.org] for person in enrichment.people[:_PEOPLE]],
        [
            [quote.speaker, quote.text[:_LONGEST_QUOTE], quote.indirect]
            for quote in enrichment.quotes[:_QUOTES]
        ],
        document.story_id,
        document.copy_of,
    ]
    return zstandard.compress(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode())


def member_from(brief: bytes) -> Member:
    """The member of a story that brief_of wrote down."""
    (
        key,
        title,
        summary,
        (source, source_name, official),
        kind,
        published,
        tone,
        about_codes,
        topics,
        aspiration,
        people,
        quotes,
        story_id,
        copy_of,
    ) = json.loads(zstandard.decompress(brief))
    return Member(
        id=key,
        title=title,
        summary=summary,
        source=source,
        source_name=source_name,
        official=official or kind == "rilis",
        published=published,
        tone=tone,
        about_codes=about_codes,
        topics=topics,
        aspiration=aspiration,
        people=[(name, role, org) for name, role, org in people],
        quotes=[Said(*quote) for quote in quotes],
        story_id=story_id,
        copy_of=copy_of,
    )
