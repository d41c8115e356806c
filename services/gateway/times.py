"""Times in a request: days in the tenant's zone, or RFC 3339 times with their offset."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# RFC 3339, 5.6. A blank instead of the plus sign: what a URL makes of an offset that was not escaped.
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)([Zz]|[+\- ]\d{2}:\d{2})")
# Nothing on the web is older, and no calendar of a newsroom reaches further.
_YEARS = range(1900, 2200)


class BadTime(ValueError):
    """Not a day and not an RFC 3339 time; the message is for the user."""


def lower_bound(text: str, zone: ZoneInfo) -> datetime:
    """`from`: the time, or the beginning of the day in `zone`. Raises BadTime."""
    day = _day(text)
    return start_of_day(day, zone) if day else _time(text)


def upper_bound(text: str, zone: ZoneInfo) -> datetime:
    """`to`, not included: the time, or the end of the day in `zone`. Raises BadTime."""
    day = _day(text)
    return start_of_day(day + timedelta(days=1), zone) if day else _time(text)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Midnight at the beginning of a day in `zone`."""
    return datetime.combine(day, time.min, zone)


def _day(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        return _in_range(date.fromisoformat(text))
    except ValueError as error:
        raise _bad(text) from error


def _time(text: str) -> datetime:
    match = _TIME.fullmatch(text)
    if match is None:
        raise _bad(text)
    day, clock, offset = match.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{offset.replace(' ', '+').upper()}")
    except ValueError as error:
        raise _bad(text) from error
    _in_range(moment.date())
    return moment


def _in_range(day: date) -> date:
    if day.year not in _YEARS:
        raise BadTime(f"tahun harus antara {_YEARS.start} dan {_YEARS.stop - 1}")
    return day


def _bad(text: str) -> BadTime:
    return BadTime(
        f"bukan tanggal atau waktu RFC 3339: {text[:40]!r}; mis. 2026-08-17 atau 2026-08-17T10:00:00+08:00"
    )
