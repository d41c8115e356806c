"""Borders for maps: the regencies of a province, or the provinces of the country, as GeoJSON."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from shared.regions.table import WHOLE_COUNTRY, load_regions

Feature = dict[str, Any]


@lru_cache(maxsize=8)
def load_borders(code: str) -> tuple[Feature, ...]:
    """The parts of a province ("64") or the country ("ID"), each a MultiPolygon; its property is its `code`.

    Longitude and latitude in degrees, simplified to what a map of 720 px shows; outer rings run clockwise, as
    d3-geo wants them. Raises KeyError for what has no parts. The features are shared: copy before changing.
    """
    if code != WHOLE_COUNTRY and (code not in load_regions() or len(code) != 2):
        raise KeyError(code)
    text = files("shared.regions").joinpath("data", "borders", f"{code}.json").read_text(encoding="utf-8")
    features: list[Feature] = json.loads(text)["features"]
    return tuple(features)


def extent(features: tuple[Feature, ...]) -> tuple[float, float, float, float]:
    """West, south, east and north of the features, in degrees."""
    points = [
        point
        for feature in features
        for polygon in feature["geometry"]["coordinates"]
        for ring in polygon
        for point in ring
    ]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)
