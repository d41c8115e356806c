"""The map: its classes, its drawing on a page and on paper."""

from __future__ import annotations

import re

import pytest

from services.gateway.dashboard.assets import asset
from services.gateway.dashboard.choropleth import (
    _COLOURS,
    FEW,
    Shade,
    choropleth,
    count_class,
    count_legend,
    count_steps,
    for_page,
    tone_class,
)
from services.gateway.presentation.drawing import Drawings

SHADES = {
    "64.08": Shade("n2", "Kabupaten Kutai Timur: 78 berita", "/?hari=7&wilayah=64.08"),
    "64.09": Shade(FEW, "Kabupaten Penajam Paser Utara: 3 berita", "/?wilayah=64.09"),
}


@pytest.mark.parametrize(
    ("mean", "key"),
    [(-1, "n2"), (-0.4, "n1"), (-0.1, "t0"), (0.0, "t0"), (0.1, "p1"), (0.4, "p2"), (1, "p2")],
)
def test_tone_classes_cover_the_scale(mean: float, key: str) -> None:
    assert tone_class(mean) == key


@pytest.mark.parametrize(
    ("most", "steps"),
    [
        (1, [1, 2, 3, 4, 5]),
        (9, [2, 4, 6, 8, 10]),
        (78, [20, 40, 60, 80, 100]),
        (260, [100, 200, 300, 400, 500]),
    ],
)
def test_counts_are_classed_in_even_steps(most: int, steps: list[int]) -> None:
    assert count_steps(most) == steps
    assert count_class(most, steps) in {key for key, _ in count_legend(steps)}


def test_the_legend_of_counts_leaves_no_gap() -> None:
    assert [name for _, name in count_legend([20, 40, 60, 80, 100])] == [
        "1–20",
        "21–40",
        "41–60",
        "61–80",
        "81–100",
    ]
    assert [name for _, name in count_legend([1, 2, 3, 4, 5])] == ["1", "2", "3", "4", "5"]


async def test_on_a_page_regions_are_links_with_names() -> None:
    drawing = for_page(await Drawings().svg(choropleth("64", SHADES, "halaman")))
    assert re.search(
        r'<a xlink:href="/\?hari=7&amp;wilayah=64\.08"><path aria-label="Kabupaten Kutai Timur: 78 berita"[^>]*'
        r'fill="var\(--peta-n2\)"[^>]*><title>Kabupaten Kutai Timur: 78 berita</title></path></a>',
        drawing,
    )
    assert 'fill="url(#arsir)"' in drawing
    # What the reader does not see is drawn, but leads nowhere and says nothing.
    assert drawing.count("<a ") == 2
    assert drawing.count('fill="var(--peta-luar)"') == 8
    assert "invalid" not in drawing
    assert "style" not in drawing


async def test_on_paper_the_colours_stand_in_the_drawing() -> None:
    drawing = await Drawings().svg(choropleth("64", SHADES, "terang"))
    assert f'fill="{_COLOURS["terang"]["n2"]}"' in drawing
    assert "var(" not in drawing


def test_page_and_paper_have_the_same_colours() -> None:
    css = asset("peta.css").content.decode()
    light, dark = css.split("prefers-color-scheme: dark")
    for part, mode in ((light, "terang"), (dark, "gelap")):
        assert dict(re.findall(r"--peta-(\w+): (#\w+);", part)) == _COLOURS[mode]  # type: ignore[index]


def test_a_regency_has_no_map() -> None:
    with pytest.raises(KeyError):
        choropleth("64.08", {}, "halaman")
