"""Reads a date as Indonesian portals write it: ISO, RFC 822, and prose with WIB, WITA or WIT.

A date without a zone takes the outlet's zone. Only dates that name day, month and year are read
("2024-05" is none); two-digit years are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from shared.contracts.article import PublishedPrecision

# Indonesian and English names and their usual abbreviations.
_MONTHS = {
    1: "januari january jan",
    2: "februari pebruari february feb peb",
    3: "maret march mar",
    4: "april apr",
    5: "mei may",
    6: "juni june jun",
    7: "juli july jul",
    8: "agustus august agu agt ags aug",
    9: "september sept sep",
    10: "oktober october okt oct",
    11: "november nopember nov nop",
    12: "desember december des dec",
}
MONTHS = {name: number for number, names in _MONTHS.items() for name in names.split()}
WEEKDAYS = {
    "senin": 0,
    "selasa": 1,
    "rabu": 2,
    "kamis": 3,
    "jumat": 4,
    "jum'at": 4,
    "jum’at": 4,
    "sabtu": 5,
    "minggu": 6,
    "ahad": 6,
}
ZONES = {
    "wib": timezone(timedelta(hours=7)),
    "wita": timezone(timedelta(hours=8)),
    "wit": timezone(timedelta(hours=9)),
    "gmt": UTC,
    "utc": UTC,
    "ut": UTC,
    "z": UTC,
}

_MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_ZONE = r"(?P<zone>WITA|WIB|WIT|GMT|UTC|UT|Z|(?:GMT|UTC)?\s?[+-]\d{2}:?\d{2}(?!\d))"
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d|60)(?:[.,]\d+)?)?"
    rf"(?:\s?(?P<half>[AaPp][Mm])\b)?(?:\s*\(?{_ZONE}\b\)?)?"
)
# What stands between a date and its clock: "2024 | 18:19", "2024, pukul 18.19", "2024 - 18:19", "2024T18:19".
_GAP = r"(?:T|\s*(?:[|,/–—·•-]|pukul|jam|at|@)*\s*(?:pukul|jam)?\s*)"

ISO = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?!\d)(?:{_GAP}{_CLOCK})?", re.I
)
COMPACT = re.compile(
    r"^(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2}))?"
)
NAMED = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})[\s.-]*(?P<name>{_MONTH_NAMES})\.?,?[\s-]*(?P<year>\d{{4}})(?!\d)(?:{_GAP}{_CLOCK})?",
    re.I,
)
ENGLISH = re.compile(
    rf"\b(?P<name>{_MONTH_NAMES})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<year>\d{{4}})(?!\d)(?:{_GAP}{_CLOCK})?",
    re.I,
)
NUMERIC = re.compile(
    rf"(?<![\d/.-])(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-](?P<year>\d{{4}})(?!\d)(?:{_GAP}{_CLOCK})?",
    re.I,
)
PATTERNS = (ISO, COMPACT, NAMED, ENGLISH, NUMERIC)


@dataclass(frozen=True)
class PublishedTime:
    """A point in time with the offset it was written in, or local midnight of a day."""

    at: datetime
    precision: PublishedPrecision


def read_date(text: str | None, zone: tzinfo) -> PublishedTime | None:
    """The first date in a short text (an attribute, a feed element, a byline); None when there is none."""
    if not text:
        return None
    found = [match for pattern in PATTERNS if (match := pattern.search(text.strip()[:300]))]
    for match in sorted(found, key=lambda match: match.start()):
        if read := read_match(match, zone):
            return read
    return None


def read_match(match: re.Match[str], zone: tzinfo) -> PublishedTime | None:
    """The date of a match of one of PATTERNS; None when it is not in the calendar."""
    parts = match.groupdict()
    month = MONTHS[parts["name"].lower()] if parts.get("name") else int(parts["month"])
    given_zone = read_zone(parts.get("zone"))
    try:
        day = datetime(int(parts["year"]), month, int(parts["day"]), tzinfo=given_zone or zone)
        if not parts.get("hour"):
            return PublishedTime(_fixed(day), "day")
        at = day.replace(
            hour=_hour(int(parts["hour"]), parts.get("half")),
            minute=int(parts["minute"]),
            second=min(59, int(parts.get("second") or 0)),
        )
        return PublishedTime(_fixed(at), "time")
    except ValueError:
        return None


def read_zone(text: str | None) -> tzinfo | None:
    """WIB, WITA, WIT, GMT, UTC, Z or a numeric offset; None for anything else."""
    if not text:
        return None
    name = text.strip().lower()
    if name in ZONES:
        return ZONES[name]
    if offset := re.search(r"([+-])(\d{2}):?(\d{2})$", name):
        minutes = int(offset[2]) * 60 + int(offset[3])
        # The largest offset on earth is +14:00.
        if minutes <= 14 * 60:
            return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    return None


def _hour(hour: int, half: str | None) -> int:
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half.lower() == "pm" else 0)


def _fixed(at: datetime) -> datetime:
    """The same instant with a fixed offset, so that the offset travels with it."""
    return at.replace(tzinfo=timezone(at.utcoffset() or timedelta()))
