"""Examples of the OpenAPI document: a fictional outlet's news from a real regency."""

from __future__ import annotations

from typing import Any

from services.gateway.examples_figures import FIGURE_EXAMPLES
from services.gateway.examples_imports import IMPORT_EXAMPLES, IMPORT_ID
from services.gateway.examples_stories import STORY_EXAMPLES
from services.gateway.examples_watches import WATCH_EXAMPLES

ARTICLE_ID = "3f0c9a7be1d24c58a6b1f7720d9e4c13"
STORY_ID = "5b7a1d0c9e8f4a32"

_SOURCE = {
    "id": "kabar-pesisir",
    "name": "Kabar Pesisir",
    "domain": "kabar-pesisir.example",
    "region": "64.08",
}

ARTICLE: dict[str, Any] = {
    "id": ARTICLE_ID,
    "url": "https://kabar-pesisir.example/2026/08/17/jembatan-sangatta-dibuka",
    "canonical_url": "https://kabar-pesisir.example/2026/08/17/jembatan-sangatta-dibuka",
    "title": "Jembatan Sangatta Dibuka, Warga Tak Lagi Memutar",
    "text": "SANGATTA – Jembatan yang rusak sejak Maret kini dapat dilalui.\n\n“Kami minta maaf atas "
    "lamanya perbaikan,” kata Kepala Dinas PUPR Kutai Timur, Rahmadi Saleh.",
    "summary": ["Jembatan yang rusak sejak Maret kini dapat dilalui."],
    "author": "Redaksi",
    "image": None,
    "kind": "berita",
    "lang": "id",
    "source": _SOURCE,
    "published_at": "2026-08-17T18:19:00+08:00",
    "published_precision": "time",
    "published_from": "json-ld",
    "seen_at": "2026-08-17T10:19:41Z",
    "revision": 1,
    "revisions": [
        {
            "revision": 1,
            "seen_at": "2026-08-17T10:19:41Z",
            "title": "Jembatan Sangatta Dibuka, Warga Tak Lagi Memutar",
        }
    ],
    "regions": [
        {
            "code": "64.08",
            "name": "Kabupaten Kutai Timur",
            "about": True,
            "score": 0.97,
            "evidence": "“Kami minta maaf atas lamanya perbaikan,” kata Kepala Dinas PUPR Kutai Timur, "
            "Rahmadi Saleh.",
        }
    ],
    "tone": {
        "label": "positif",
        "scores": {"positif": 0.71, "netral": 0.22, "negatif": 0.07},
        "evidence": "Jembatan yang rusak sejak Maret kini dapat dilalui.",
    },
    "topics": [{"id": "infrastruktur", "score": 0.94}],
    "aspiration": None,
    "people": [{"name": "Rahmadi Saleh", "role": "Kepala Dinas", "org": "PUPR Kutai Timur"}],
    "entities": [{"text": "Sangatta", "type": "LOC", "count": 1}],
    "quotes": [
        {"speaker": "Rahmadi Saleh", "text": "Kami minta maaf atas lamanya perbaikan", "indirect": False}
    ],
    "keyphrases": ["jembatan sangatta"],
    "story": {"id": STORY_ID, "size": 3},
    "report": None,
    "copy_of": None,
    "enrichment": {"model": "gaung-e5-id", "stages": {"tone": "ok", "regions": "ok"}},
    "score": None,
    "highlights": {"title": ["<em>Jembatan</em> Sangatta Dibuka, Warga Tak Lagi Memutar"]},
}

ARTICLE_LIST: dict[str, Any] = {
    "items": [{**ARTICLE, "score": 0.032787}],
    "next": None,
    "total": {"value": 1, "relation": "eq"},
    "mode_used": "hybrid",
    "notice": None,
}

STORY: dict[str, Any] = {
    "id": STORY_ID,
    "headline": "Jembatan Sangatta Dibuka, Warga Tak Lagi Memutar",
    "summary": ["Jembatan yang rusak sejak Maret kini dapat dilalui."],
    "size": 3,
    "copies": 1,
    "sources": [{"value": "kabar-pesisir", "count": 2}, {"value": "suara-mahakam", "count": 1}],
    "source_count": 2,
    "first_seen": "2026-08-17T10:19:41Z",
    "last_seen": "2026-08-17T14:02:10Z",
    "tones": {"positif": 2, "netral": 1},
    "regions": [{"code": "64.08", "name": "Kabupaten Kutai Timur"}],
    "topics": ["infrastruktur"],
}

