"""Borders and districts: every region is there, drawn the right way round, and small enough to send."""

from __future__ import annotations

from importlib.resources import files
from itertools import pairwise

import pytest

from shared.regions import WHOLE_COUNTRY, load_regions
from shared.regions.borders import extent, load_borders
from shared.regions.districts import districts_of

PROVINCES = [region.code for region in load_regions().children()]


@pytest.mark.parametrize("code", [WHOLE_COUNTRY, *PROVINCES])
def test_every_part_has_its_borders(code: str) -> None:
    drawn = {feature["properties"]["code"] for feature in load_borders(code)}
    assert drawn == {region.code for region in load_regions().children(code)}


@pytest.mark.parametrize("code", ["64.08", "99", "../64"])
def test_what_has_no_parts_has_no_borders(code: str) -> None:
    with pytest.raises(KeyError):
        load_borders(code)


def test_outer_rings_run_clockwise_and_close() -> None:
    # Otherwise d3-geo fills the rest of the globe.
    for feature in load_borders("64"):
        for polygon in feature["geometry"]["coordinates"]:
            ring = polygon[0]
            assert ring[0] == ring[-1]
            pairs = pairwise(ring)
            assert sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairs) > 0


def test_the_extent_holds_a_known_town() -> None:
    west, south, east, north = extent(load_borders("64"))
    # Sangatta lies at 117.5 E, 0.5 N.
    assert west < 117.5 < east
    assert south < 0.5 < north


def test_the_files_stay_small() -> None:
    folder = files("shared.regions").joinpath("data", "borders")
    sizes = [len(file.read_bytes()) for file in folder.iterdir() if file.name.endswith(".json")]
    assert sum(sizes) < 1_500_000


def test_districts_of_a_regency() -> None:
    names = {district.name for district in districts_of("64.08")}
    assert {"Sangatta Utara", "Bengalon", "Muara Wahau"} <= names
    assert districts_of("64") == ()
