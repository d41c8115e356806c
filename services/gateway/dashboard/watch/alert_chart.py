"""The chart of an alert: windows as bars, the one that fired in front, and what it is measured against."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from services.gateway.dashboard.watch.alert_series import Series
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
from services.gateway.presentation.dates import short_day

# Labels below a phone's 326 px that do not touch.
LABELS = 4
PARTS = (("negatif", "Negatif"), ("lain", "Netral dan positif"))


def window_text(start: datetime, end: datetime, zone: tzinfo) -> str:
    """A window as a table says it: ``24 Nov 10.00–11.00``, ``23 Nov 07.00 – 24 Nov 07.00``."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    if first.date() == last.date():
        return f"{short_day(first.date())} {first:%H.%M}–{last:%H.%M}"
    return f"{short_day(first.date())} {first:%H.%M} – {short_day(last.date())} {last:%H.%M}"


def alert_chart(series: Series, zone: tzinfo, mode: Mode) -> dict[str, Any]:
    """Stacked bars by tone; bars before the last are pale, a dashed line is the measure."""
    palette = PALETTES[mode]
    values = [
        {
            "tempat": place,
            "waktu": window_text(bar.start, bar.end, zone),
            "nada": name,
            "jumlah": bar.negative if part == "negatif" else bar.others,
            "urutan": order,
            "tebal": 1 if bar.fired else 0.45,
        }
        for place, bar in enumerate(series.bars)
        for order, (part, name) in enumerate(PARTS)
    ]
    longest = max([*(bar.count for bar in series.bars), round(series.line or 0), 1])
    scale = ticks(longest)
    step = max(1, -(-len(series.bars) // LABELS))
    labelled = list(range(len(series.bars) - 1, -1, -step))
    names = {place: _label(series, place, zone) for place in labelled}
    colours = (palette.tones["negatif"], palette.tones["netral"])
    layers: list[dict[str, Any]] = [
        {
            "mark": BARS,
            "encoding": {
                "x": bar_by_bar("tempat", names),
                "y": stacked(scale),
                "color": coloured({name: colour for (_, name), colour in zip(PARTS, colours, strict=True)}),
                "opacity": {"field": "tebal", "type": "quantitative", "scale": None, "legend": None},
                "order": IN_ORDER,
                "tooltip": [
                    {"field": "waktu", "type": "nominal", "title": "Waktu"},
                    {"field": "nada", "type": "nominal", "title": "Nada"},
                    {"field": "jumlah", "type": "quantitative", "title": "Berita"},
                ],
            },
        }
    ]
    if series.line is not None:
        layers.append(
            {
                "data": {"values": [{"garis": series.line}]},
                "mark": {
                    "type": "rule",
                    "aria": False,
                    "color": palette.ink,
                    "strokeDash": [5, 4],
                    "strokeWidth": 1.5,
                },
                "encoding": {"y": {"field": "garis", "type": "quantitative"}},
            }
        )
    return framed(values, palette, layer=layers)


def _label(series: Series, place: int, zone: tzinfo) -> str:
    """Windows below a day are told by the clock, longer ones by the day on which they end."""
    bar = series.bars[place]
    start, end = bar.start.astimezone(zone), bar.end.astimezone(zone)
    if (bar.end - bar.start).total_seconds() < 86_400:
        return f"{start:%H.%M}"
    return short_day(end.date())