REGION: dict[str, Any] = {
    "code": "64.08",
    "name": "Kabupaten Kutai Timur",
    "kind": "kabupaten",
    "parent": "64",
    "timezone": "Asia/Makassar",
    "today": {"articles": 3, "tones": {"positif": 2, "netral": 1}},
}

SOURCE: dict[str, Any] = {
    "id": "kabar-pesisir",
    "name": "Kabar Pesisir",
    "url": "https://kabar-pesisir.example/",
    "domain": "kabar-pesisir.example",
    "feeds": ["https://kabar-pesisir.example/feed"],
    "sitemaps": [],
    "listings": [],
    "region": "64.08",
    "timezone": "Asia/Makassar",
    "kind": "media",
    "interval": 300,
    "paused": False,
    "last_success_at": "2026-08-17T10:19:39Z",
    "last_error": None,
}

HEALTH: dict[str, Any] = {
    "source": SOURCE,
    "days": [
        {
            "day": "2026-08-17",
            "discovered": 14,
            "fetched": 12,
            "extracted": 11,
            "enriched": 11,
            "indexed": 11,
            "dropped": {"soft-404": 1},
        }
    ],
}

PUSHED: dict[str, Any] = {
    "kind": "rilis",
    "title": "Perbaikan Jalan Poros Sangatta Dimulai Senin",
    "text": "Dinas PUPR Kutai Timur memulai perbaikan jalan poros Sangatta pada Senin.",
    "url": "https://kutaitimurkab.example/rilis/perbaikan-jalan-poros",
    "published_at": "2026-08-17T09:00:00+08:00",
    "source": {"name": "Diskominfo Kutai Timur", "region": "64.08"},
}

TENANT: dict[str, Any] = {
    "id": "5e0b8a1c7d2f4936",
    "name": "Kutai Timur",
    "scope": ["64.08"],
    "timezone": "Asia/Makassar",
    "created_at": "2026-08-01T01:00:00Z",
    "daily_quota": None,
}

KEY: dict[str, Any] = {
    "id": "9c1f0d2b7a6e5f43",
    "tenant_id": "5e0b8a1c7d2f4936",
    "name": "Dasbor Diskominfo",
    "prefix": "3f9a2b7c1d0e",
    "role": "viewer",
    "created_at": "2026-08-01T01:00:00Z",
    "expires_at": None,
    "last_used_at": "2026-08-17T10:20:00Z",
    "revoked_at": None,
    "previous_until": None,
}

ISSUED: dict[str, Any] = {"id": KEY["id"], "key": "gaung_3f9a2b7c1d0e_EXAMPLE"}

ME: dict[str, Any] = {
    "tenant": {
        "id": TENANT["id"],
        "name": "Kutai Timur",
        "scope": [{"code": "64.08", "name": "Kabupaten Kutai Timur"}],
        "timezone": "Asia/Makassar",
    },
    "key": {
        "id": KEY["id"],
        "name": "Dasbor Diskominfo",
        "prefix": KEY["prefix"],
        "role": "viewer",
        "expires_at": None,
        "previous_until": None,
    },
    "quotas": [
        {"name": "key", "limit": 120, "window": 60, "remaining": 119, "reset": 42},
        {"name": "tenant", "limit": 100000, "window": 86400, "remaining": 99871, "reset": 20400},
    ],
}

ACT: dict[str, Any] = {
    "id": 412,
    "at": "2026-08-17T10:20:00Z",
    "tenant_id": TENANT["id"],
    "actor": "key:77c0a1b2d3e4",
    "action": "key.rotate",
    "subject": KEY["id"],
    "detail": "the secret before ends at 2026-08-18T10:20:00+00:00",
}

PROBLEM: dict[str, Any] = {
    "type": "/problems/invalid-parameter",
    "title": "Permintaan tidak dapat dibaca",
    "title_en": "Invalid request",
    "status": 400,
    "detail": "Periksa nilai limit.",
    "instance": "/v1/articles",
    "request_id": "6f1c5d0e8b3a4b7f9c2d1e0f3a5b7c9d",
    "errors": [{"in": "query", "name": "limit", "position": None, "message": "paling besar 100"}],
}

