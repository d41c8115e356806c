"""The charts as Vega-Lite specs, made here once: the same spec is drawn as SVG and in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

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
from services.gateway.presentation.dates import long_day, short_day
from services.gateway.presentation.direction import ToneCounts
from services.gateway.presentation.period import spoken_range, summed
from services.gateway.presentation.wording import TONE_NAMES

# A month is labelled by its weeks, counted back from the last day; anything else with six labels at most.
LABEL_EVERY, MOST_LABELS = 7, 6
FORTNIGHT = 14
# Beyond this a phone shows bars of less than 5 px: weeks stand for days.
MOST_DAYS = 45
WEEK = 7


# Drawing order from the axis up: negative stands on the axis, where lengths compare best.
STACK = ("negatif", "netral", "positif")


@dataclass(frozen=True)
class Step:
    """What one bar stands for: a day, or the days of a week, and the articles of these days."""

    first: date
    last: date
    counts: ToneCounts

    @property
    def name(self) -> str:
        """As a table calls it: ``25 Nov``, ``19–25 Nov``."""
        if self.first == self.last:
            return short_day(self.last)
        start = str(self.first.day) if self.first.month == self.last.month else short_day(self.first)
        return f"{start}–{short_day(self.last)}"


def steps(days: Sequence[tuple[date, ToneCounts]]) -> list[Step]:
    """The bars of a chart: days as long as they fit, otherwise weeks counted back from the last day."""
    width = 1 if len(days) <= MOST_DAYS else WEEK
    ends = range(len(days), 0, -width)
    parts = [days[max(0, end - width) : end] for end in ends][::-1]
    return [Step(part[0][0], part[-1][0], summed([counts for _, counts in part])) for part in parts]


def tone_per_day(days: Sequence[tuple[date, ToneCounts]], mode: Mode) -> dict[str, Any]:
    """Stacked bars: articles per day by tone, oldest day first; of a long period per week."""
    palette = PALETTES[mode]
    bars = steps(days)
    values = [
        {"hari": bar.first.isoformat(), "nada": tone, "jumlah": getattr(bar.counts, tone), "urutan": place}
        | {"tanggal": long_day(bar.last) if bar.first == bar.last else spoken_range(bar.first, bar.last)}
        | {TONE_NAMES[each]: getattr(bar.counts, each) for each in STACK}
        for bar in bars
        for place, tone in enumerate(STACK)
    ]
    every = LABEL_EVERY if FORTNIGHT < len(days) <= MOST_DAYS else -(-len(bars) // MOST_LABELS)
    labelled = [bar.first for bar in bars][::-1][::every][::-1]
    scale = ticks(max(bar.counts.read for bar in bars))
    return framed(
        values,
        palette,
        mark=BARS,
        encoding={
            "x": bar_by_bar("hari", {day.isoformat(): short_day(day) for day in labelled}),
            "y": stacked(scale),
            "color": coloured({tone: palette.tones[tone] for tone in STACK}),
            "order": IN_ORDER,
            "tooltip": [
                {"field": "tanggal", "type": "nominal", "title": "Hari"},
                *({"field": TONE_NAMES[tone], "type": "quantitative"} for tone in STACK),
            ],
        },
    )
