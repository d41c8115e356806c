"""Tells a moment as people in Indonesia say it, in their own zone."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
# The three zones of Indonesia by their whole hours east of Greenwich.
_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


def moment_text(moment: datetime, zone: str) -> str:
    """A moment as Indonesian news writes it: ``Selasa, 14 Juli 2026 pukul 18.19 WIB``."""
    return f"{day_text(moment, zone)} pukul {clock_text(moment, zone)}"


def day_text(moment: datetime, zone: str) -> str:
    """The day of a moment: ``Selasa, 14 Juli 2026``."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{DAYS[local.weekday()]}, {local.day} {MONTHS[local.month - 1]} {local.year}"


def clock_text(moment: datetime, zone: str) -> str:
    """The hour of a moment: ``18.19 WIB``."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H.%M} {zone_text(moment, zone)}"


def near_text(moment: datetime, zone: str, now: datetime) -> str:
    """A moment not far from `now`: ``hari ini pukul 18.19 WIB``, ``kemarin pukul …``, else the full form."""
    local, today = moment.astimezone(ZoneInfo(zone)).date(), now.astimezone(ZoneInfo(zone)).date()
    near = {0: "hari ini", -1: "kemarin", 1: "besok"}.get((local - today).days)
    return f"{near} pukul {clock_text(moment, zone)}" if near else moment_text(moment, zone)


def wall_text(wall: time) -> str:
    """A wall clock time: ``07.00``."""
    return f"{wall:%H.%M}"


def zone_text(moment: datetime, zone: str) -> str:
    """WIB, WITA or WIT; elsewhere the zone's own abbreviation."""
    local = moment.astimezone(ZoneInfo(zone))
    offset = local.utcoffset()
    hours = offset.total_seconds() / 3600 if offset is not None else 0.0
    name = _ZONES.get(int(hours)) if hours == int(hours) else None
    return name or local.strftime("%Z")