BRIEF: dict[str, Any] = {
    "period": "day",
    "first_day": "2026-08-17",
    "last_day": "2026-08-17",
    "timezone": "Asia/Makassar",
    "region": {"code": "64.08", "name": "Kabupaten Kutai Timur"},
    "title": "Kliping harian Kabupaten Kutai Timur, Senin, 17 Agustus 2026",
    "direction": "terlalu sedikit",
    "sentence": "0 dari 1 berita hari itu bernada negatif; terlalu sedikit untuk menyebut arah nada.",
    "now": {"positif": 1, "netral": 0, "negatif": 0, "untold": 0, "total": 1, "mean": 1.0},
    "before": {"positif": 0, "netral": 0, "negatif": 0, "untold": 0, "total": 0, "mean": None},
    "days": [{"day": "2026-08-17", "positif": 1, "netral": 0, "negatif": 0}],
    "to_answer": [],
    "stories": [
        {
            "id": STORY_ID,
            "headline": "Jembatan Sangatta Dibuka, Warga Tak Lagi Memutar",
            "summary": "Jembatan yang rusak sejak Maret kini dapat dilalui.",
            "size": 1,
            "size_total": 1,
            "copies": 0,
            "tones": {"positif": 1},
            "tone": "positif",
            "sources": ["Kabar Pesisir"],
            "first_seen": "2026-08-17T18:19:00+08:00",
            "last_seen": "2026-08-17T18:19:00+08:00",
            "url": f"https://gaung.example/artikel/{ARTICLE_ID}",
        }
    ],
    "quotes": [
        {
            "speaker": "Rahmadi Saleh",
            "role": "Kepala Dinas PUPR Kutai Timur",
            "text": "Kami minta maaf atas lamanya perbaikan.",
            "source": "Kabar Pesisir",
            "article_id": ARTICLE_ID,
            "url": f"https://gaung.example/artikel/{ARTICLE_ID}",
        }
    ],
    "topics": [{"id": "infrastruktur", "name": "Jalan & infrastruktur", "count": 1, "negative": 0}],
    "outlets": [{"id": "kabar-pesisir", "name": "Kabar Pesisir", "count": 1, "negative": 0}],
    "made_at": "2026-08-18T06:00:00+08:00",
}

BY_PARAMETER: dict[str, Any] = {
    "limit": 20,
    "cursor": "W1sxNzg2OTYyODAwMDAwLCIzZjBjOWE3YmUxZDI0YzU4YTZiMWY3NzIwZDllNGMxMyJdLCI1Yy4uIl0.EXAMPLE",
    "about": True,
    "tone": ["negatif"],
    "topic": ["infrastruktur"],
    "source": ["kabar-pesisir"],
    "kind": ["berita"],
    "lang": ["id"],
    "person": ["Rahmadi Saleh"],
    "story": STORY_ID,
    "copies": "fold",
    "article_id": ARTICLE_ID,
    "story_id": STORY_ID,
    "correction_id": "0d9f6c1be2a74d55b8c3e7a1f4026d98",
    "code": "64.08",
    "source_id": "kabar-pesisir",
    "import_id": IMPORT_ID,
    "watch_id": "c41d7e0a92b8f653",
    "alert_id": "8e5b3a7c1f0d2946",
    "tenant_id": "5e0b8a1c7d2f4936",
    "key_id": "9c1f0d2b7a6e5f43",
    "watch": "c41d7e0a92b8f653",
    "tenant": "5e0b8a1c7d2f4936",
    "actor": "key:3f9a2b7c1d0e",
    "action": "key.issue",
    "state": "sent",
    "split": "tone",
}
"""Name of a parameter → an example of it, where the parameter itself brings none."""

BY_SCHEMA: dict[str, Any] = {
    "Brief": BRIEF,
    "ArticleView": ARTICLE,
    "ArticleList": ARTICLE_LIST,
    "PushArticle": PUSHED,
    "Given": {"id": ARTICLE_ID},
    "StoryView": STORY,
    "RegionView": REGION,
    "SourceView": SOURCE,
    "SourceHealthView": HEALTH,
    "CrawlNow": {"url": ARTICLE["url"]},
    "NewTenant": {"name": "Kutai Timur", "regions": ["64.08"]},
    "TenantView": TENANT,
    "NewKey": {"name": "Dasbor Diskominfo", "role": "viewer"},
    "KeyView": KEY,
    "IssuedKeyView": ISSUED,
    "ChangedTenant": {"regions": ["64.08", "64.74"]},
    "Rotation": {"grace_hours": 24},
    "RotatedKeyView": ISSUED | {"previous_until": "2026-08-18T10:20:00Z"},
    "MeView": ME,
    "ActView": ACT,
    "NewSource": {"url": SOURCE["url"], "region": "64.08"},
    "SourceChange": {"paused": True},
    "Problem": PROBLEM,
    **FIGURE_EXAMPLES,
    **IMPORT_EXAMPLES,
    **STORY_EXAMPLES,
    **WATCH_EXAMPLES,
}
"""Name of a schema in the OpenAPI document → its example."""
