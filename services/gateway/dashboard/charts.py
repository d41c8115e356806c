"""The charts as Vega-Lite specs, made here once: the same spec is drawn as SVG and in the browser."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from services.gateway.dashboard.dates import long_day, short_day
from services.gateway.dashboard.direction import ToneCounts
from services.gateway.dashboard.period import spoken_range, summed
from services.gateway.dashboard.wording import TONE_NAMES

Mode = Literal["terang", "gelap"]

# One geometry for both: a phone of 390 px shows it 326 px wide, the side column of the desk 400 px.
WIDTH, HEIGHT = 340, 200
# A month is labelled by its weeks, counted back from the last day; anything else with six labels at most.
LABEL_EVERY, MOST_LABELS = 7, 6
FORTNIGHT = 14
# Beyond this a phone shows bars of less than 5 px: weeks stand for days.
MOST_DAYS = 45
WEEK = 7


@dataclass(frozen=True)
class Palette:
    """Colours of one mode. Orange against blue: told apart by colour-blind readers, unlike red and green."""

    ink: str
    grid: str
    tones: dict[str, str]


# The same values as in static/gaung.css.
PALETTES: dict[Mode, Palette] = {
    "terang": Palette(
        "#59616b", "#e4e2dc", {"negatif": "#c2410c", "netral": "#b4bac2", "positif": "#2b6cb0"}
    ),
    "gelap": Palette("#a7b0ba", "#2c343d", {"negatif": "#f9845a", "netral": "#59636f", "positif": "#6db0ee"}),
}
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


def ticks(longest: int) -> list[int]:
    """Whole numbers from 0 to at least `longest`, in four steps at most: 1, 2, 5, 10, 20, 50 …"""
    step = 1
    while step * 4 < longest:
        # From 1 to 2, from 2 to 5, from 5 to 10: the steps that people count in.
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return list(range(0, step * max(1, -(-longest // step)) + 1, step))


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
    names = json.dumps({day.isoformat(): short_day(day) for day in labelled})
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "height": HEIGHT,
        "autosize": {"type": "fit", "contains": "padding"},
        # Room for the half of the last label that stands beyond its bar.
        "padding": {"left": 2, "top": 6, "right": 6, "bottom": 2},
        "background": "transparent",
        "data": {"values": values},
        # The page tells the figures in a table; thousands of labels inside the drawing would help nobody.
        "mark": {"type": "bar", "aria": False},
        "encoding": {
            "x": {
                "field": "hari",
                "type": "ordinal",
                "sort": None,
                "scale": {"paddingInner": 0.22, "paddingOuter": 0.1},
                "axis": {
                    "title": None,
                    "values": [day.isoformat() for day in labelled],
                    "labelExpr": f"({names})[datum.value]",
                    "labelAngle": 0,
                    "labelFlush": True,
                },
            },
            "y": {
                "field": "jumlah",
                "type": "quantitative",
                "stack": "zero",
                "scale": {"domain": [0, scale[-1]], "nice": False},
                "axis": {"title": None, "values": scale, "format": "d"},
            },
            "color": {
                "field": "nada",
                "type": "nominal",
                "legend": None,
                "scale": {"domain": list(STACK), "range": [palette.tones[tone] for tone in STACK]},
            },
            "order": {"field": "urutan", "type": "quantitative"},
            "tooltip": [
                {"field": "tanggal", "type": "nominal", "title": "Hari"},
                *({"field": TONE_NAMES[tone], "type": "quantitative"} for tone in STACK),
            ],
        },
        "config": {
            "font": "Segoe UI, Roboto, Noto Sans, sans-serif",
            "view": {"stroke": None},
            "axis": {
                "labelColor": palette.ink,
                "labelFontSize": 12,
                "gridColor": palette.grid,
                "domainColor": palette.grid,
                "ticks": False,
                "labelPadding": 6,
            },
            "axisX": {"grid": False},
            "axisY": {"domain": False},
        },
    }
