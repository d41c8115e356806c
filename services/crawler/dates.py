"""Decides when an article was published: the most trusted date that can be true, with its origin.

Order of trust: JSON-LD, meta, feed, URL, dateline in the text, first seen. 1970, the year 9999 and anything
in the future make way for the next candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo

from services.crawler.date_text import MONTHS, NAMED, NUMERIC, WEEKDAYS, PublishedTime, read_date, read_match
from shared.contracts.article import PublishedFrom, PublishedPrecision

# Indonesia's first news site went online in 1995; anything older is a default or an anniversary.
EARLIEST_YEAR = 1995
# Clocks of web servers are wrong by a minute or two; a real date is never further ahead.
CLOCK_TOLERANCE = timedelta(minutes=5)
# A dateline stands at the top; further down dates belong to what is told.
DATELINE_PARAGRAPHS = 4
# "Rina - Kabar Pesisir | Rabu, 15 Juli 2026 | 18:19 WITA" is a line of its own; in a sentence a date with a
# clock is when something happened.
LONGEST_DATELINE = 100

_WEEKDAY = "|".join(sorted((re.escape(day) for day in WEEKDAYS), key=len, reverse=True))
# "Selasa (14/5/2024)", "Selasa, 14 Mei 2024", "Selasa (14/5)": a weekday makes a date one of the news.
WEEKDAY_DATE = re.compile(
    rf"\b(?P<weekday>{_WEEKDAY})\b[\s,]*\(?(?P<date>\d{{1,2}}\s?[/.-]\s?\d{{1,2}}(?:\s?[/.-]\s?\d{{4}})?|\d{{1,2}}\s+[A-Za-z]+\s+\d{{4}})",
    re.I,
)
URL_DATE = re.compile(r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?=[/-]|$)")
COMPACT_URL_DATE = re.compile(
    r"(?<!\d)(?P<year>20\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=\d{0,6}(?:\D|$))"
)


@dataclass(frozen=True)
class DateCandidate:
    """A date as somebody wrote it, and where."""

    text: str
    origin: PublishedFrom


@dataclass(frozen=True)
class Published:
    """When an article was published. Precision `unknown` comes only with origin `first-seen`."""

    at: datetime
    precision: PublishedPrecision
    origin: PublishedFrom


def believable(at: datetime, now: datetime) -> bool:
    """Whether an article can have been published then, seen from now."""
    return at.year >= EARLIEST_YEAR and at <= now + CLOCK_TOLERANCE


def publication_date(
    candidates: Sequence[DateCandidate], *, url: str, text: str, zone: tzinfo, now: datetime
) -> Published | None:
    """The publication time, or None when only the first sight is left.

    `candidates` come in any order; those of origin `dateline` are visible dates of the page. A day without a
    time is refined by the next candidate that names a time on the same local day.
    """
    chosen: Published | None = None
    for origin, read in _in_order_of_trust(candidates, url, text, zone, now):
        if not believable(read.at, now):
            continue
        if chosen is None:
            chosen = Published(read.at, read.precision, origin)
            if chosen.precision == "time":
                return chosen
        elif (
            read.precision == "time" and read.at.astimezone(zone).date() == chosen.at.astimezone(zone).date()
        ):
            return Published(read.at, "time", origin)
    return chosen


def _in_order_of_trust(
    candidates: Sequence[DateCandidate], url: str, text: str, zone: tzinfo, now: datetime
) -> Iterable[tuple[PublishedFrom, PublishedTime]]:
    order: tuple[PublishedFrom, ...] = ("json-ld", "meta", "feed")
    for origin in order:
        for candidate in candidates:
            if candidate.origin == origin and (read := read_date(candidate.text, zone)):
                yield origin, read
    if read := date_in_url(url, zone):
        yield "url", read
    for candidate in candidates:
        if candidate.origin == "dateline" and (read := read_date(candidate.text, zone)):
            yield "dateline", read
    if read := dateline(text, zone, now):
        yield "dateline", read


def date_in_url(url: str, zone: tzinfo) -> PublishedTime | None:
    """The day in ``/2024/05/14/`` or ``/20240514…``; None when there is none."""
    for pattern in (URL_DATE, COMPACT_URL_DATE):
        if match := pattern.search(url.split("?")[0]):
            return read_match(match, zone)
    return None


def dateline(text: str, zone: tzinfo, now: datetime) -> PublishedTime | None:
    """The date in the first paragraphs of a text, or the first weekday with a date further down.

    A bare date counts only with a clock and on a line of its own ("15 Agustus 2023 | 18:19 WIB"): otherwise
    it may be an anniversary, or when something happened.
    A day without a year is the newest one before `now` on that weekday.
    """
    paragraphs = [paragraph for paragraph in text.split("\n") if paragraph.strip()]
    for paragraph in paragraphs[:DATELINE_PARAGRAPHS]:
        if len(paragraph) > LONGEST_DATELINE:
            continue
        for pattern in (NAMED, NUMERIC):
            match = pattern.search(paragraph)
            if match and match["hour"] and (read := read_match(match, zone)):
                return read
    for paragraph in paragraphs:
        for match in WEEKDAY_DATE.finditer(paragraph):
            read = _weekday_date(match, zone, now)
            if read and believable(read.at, now):
                return read
    return None


def _weekday_date(match: re.Match[str], zone: tzinfo, now: datetime) -> PublishedTime | None:
    date = re.sub(r"\s?([/.-])\s?", r"\1", match["date"])
    if not re.fullmatch(r"\d{1,2}[/.-]\d{1,2}", date):
        return read_date(date, zone) if _has_month(date) else None
    day, month = (int(part) for part in re.split(r"[/.-]", date))
    today = now.astimezone(zone)
    for year in (today.year, today.year - 1):
        read = read_date(f"{day}/{month}/{year}", zone)
        if read and read.at <= now and read.at.weekday() == WEEKDAYS[match["weekday"].lower()]:
            return read
    return None


def _has_month(date: str) -> bool:
    words = re.findall(r"[A-Za-z]+", date)
    return not words or words[0].lower() in MONTHS


def first_seen(at: datetime, zone: tzinfo) -> Published:
    """What is left when no date can be true: the moment of first sight, in the outlet's offset."""
    local = at.astimezone(zone)
    return Published(at.astimezone(timezone(local.utcoffset() or timedelta())), "unknown", "first-seen")
