"""A map of regions in classes of colour, as a Vega-Lite spec: for a page with links, and for a report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from math import cos, pi
from typing import Any, Literal

from services.gateway.presentation.chart_parts import Mode as PaperMode
from services.gateway.presentation.wording import number
from shared.regions.borders import extent, load_borders

# On a page the colours are those of the stylesheet, so that one drawing serves the light and the dark reader.
Mode = Literal["terang", "gelap", "halaman"]
Measure = Literal["nada", "jumlah"]

WIDTH, TALLEST = 640, 720
# Vega makes every address absolute; the name is reserved (RFC 2606) and taken off again in `for_page`.
_ORIGIN = "https://peta.invalid"
_TITLED = re.compile(r'<path aria-label="([^"]*)"([^>]*)/>')

# Mean tone of a region: the middle class is what no reader would call good or bad. From orange to blue, told
# apart by colour-blind readers, and by the words of the legend.
TONE_CLASSES: tuple[tuple[str, str, float], ...] = (
    ("n2", "sangat negatif (di bawah −0,4)", -0.4),
    ("n1", "negatif (−0,4 sampai −0,1)", -0.1),
    ("t0", "seimbang (−0,1 sampai +0,1)", 0.1),
    ("p1", "positif (+0,1 sampai +0,4)", 0.4),
    ("p2", "sangat positif (di atas +0,4)", 1.01),
)
COUNT_CLASSES = ("v1", "v2", "v3", "v4", "v5")
FEW, NONE, OUTSIDE = "sedikit", "kosong", "luar"
PALE = (FEW, NONE, OUTSIDE)

# The same values as in static/peta.css.
_COLOURS: dict[PaperMode, dict[str, str]] = {
    "terang": {
        "n2": "#a8360a", "n1": "#e58a5e", "t0": "#c9ced4", "p1": "#7fb0de", "p2": "#1f5a99",
        "v1": "#d5e8ea", "v2": "#9fcbd0", "v3": "#62a6ae", "v4": "#2b7c86", "v5": "#0b4a54",
        FEW: "#eceef0", NONE: "#f6f5f1", OUTSIDE: "#ffffff", "tepi": "#ffffff", "garis": "#b3b1a8",
    },
    "gelap": {
        "n2": "#ff8a5c", "n1": "#b0582f", "t0": "#59636f", "p1": "#3f78ad", "p2": "#8fc6f7",
        "v1": "#1b3a40", "v2": "#24555d", "v3": "#33808b", "v4": "#57adb8", "v5": "#a3e1ea",
        FEW: "#272e36", NONE: "#1d232a", OUTSIDE: "#181d23", "tepi": "#181d23", "garis": "#4a545e",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Shade:
    """How a region is drawn: its class of colour, what is said of it, and where a click leads."""

    colour: str
    text: str
    address: str = ""


def tone_class(mean: float) -> str:
    """The class of a mean tone."""
    return next(key for key, _, below in TONE_CLASSES if mean < below)


def count_steps(most: int) -> list[int]:
    """Upper ends of the five classes of a count: steps of 1, 2, 5, 10 … that reach `most` in five.

    Even steps, so that a region with twice the articles is twice as far up the scale.
    """
    step, factors = 1, (2, 2.5, 2)
    place = 0
    while step * len(COUNT_CLASSES) < most:
        step = int(step * factors[place % 3])
        place += 1
    return [step * place for place in range(1, len(COUNT_CLASSES) + 1)]


def count_class(count: int, steps: list[int]) -> str:
    """The class of a count of at least one."""
    return next(key for key, step in zip(COUNT_CLASSES, steps, strict=True) if count <= step)


def count_legend(steps: list[int]) -> list[tuple[str, str]]:
    """Classes of a count with their names: ``1–20``, ``21–40`` …"""
    starts = [1, *(step + 1 for step in steps)]
    names = [
        number(start) if start == step else f"{number(start)}–{number(step)}"
        for start, step in zip(starts, steps, strict=False)
    ]
    return list(zip(COUNT_CLASSES, names, strict=True))


def choropleth(code: str, shades: Mapping[str, Shade], mode: Mode) -> dict[str, Any]:
    """The parts of a province or of the country; a part without a shade lies outside what the reader sees.

    Raises KeyError for a region without parts.
    """
    features = load_borders(code)
    outside = Shade(OUTSIDE, "")
    drawn = [
        feature
        | {
            "properties": {
                "fill": _colour(shade.colour, mode),
                # Coloured parts are set apart by the colour of the sheet, pale ones by a line.
                "stroke": _colour("garis" if shade.colour in PALE else "tepi", mode),
                "text": shade.text,
                "href": f"{_ORIGIN}{shade.address}",
                "seen": part in shades,
                "pale": shade.colour in PALE,
            }
        }
        for feature in features
        for part in [feature["properties"]["code"]]
        for shade in [shades.get(part, outside)]
    ]
    colours = {
        channel: {"field": f"properties.{channel}", "type": "nominal", "scale": None}
        for channel in ("fill", "stroke")
    }
    mark = {"type": "geoshape", "strokeWidth": 1.2, "strokeJoin": "round"}
    # What is drawn last lies on top: the lines of pale parts shall not be covered by their neighbours' edges.
    drawn.sort(key=lambda feature: feature["properties"]["pale"])
    known, unknown = ([one for one in drawn if one["properties"]["seen"] is seen] for seen in (True, False))
    layers: list[dict[str, Any]] = []
    if unknown:
        layers.append({"data": {"values": unknown}, "mark": mark | {"aria": False}, "encoding": colours})
    if known:
        layers.append(
            {
                "data": {"values": known},
                "mark": mark,
                "encoding": {
                    **colours,
                    "description": {"field": "properties.text", "type": "nominal"},
                    "href": {"field": "properties.href", "type": "nominal"},
                },
            }
        )
    width, height = _size(code)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": height,
        "padding": 2,
        "background": "transparent",
        "projection": {"type": "mercator"},
        "layer": layers,
        "config": {"view": {"stroke": None}},
    }


def for_page(drawing: str) -> str:
    """The drawing as a part of a page: links within the site, a title for whoever points at a region.

    It holds names of regions and figures of our own, never a word of an article.
    """
    titled = _TITLED.sub(
        lambda found: f'<path aria-label="{found[1]}"{found[2]}><title>{found[1]}</title></path>', drawing
    )
    return titled.replace(f'xlink:href="{escape(_ORIGIN)}', 'xlink:href="')


def _size(code: str) -> tuple[int, int]:
    """As wide as the page, as tall as the region then is, within bounds."""
    west, south, east, north = extent(load_borders(code))
    # Near the equator a degree of latitude is as long as one of longitude times the cosine of the middle.
    proportion = (north - south) / ((east - west) * cos((north + south) / 2 * pi / 180))
    height = WIDTH * proportion
    if height <= TALLEST:
        return WIDTH, round(height)
    return round(WIDTH * TALLEST / height), TALLEST


def _colour(key: str, mode: Mode) -> str:
    if mode == "halaman":
        return "url(#arsir)" if key == FEW else f"var(--peta-{key})"
    return _COLOURS[mode][key]
