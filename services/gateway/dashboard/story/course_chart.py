"""The course of a story as a chart: articles by tone per hour, day, week or month, and where it turned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.gateway.presentation.chart_parts import (
    BARS,
    IN_ORDER,
    PALETTES,
    Mode,
    bar_by_bar,
    coloured,
    framed,
    stacked,
    ticks,
)
from services.gateway.presentation.charts import STACK
from services.gateway.presentation.dates import DAYS, MONTHS, short_day
from services.gateway.presentation.wording import TONE_NAMES
from shared.contracts.query import Bucket, Interval
from shared.contracts.story import StoryCourse

# More labels run into one another on a phone.
MOST_LABELS = 5


def bucket_name(start: datetime, interval: Interval) -> str:
    """As a table calls a bucket: ``25 Nov pukul 14.00``, ``Rabu 25 Nov``, ``pekan 23 Nov sampai 29 Nov``."""
    if interval == "hour":
        return f"{short_day(start.date())} pukul {start:%H.%M}"
    if interval == "day":
        return f"{DAYS[start.weekday()]} {short_day(start.date())}"
    if interval == "week":
        return f"pekan {_short_range(start.date())}"
    return f"{MONTHS[start.month - 1]} {start.year}"


def _short_range(first: date) -> str:
    return f"{short_day(first)} sampai {short_day(first + timedelta(days=6))}"


def _label(start: datetime, interval: Interval) -> str:
    """Under the axis, short."""
    if interval == "hour":
        return f"{start:%H.%M}" if start.hour else short_day(start.date())
    return f"{MONTHS[start.month - 1][:3]} {start:%y}" if interval == "month" else short_day(start.date())


def course_chart(course: StoryCourse, turned_at: datetime | None, mode: Mode) -> dict[str, Any]:
    """Stacked bars, oldest first; a dashed line stands before the bucket in which the tone turned."""
    palette = PALETTES[mode]
    zone = ZoneInfo(course.timezone)
    starts = [bucket.start.astimezone(zone) for bucket in course.buckets]
    values = [
        {
            "kapan": start.isoformat(),
            "nada": tone,
            "jumlah": bucket.split.get(tone, 0),
            "urutan": place,
            "saat": bucket_name(start, course.interval),
        }
        | {TONE_NAMES[each]: bucket.split.get(each, 0) for each in STACK}
        for start, bucket in zip(starts, course.buckets, strict=True)
        for place, tone in enumerate(STACK)
    ]
    every = -(-len(starts) // MOST_LABELS)
    labelled = {start.isoformat(): _label(start, course.interval) for start in starts[::every]}
    scale = ticks(max((_toned(bucket) for bucket in course.buckets), default=1) or 1)
    x = bar_by_bar("kapan", labelled)
    layers: list[dict[str, Any]] = [
        {
            "mark": BARS,
            "encoding": {
                "x": x,
                "y": stacked(scale),
                "color": coloured({tone: palette.tones[tone] for tone in STACK}),
                "order": IN_ORDER,
                "tooltip": [
                    {"field": "saat", "type": "nominal", "title": "Saat"},
                    *({"field": TONE_NAMES[tone], "type": "quantitative"} for tone in STACK),
                ],
            },
        }
    ]
    turned = _bucket_of(starts, turned_at)
    if turned is not None:
        layers.append(
            {
                "data": {"values": [{"kapan": turned.isoformat()}]},
                "mark": {"type": "rule", "strokeDash": [4, 3], "strokeWidth": 1.5, "color": palette.ink},
                # Before the bar, where no colour hides it.
                "encoding": {"x": {"field": "kapan", "type": "ordinal", "sort": None, "bandPosition": 0}},
            }
        )
    return framed(values, palette, layer=layers)


def _toned(bucket: Bucket) -> int:
    return sum(bucket.split.get(tone, 0) for tone in STACK)


def _bucket_of(starts: Sequence[datetime], moment: datetime | None) -> datetime | None:
    """The last bucket that begins at or before the moment."""
    return None if moment is None else max((s for s in starts if s <= moment), default=None)
