"""Builds members of stories for tests of what a story tells."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.search.index.fields import millis
from services.search.index.story import Member, Said


def told(key: str, at: str = "2026-11-03T09:00:00+08:00", **fields: Any) -> Member:
    """An article; without anything else a neutral one of its own source."""
    values: dict[str, Any] = {
        "title": f"Judul {key}",
        "summary": [],
        "source": f"koran-{key}",
        "source_name": f"Koran {key}",
        "tone": "netral",
    }
    return Member(id=key, published=millis(datetime.fromisoformat(at)), **values | fields)


def said(speaker: str, text: str) -> Said:
    """A direct quote."""
    return Said(speaker, text, indirect=False)
