"""Dates as people say them in Indonesia: hari ini 06.45 WITA, kemarin, Senin 23 November 14.05 WITA."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from shared.contracts.article import Article

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
# The three legal zones of Indonesia by their offset in hours (Keputusan Presiden 41/1987).
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


def zone_name(moment: datetime) -> str:
    """WIB, WITA or WIT by the moment's offset; any other as ``UTC+05.30``."""
    offset = moment.utcoffset() or timedelta()
    minutes = int(offset.total_seconds()) // 60
    if minutes % 60 == 0 and minutes // 60 in ZONES:
        return ZONES[minutes // 60]
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f".{rest:02}" if rest else "")


def clock(moment: datetime) -> str:
    """The time of day with its zone: ``06.45 WITA``."""
    return f"{moment:%H.%M} {zone_name(moment)}"


def long_day(day: date) -> str:
    """``Rabu, 25 November 2026``."""
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """``25 Nov``: for axes and tables."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def said_day(day: date, today: date) -> str:
    """The day, seen from today: near ones by name, those of another year with the year."""
    if day == today:
        return "hari ini"
    if day == today - timedelta(days=1):
        return "kemarin"
    spoken = f"{day.day} {MONTHS[day.month - 1]}"
    if timedelta(days=1) < today - day < timedelta(days=7):
        return f"{DAYS[day.weekday()]} {spoken}"
    return spoken if day.year == today.year else f"{spoken} {day.year}"


def said(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """A moment in the reader's zone, seen from now: ``hari ini 06.45 WITA``."""
    local = moment.astimezone(zone)
    return f"{said_day(local.date(), now.astimezone(zone).date())} {clock(local)}"


def published(article: Article, now: datetime, zone: tzinfo) -> str:
    """When the article says it appeared, as far as that is known.

    A date without time is a day of the outlet's calendar: it is not moved into the reader's zone.
    """
    if article.published_precision == "time":
        return said(article.published_at, now, zone)
    if article.published_precision == "day":
        return said_day(article.published_at.date(), now.astimezone(zone).date())
    return f"tanpa tanggal, terlihat {said(article.seen_at, now, zone)}"


def published_there(article: Article, zone: tzinfo) -> str | None:
    """The time as the outlet wrote it, when its zone differs from the reader's: ``18.19 WIB``; else None."""
    here = article.published_at.astimezone(zone)
    if article.published_precision != "time" or here.utcoffset() == article.published_at.utcoffset():
        return None
    if article.published_at.utcoffset() == timedelta():
        # Many outlets publish in UTC for machines; no reader has ever seen that clock on their page.
        return None
    there = clock(article.published_at)
    same_day = article.published_at.date() == here.date()
    return (
        there if same_day else f"{article.published_at.day} {MONTHS[article.published_at.month - 1]} {there}"
    )
