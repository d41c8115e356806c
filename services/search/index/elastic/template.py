"""The shape of the Elasticsearch indices: names, settings, Indonesian analysis, strict mapping.

One index for each month of first sight, the format version in its name, all behind one alias:
``articles-v2-2026.11`` behind ``articles``. A new format is a new version beside the old; the alias switches.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from services.search.index.analysis import STOP_WORDS
from services.search.index.fields import EMBEDDING_SIZE

# Raise when mapping or analysis change their meaning; then indices are written anew and the alias moves.
FORMAT_VERSION = 2

_KEYWORD = {"type": "keyword"}
# Times are whole epoch milliseconds, which are also the sort keys of cursors.
_TIME = {"type": "date", "format": "epoch_millis"}
# Filtered, never counted or sorted by: no column on disk.
_FILTER_ONLY = {"type": "keyword", "doc_values": False}


def month_index(prefix: str, seen_at: datetime) -> str:
    """The index of an article: its month of first sight in UTC, which no later revision changes."""
    return f"{prefix}-v{FORMAT_VERSION}-{seen_at.astimezone(UTC):%Y.%m}"


def template(prefix: str, *, joins: bool = True) -> dict[str, Any]:
    """The composable index template of all monthly indices; new ones join the alias unless told not to."""
    return {
        "index_patterns": [f"{prefix}-v{FORMAT_VERSION}-*"],
        # Above the 100 and below the 500 at which Elastic's own templates and users' overrides usually lie.
        "priority": 200,
        "template": {
            "settings": _settings(),
            "mappings": _mappings(),
            "aliases": {prefix: {}} if joins else {},
        },
        "_meta": {"format": FORMAT_VERSION},
    }


# Settings that indices from before get, too.
CHANGEABLE = {
    # A deleted document leaves its version behind until the next refresh, not for a minute: what is given
    # again after it was forgotten begins anew.
    "gc_deletes": "0s",
}


def _settings() -> dict[str, Any]:
    return {
        "index": {
            # A province's month is some 100 000 articles, 1 to 2 GB: one shard.
            "number_of_shards": 1,
            # No replica on a single node, one where there is a second node.
            "auto_expand_replicas": "0-1",
            "codec": "best_compression",
            # Said out loud, because without it shards that nobody searches stop refreshing.
            "refresh_interval": "1s",
            **CHANGEABLE,
        },
        "analysis": {
            "filter": {
                "gaung_stop": {"type": "stop", "stopwords": sorted(STOP_WORDS)},
                # Snowball's Indonesian gives PyStemmer's stems; the filter `stemmer: indonesian` is an older
                # implementation of the same algorithm and differs in a few words (perbaikan → bai).
                "gaung_stem": {"type": "snowball", "language": "Indonesian"},
            },
            "analyzer": {
                # Words are cut and folded before they come here (`analysis`): two tokenizers never agree on
                # every emoji, soft hyphen and foreign letter.
                "gaung_text": {"tokenizer": "whitespace", "filter": ["gaung_stop", "gaung_stem"]},
                "gaung_exact": {"tokenizer": "whitespace"},
            },
        },
    }


def _mappings() -> dict[str, Any]:
    text = {
        "type": "text",
        "analyzer": "gaung_text",
        "fields": {"exact": {"type": "text", "analyzer": "gaung_exact"}},
    }
    return {
        "dynamic": "strict",
        # Words joined by blanks are for searching only; `shown` has the texts as they are read.
        "_source": {"excludes": ["title", "text", "name", "brief"]},
        "properties": {
            "id": _KEYWORD,
            "title": text,
            "text": text,
            "shown": {"type": "object", "enabled": False},
            "published": _TIME,
            "seen": _TIME,
            "source": _KEYWORD,
            "kind": _KEYWORD,
            "aspiration": _KEYWORD,
            "lang": _KEYWORD,
            "tone": _KEYWORD,
            "tone_value": {"type": "byte"},
            "topic": _KEYWORD,
            "region": _KEYWORD,
            "about": _FILTER_ONLY,
            "mentions": _FILTER_ONLY,
            "visible_to": _FILTER_ONLY,
            "person": _KEYWORD,
            # The words of the names, each name apart from the next.
            "name": {"type": "text", "analyzer": "gaung_exact", "position_increment_gap": 100},
            "org": _KEYWORD,
            "term": _KEYWORD,
            # Only ever a range.
            "lot": {"type": "integer", "doc_values": False},
            "story_id": _KEYWORD,
            "copy_of": _KEYWORD,
            "payload": {"type": "object", "enabled": False},
            # What stories need of the article (index/brief.py), read without touching the source.
            "brief": {"type": "binary", "doc_values": True},
            "embedding": {
                "type": "dense_vector",
                "dims": EMBEDDING_SIZE,
                "similarity": "cosine",
                "index_options": {"type": "int8_hnsw"},
            },
        },
    }
