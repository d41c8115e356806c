"""The tone chart: its spec, and the drawing made of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.gateway.presentation.chart_parts import PALETTES, Mode, ticks
from services.gateway.presentation.charts import tone_per_day
from services.gateway.presentation.direction import ToneCounts
from services.gateway.presentation.drawing import Drawings

LAST = date(2026, 11, 25)
DAYS = [(LAST - timedelta(days=29 - place), ToneCounts(positif=1, negatif=place % 3)) for place in range(30)]


@pytest.mark.parametrize(
    ("longest", "expected"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (4, [0, 1, 2, 3, 4]),
        (9, [0, 5, 10]),
        (7, [0, 2, 4, 6, 8]),
        (41, [0, 20, 40, 60]),
        (1000, [0, 500, 1000]),
    ],
)
def test_ticks_are_whole_numbers_that_people_count_in(longest: int, expected: list[int]) -> None:
    assert ticks(longest) == expected


def test_the_last_label_is_today() -> None:
    axis = tone_per_day(DAYS, "terang")["encoding"]["x"]["axis"]
    assert axis["values"][-1] == "2026-11-25"
    assert len(axis["values"]) == 5


@pytest.mark.parametrize("mode", ["terang", "gelap"])
async def test_the_drawing_has_a_bar_per_count_and_no_style(mode: Mode) -> None:
    drawing = await Drawings().svg(tone_per_day(DAYS, mode))
    negatives = sum(counts.negatif > 0 for _, counts in DAYS)
    assert drawing.count(f'fill="{PALETTES[mode].tones["negatif"]}"') >= negatives
    assert ">25 Nov</text>" in drawing
    # Served under a policy that forbids inline style; an image needs none.
    assert "<style" not in drawing
    assert "<script" not in drawing


async def test_the_same_spec_is_drawn_once() -> None:
    drawings = Drawings()
    first = await drawings.svg(tone_per_day(DAYS, "terang"))
    assert await drawings.svg(tone_per_day(DAYS, "terang")) is first
