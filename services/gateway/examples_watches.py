"""Examples of the OpenAPI document for watches and alerts."""

from __future__ import annotations

from typing import Any

_ARTICLE = {
    "id": "3f0c9a7be1d24c58a6b1f7720d9e4c13",
    "title": "Jembatan Sangatta Ditutup, Warga Memutar 20 Kilometer",
    "url": "https://kabar-pesisir.example/2026/08/17/jembatan-sangatta-ditutup",
    "source": "Kabar Pesisir",
    "published_at": "2026-08-17T10:19:00+08:00",
    "tone": "negatif",
}
_FILTER: dict[str, Any] = {"q": '"jalan rusak" OR jembatan', "about": True}
_WHOLE_FILTER: dict[str, Any] = {
    "q": _FILTER["q"],
    "from": None,
    "to": None,
    "region": [],
    "about": True,
    "tone": [],
    "topic": [],
    "source": [],
    "kind": [],
    "lang": [],
    "person": [],
    "story": None,
    "copies": "fold",
}
_RULE: dict[str, Any] = {"rule": "spike", "per": "hour", "sensitivity": "normal"}
_QUIET = {"from": "22:00", "to": "06:00"}
_FIGURES: dict[str, Any] = {
    "kind": "count",
    "start": "2026-08-17T02:00:00Z",
    "end": "2026-08-17T03:00:00Z",
    "count": 14,
    "expected": 1.8,
    "p": 0.0000004,
    "dispersion": 1.6,
    "weeks": 8,
    "threshold": None,
}
_TITLE = "Lonjakan pemberitaan: Jalan dan jembatan"
_REASON = (
    "Lonjakan pada pantauan “Jalan dan jembatan”: 14 berita pada Senin, 17 Agustus 2026 pukul 10.00–11.00 "
    "WITA; biasanya sekitar 1,8 (pola 8 minggu terakhir). Peluang kebetulan kurang dari 1 banding sejuta."
)

WATCH_BODY: dict[str, Any] = {
    "name": "Jalan dan jembatan",
    "filter": _FILTER,
    "when": _RULE,
    "cooldown": "6h",
    "quiet_hours": _QUIET,
    "channels": [{"type": "email", "target": "humas@kutaitimurkab.example"}],
}

WATCH: dict[str, Any] = {
    "id": "6d1f0c8e2b7a4f5390e1d2c3b4a59687",
    "name": WATCH_BODY["name"],
    "filter": _WHOLE_FILTER,
    "when": _RULE,
    "cooldown": "6h",
    "quiet_hours": _QUIET,
    "digest": None,
    "channels": [
        {
            "type": "email",
            "target": "humas@kutaitimurkab.example",
            "state": "ok",
            "last_error": None,
            "last_sent_at": "2026-08-17T02:41:10Z",
        }
    ],
    "muted_until": None,
    "state": "active",
    "state_reason": None,
    "last_alert_at": "2026-08-17T02:41:07Z",
    "last_sent_at": "2026-08-17T02:41:07Z",
    "created_at": "2026-08-01T01:00:00Z",
    "updated_at": "2026-08-01T01:00:00Z",
}

ALERT: dict[str, Any] = {
    "id": "df905058dd67a409fef81480e81e4736",
    "watch": {"id": WATCH["id"], "name": WATCH["name"]},
    "rule": "spike",
    "title": _TITLE,
    "reason": _REASON,
    "figures": _FIGURES,
    "articles": [_ARTICLE],
    "articles_total": 14,
    "raised_at": "2026-08-17T02:41:07Z",
    "state": "sent",
    "due_at": None,
    "held_for": None,
    "sent_at": "2026-08-17T02:41:07Z",
    "message_id": "df905058dd67a409fef81480e81e4736",
    "deliveries": [
        {
            "type": "email",
            "target": "humas@kutaitimurkab.example",
            "state": "sent",
            "attempts": [
                {
                    "at": "2026-08-17T02:41:08Z",
                    "outcome": "sent",
                    "error": None,
                    "milliseconds": 412,
                }
            ],
            "last_error": None,
            "updated_at": "2026-08-17T02:41:10Z",
        }
    ],
    "acknowledged": {
        "at": "2026-08-17T03:05:00Z",
        "by": "key:3f9a2b7c1d0e",
        "note": "Diteruskan ke Dinas PUPR",
    },
}

DRY_RUN: dict[str, Any] = {
    "from": "2026-07-18T03:00:00Z",
    "to": "2026-08-17T03:00:00Z",
    "covered_from": "2026-07-18T03:00:00Z",
    "alerts": [
        {
            "title": _TITLE,
            "reason": _REASON,
            "figures": _FIGURES,
            "raised_at": "2026-08-17T03:00:00Z",
            "sent_at": "2026-08-17T03:00:00Z",
            "held_for": None,
            "message": 1,
            "articles": [_ARTICLE],
        }
    ],
    "alerts_total": 1,
    "messages": 1,
    "per_week": 0.23,
    "limits": [
        "Dihitung dari berita yang sekarang ada di indeks, dengan nada dan wilayah seperti terbaca sekarang."
    ],
}

WATCH_EXAMPLES: dict[str, Any] = {
    "WatchBody": WATCH_BODY,
    "WatchChangeBody": {"muted_until": "2026-08-18T00:00:00+08:00"},
    "WatchView": WATCH,
    "CreatedWatchView": WATCH | {"secret": "whsec_RVhBTVBMRS1FWEFNUExFLUVYQU1QTEUtRVhBTVBMRSE="},
    "SecretView": {
        "secret": "whsec_RVhBTVBMRS1FWEFNUExFLUVYQU1QTEUtRVhBTVBMRSE=",
        "previous_until": "2026-08-18T03:00:00Z",
    },
    "DryRunView": DRY_RUN,
    "AlertView": ALERT,
    "AckBody": {"note": "Diteruskan ke Dinas PUPR"},
}
"""Name of a schema in the OpenAPI document → its example."""
