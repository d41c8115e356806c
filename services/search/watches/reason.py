"""Says in one Indonesian sentence why a watch fired, with the figures behind it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from shared.contracts.query import Story

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
# The three zones of Indonesia by their whole hours east of Greenwich.
_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


def new_story_reason(watch_name: str, story: Story, zone: str) -> str:
    """Why a new story fired a watch: its articles, outlets, copies and first publication, in the zone."""
    outlets = f"{len(story.sources)} media"
    copies = f" ({story.copies} salinan)" if story.copies else ""
    first = time_text(story.first_seen, zone)
    return (
        f"Peristiwa baru pada pantauan “{watch_name}”: {story.size} artikel{copies} dari {outlets}, "
        f"terbit pertama kali {first}."
    )


def time_text(moment: datetime, zone: str) -> str:
    """A moment as Indonesian news writes it: ``Selasa, 14 Juli 2026 pukul 18.19 WIB``."""
    local = moment.astimezone(ZoneInfo(zone))
    offset = local.utcoffset()
    hours = offset.total_seconds() / 3600 if offset is not None else 0.0
    name = _ZONES.get(int(hours)) if hours == int(hours) else None
    day = f"{_DAYS[local.weekday()]}, {local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{day} pukul {local:%H.%M} {name or local.strftime('%Z')}"
