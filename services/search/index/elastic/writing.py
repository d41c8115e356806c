"""Documents to bulk operations, and what Elasticsearch made of each."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from services.search.index.analysis import words
from services.search.index.brief import brief_of
from services.search.index.document import Document, PutResult
from services.search.index.elastic.template import month_index
from services.search.index.errors import IndexUnavailable
from services.search.index.fields import fields_of, terms_of
from services.search.index.payload import payload_of

_CONFLICT = 409
# Full queues, a shard that moves, a disk above its flood mark (403, read only): all of these pass.
_PASSING = (403, 404, 429)


def operations_of(prefix: str, documents: Sequence[Document]) -> list[dict[str, Any]]:
    """The body of a bulk request: for each document its action and its source."""
    operations: list[dict[str, Any]] = []
    for document in documents:
        action = {
            "_index": month_index(prefix, document.article.seen_at),
            "_id": document.article.id,
            "version": document.version,
            "version_type": "external_gte",
        }
        operations += [{"index": action}, source_of(document)]
    return operations


def source_of(document: Document) -> dict[str, Any]:
    """What is stored of a document; absent values are left out."""
    fields = fields_of(document)
    source = {
        "id": fields.id,
        "title": " ".join(words(fields.title)),
        "text": " ".join(words(fields.text)),
        "shown": {"title": fields.title, "text": fields.text},
        "published": fields.published,
        "seen": fields.seen,
        "source": fields.source,
        "kind": fields.kind,
        "aspiration": fields.aspiration,
        "lang": fields.lang,
        "tone": fields.tone,
        "tone_value": fields.tone_value,
        "topic": fields.topics,
        "region": fields.about_codes,
        "about": fields.about,
        "mentions": fields.mentions,
        "visible_to": fields.visible_to,
        "person": fields.persons,
        "name": [" ".join(words(name)) for name in fields.persons],
        "org": fields.orgs,
        "term": terms_of(document.article),
        "lot": fields.lot,
        "story_id": fields.story_id,
        "copy_of": fields.copy_of,
        "payload": payload_of(document),
        "brief": b64encode(brief_of(document)).decode(),
        "embedding": fields.embedding,
    }
    return {name: value for name, value in source.items() if value is not None}


def result_of(item: dict[str, Any]) -> PutResult:
    """What became of one document. IndexUnavailable when it should be written again later."""
    answer = item["index"]
    status, error = answer["status"], answer.get("error")
    if error is None:
        return PutResult(answer["_id"], "written")
    if status == _CONFLICT:
        return PutResult(answer["_id"], "stale")
    reason = f"{error.get('type')}: {error.get('reason')}"
    if status in _PASSING or status >= 500:
        raise IndexUnavailable(f"elasticsearch cannot write now: {reason}")
    return PutResult(answer["_id"], "rejected", reason)
