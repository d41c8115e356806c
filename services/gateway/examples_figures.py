"""Examples of figures in the OpenAPI document: a week of news from a real regency by fictional outlets."""

from __future__ import annotations

from typing import Any

TIMELINE: dict[str, Any] = {
    "interval": "day",
    "timezone": "Asia/Makassar",
    "copies": "include",
    "series": ["positif", "netral"],
    "buckets": [
        {
            "start": "2026-08-16T00:00:00+08:00",
            "count": 0,
            "mean_tone": None,
            "toned": 0,
            "split": {},
            "split_other": 0,
        },
        {
            "start": "2026-08-17T00:00:00+08:00",
            "count": 3,
            "mean_tone": 0.667,
            "toned": 3,
            "split": {"positif": 2, "netral": 1},
            "split_other": 0,
        },
    ],
    "total": {"value": 3, "relation": "eq"},
}

FACETS: dict[str, Any] = {
    "copies": "include",
    "facets": {
        "tone": [
            {"value": "positif", "count": 2, "name": None, "toned": 2, "mean_tone": 1.0},
            {"value": "netral", "count": 1, "name": None, "toned": 1, "mean_tone": 0.0},
        ],
        "region": [
            {
                "value": "64.08",
                "count": 3,
                "name": "Kabupaten Kutai Timur",
                "toned": 3,
                "mean_tone": 0.667,
            }
        ],
    },
    "rest": {"tone": {"other": 0, "without": 1}, "region": {"other": 2, "without": 0}},
    "total": {"value": 4, "relation": "eq"},
}

SHARE: dict[str, Any] = {
    "by": "source",
    "copies": "include",
    "total": {"value": 40, "relation": "eq"},
    "without": 0,
    "several": False,
    "other": 10,
    "shares": [
        {
            "value": "kabar-pesisir",
            "name": None,
            "count": 30,
            "share": 0.75,
            "interval": {"low": 0.5981, "high": 0.8581},
            "toned": 28,
            "mean_tone": -0.25,
        }
    ],
}

TERMS: dict[str, Any] = {
    "copies": "fold",
    "against": "same-period",
    "terms": [
        {"term": "jalan poros", "count": 18, "background": 20, "score": 98.41, "ratio": 96.75},
        {"term": "sangkulirang", "count": 9, "background": 9, "score": 56.37, "ratio": None},
    ],
    "foreground": {
        "from": "2026-08-10T00:00:00+08:00",
        "to": "2026-08-17T00:00:00+08:00",
        "articles": 40,
        "read": 1.0,
    },
    "background": {
        "from": "2026-08-10T00:00:00+08:00",
        "to": "2026-08-17T00:00:00+08:00",
        "articles": 470,
        "read": 1.0,
    },
}

COMPARISON: dict[str, Any] = {
    "a": {
        "from": "2026-08-10T00:00:00+08:00",
        "to": "2026-08-17T00:00:00+08:00",
        "copies": "include",
        "articles": 40,
        "toned": 38,
        "mean_tone": -0.1579,
        "tones": {
            "positif": {"count": 8, "share": 0.2105, "interval": {"low": 0.1107, "high": 0.3635}},
            "netral": {"count": 16, "share": 0.4211, "interval": {"low": 0.2785, "high": 0.5781}},
            "negatif": {"count": 14, "share": 0.3684, "interval": {"low": 0.2338, "high": 0.5272}},
        },
    },
    "b": {
        "from": "2026-08-03T00:00:00+08:00",
        "to": "2026-08-10T00:00:00+08:00",
        "copies": "include",
        "articles": 25,
        "toned": 25,
        "mean_tone": 0.2,
        "tones": {
            "positif": {"count": 9, "share": 0.36, "interval": {"low": 0.2025, "high": 0.5548}},
            "netral": {"count": 12, "share": 0.48, "interval": {"low": 0.3003, "high": 0.665}},
            "negatif": {"count": 4, "share": 0.16, "interval": {"low": 0.064, "high": 0.3465}},
        },
    },
    "differences": {
        "articles": {"difference": 15, "ratio": 1.6, "interval": {"low": 0.9757, "high": 2.6238}},
        "mean_tone": {"difference": -0.3579, "interval": {"low": -0.7329, "high": 0.0171}},
        "tones": {
            "positif": {"difference": -0.1495, "interval": {"low": -0.3684, "high": 0.0701}},
            "netral": {"difference": -0.0589, "interval": {"low": -0.2925, "high": 0.1797}},
            "negatif": {"difference": 0.2084, "interval": {"low": -0.0216, "high": 0.3939}},
        },
    },
    "changes": {
        "topic": [
            {
                "value": "infrastruktur",
                "name": None,
                "a": 22,
                "b": 6,
                "difference": 16,
                "share_difference": 0.31,
                "interval": {"low": 0.0635, "high": 0.4999},
            }
        ],
        "source": [],
        "region": [],
    },
}

FIGURE_EXAMPLES: dict[str, Any] = {
    "TimelineView": TIMELINE,
    "FacetsView": FACETS,
    "ShareView": SHARE,
    "TermsView": TERMS,
    "Comparison": {
        "a": {"from": "2026-08-10", "to": "2026-08-16", "about": True},
        "b": "previous_period",
        "size": 5,
    },
    "ComparisonView": COMPARISON,
}
"""Name of a schema in the OpenAPI document → its example."""
