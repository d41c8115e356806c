"""What all charts of bars share, as parts of a Vega-Lite spec: frame, axes, and the look of their text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Mode = Literal["terang", "gelap"]

# One geometry for both: a phone of 390 px shows it 326 px wide, the side column of the desk 400 px.
WIDTH, HEIGHT = 340, 200


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
# The page tells the figures in a table; thousands of labels inside the drawing would help nobody.
BARS = {"type": "bar", "aria": False}
IN_ORDER = {"field": "urutan", "type": "quantitative"}


def framed(values: Sequence[Mapping[str, Any]], palette: Palette, **drawing: Any) -> dict[str, Any]:
    """A spec of our size and look around marks and encodings, or layers of them."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "height": HEIGHT,
        "autosize": {"type": "fit", "contains": "padding"},
        # Room for the half of the last label that stands beyond its bar.
        "padding": {"left": 2, "top": 6, "right": 6, "bottom": 2},
        "background": "transparent",
        "data": {"values": values},
        **drawing,
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


def bar_by_bar(field: str, names: Mapping[Any, str]) -> dict[str, Any]:
    """The axis along the bars, in the order given; `names`: what stands below those that are labelled."""
    return {
        "field": field,
        "type": "ordinal",
        "sort": None,
        "scale": {"paddingInner": 0.22, "paddingOuter": 0.1},
        "axis": {
            "title": None,
            "values": list(names),
            "labelExpr": f"({json.dumps(names)})[datum.value]",
            "labelAngle": 0,
            "labelFlush": True,
        },
    }


def stacked(scale: Sequence[int]) -> dict[str, Any]:
    """The axis up the bars, in whole numbers: `scale` are its ticks, from 0 up."""
    return {
        "field": "jumlah",
        "type": "quantitative",
        "stack": "zero",
        "scale": {"domain": [0, scale[-1]], "nice": False},
        "axis": {"title": None, "values": list(scale), "format": "d"},
    }


def coloured(colours: Mapping[str, str]) -> dict[str, Any]:
    """A colour for each tone, named beside the chart and not in it."""
    return {
        "field": "nada",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(colours), "range": list(colours.values())},
    }


def ticks(longest: int) -> list[int]:
    """Whole numbers from 0 to at least `longest`, in four steps at most: 1, 2, 5, 10, 20, 50 …"""
    step = 1
    while step * 4 < longest:
        # From 1 to 2, from 2 to 5, from 5 to 10: the steps that people count in.
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return list(range(0, step * max(1, -(-longest // step)) + 1, step))
