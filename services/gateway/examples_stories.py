"""Examples of stories in full and of their corrections."""

from __future__ import annotations

from typing import Any

_FIRST = "3f0c9a7be1d24c58a6b1f7720d9e4c13"
_COPY = "8d21c0b47a9e4f6fb35d1e0c92a7745e"
_RELEASE = "c5b0f2a96d3e47188e7f40d1a2b9c863"
_STORY = "sb7a1d0c9e8f4a325d6c0b1e7f93a824c"
_GONE = "s1c4e8a07b2d94f63a5e0d7c6b8f1924a"

_CORRECTION: dict[str, Any] = {
    "id": "0d9f6c1be2a74d55b8c3e7a1f4026d98",
    "kind": "merge",
    "made_at": "2026-08-18T02:11:08Z",
    "undone_at": None,
    "state": "in_force",
    "own": True,
    "actor": "key:3f9a2b7c1d0e",
    "note": "Peresmian yang sama, dua judul.",
    "overridden_by": [],
}
_CHANGE: dict[str, Any] = {
    "kind": "merge",
    "at": "2026-08-18T02:11:09Z",
    "from_story": _GONE,
    "to_story": _STORY,
    "article_ids": [_RELEASE],
    "because": [],
    "correction": _CORRECTION,
}
_FIRST_ARTICLE: dict[str, Any] = {
    "article_id": _FIRST,
    "source": "kabar-pesisir",
    "source_name": "Kabar Pesisir",
    "published_at": "2026-08-17T10:19:00Z",
}
_COPY_ARTICLE: dict[str, Any] = {
    "article_id": _COPY,
    "source": "suara-mahakam",
    "source_name": "Suara Mahakam",
    "published_at": "2026-08-17T12:40:00Z",
}
_TITLE = "Jembatan Sangatta Dibuka, Warga Tak Lagi Memutar"

DETAIL: dict[str, Any] = {
    "id": _STORY,
    "headline": _TITLE,
    "summary": [
        "Jembatan yang rusak sejak Maret kini dapat dilalui.",
        "Dinas PUPR Kutai Timur menyebut perbaikan menelan Rp4,1 miliar.",
    ],
    "size": 3,
    "copies": 1,
    "first": {**_FIRST_ARTICLE, "title": _TITLE},
    "first_seen": "2026-08-17T10:19:00Z",
    "last_seen": "2026-08-17T12:40:00Z",
    "sources": [
        {
            "id": "kabar-pesisir",
            "name": "Kabar Pesisir",
            "official": False,
            "articles": 1,
            "copies": 0,
            "first_at": "2026-08-17T10:19:00Z",
            "first_article": _FIRST,
        }
    ],
    "course": {
        "interval": "hour",
        "timezone": "Asia/Makassar",
        "buckets": [
            {
                "start": "2026-08-17T18:00:00+08:00",
                "count": 2,
                "mean_tone": 0.5,
                "toned": 2,
                "split": {"positif": 1, "netral": 1},
                "split_other": 0,
            }
        ],
    },
    "tones": {"positif": 2, "netral": 1},
    "toned": 3,
    "mean_tone": 0.667,
    "turning_point": None,
    "speakers": [
        {
            "name": "Rahmadi Saleh",
            "role": "Kepala Dinas",
            "org": "PUPR Kutai Timur",
            "articles": 2,
            "quotes": [
                {
                    "text": "Kami minta maaf atas lamanya perbaikan",
                    "indirect": False,
                    "article_id": _FIRST,
                    "articles": 2,
                }
            ],
        }
    ],
    "people": [{"name": "Rahmadi Saleh", "role": "Kepala Dinas", "org": "PUPR Kutai Timur", "articles": 3}],
    "regions": [{"code": "64.08", "name": "Kabupaten Kutai Timur", "articles": 3}],
    "topics": [{"value": "infrastruktur", "count": 3}],
    "aspirations": {},
    "copy_groups": [{"original": _FIRST, "articles": [_FIRST_ARTICLE, _COPY_ARTICLE]}],
    "releases": [
        {
            "article_id": _RELEASE,
            "source": "diskominfo-kutim",
            "source_name": "Diskominfo Kutai Timur",
            "published_at": "2026-08-17T10:30:00Z",
            "title": "Jembatan Sangatta Kembali Dibuka",
            "copied_by": [],
            "followed_by": [_COPY_ARTICLE],
        }
    ],
    "article_ids": [_FIRST, _RELEASE, _COPY],
    "related": [
        {
            "id": "s94d0e3b7c1f25a86e9d4b0c7a8f1362e",
            "headline": "Warga Sangatta Memutar 12 Kilometer",
            "size": 4,
            "last_seen": "2026-07-30T06:00:00Z",
            "score": 0.61,
            "shared_regions": ["64.08"],
            "shared_people": ["Rahmadi Saleh"],
        }
    ],
    "history": {
        "opened_at": "2026-08-17T10:20:02Z",
        "former_ids": [_GONE],
        "changes": [_CHANGE],
        "corrections": [_CORRECTION],
    },
}

STORY_EXAMPLES: dict[str, Any] = {
    "StoryDetail": DETAIL,
    "StoryChangeList": {"items": [_CHANGE], "next": None, "total": {"value": 1, "relation": "eq"}},
    "MergeStories": {"story": _GONE, "note": "Peresmian yang sama, dua judul."},
    "SplitStory": {"articles": [_COPY], "note": "Jembatan lain."},
    "CorrectionOutcome": {"id": _CORRECTION["id"], "state": "applied", "stories": [_STORY], "own": True},
}
