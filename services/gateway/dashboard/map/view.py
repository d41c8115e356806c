"""The regions of a map made ready: their colours, their legend, and the table that says the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from services.gateway.dashboard import choropleth
from services.gateway.dashboard.choropleth import FEW, NONE, Measure, Shade
from services.gateway.dashboard.region_tones import RegionTones
from services.gateway.dashboard.selection import Selection
from services.gateway.presentation.direction import ENOUGH, Direction, ToneCounts, direction
from services.gateway.presentation.region_choice import Choice
from services.gateway.presentation.story_cards import ToneShare
from services.gateway.presentation.tone_facets import tone_bar
from services.gateway.presentation.wording import number, percent, signed
from shared.regions import WHOLE_COUNTRY, Region

Order = Literal["nada", "berita", "nama"]
ORDERS: tuple[tuple[Order, str], ...] = (
    ("nada", "Paling negatif dulu"),
    ("berita", "Paling banyak berita"),
    ("nama", "Menurut nama"),
)


@dataclass(frozen=True)
class RegionRow:
    """A row of the table: `parts` are its tones as a bar over 100 percent; `address` shows the region."""

    code: str
    name: str
    counts: ToneCounts
    before: ToneCounts
    parts: tuple[ToneShare, ...]
    mean: str
    few: bool
    direction: Direction
    address: str


@dataclass(frozen=True)
class LegendEntry:
    """A class of colour with its name and how many regions are in it."""

    colour: str
    name: str
    regions: int


def borders_of(choice: Choice, parts: Sequence[Region]) -> str:
    """Whose parts are drawn: the province that all parts lie in, the country, or nothing ("")."""
    if not parts:
        return ""
    if len(choice.code) == 2 and choice.code.isdigit():
        return choice.code
    if all(len(part.code) == 2 for part in parts):
        return WHOLE_COUNTRY
    provinces = {part.code[:2] for part in parts}
    return provinces.pop() if len(provinces) == 1 else ""


def shades(regions: Sequence[RegionTones], measure: Measure, chosen: Selection) -> dict[str, Shade]:
    """Code → how it is drawn."""
    steps = choropleth.count_steps(max((region.now.total for region in regions), default=1))
    return {
        region.code: Shade(
            _colour(region.now, measure, steps),
            f"{region.name}: {_told(region.now)}",
            _address(region, chosen),
        )
        for region in regions
    }


def legend(regions: Sequence[RegionTones], measure: Measure) -> list[LegendEntry]:
    """The classes of the measure in their order, then few articles and none where they occur."""
    steps = choropleth.count_steps(max((region.now.total for region in regions), default=1))
    drawn = [_colour(region.now, measure, steps) for region in regions]
    classes = (
        [(key, name) for key, name, _ in choropleth.TONE_CLASSES]
        if measure == "nada"
        else choropleth.count_legend(steps)
    )
    found = [LegendEntry(key, name, drawn.count(key)) for key, name in classes]
    rest = [(FEW, f"kurang dari {ENOUGH} berita"), (NONE, "tidak ada berita")]
    return found + [LegendEntry(key, name, drawn.count(key)) for key, name in rest if key in drawn]


def rows(regions: Sequence[RegionTones], order: Order, chosen: Selection) -> list[RegionRow]:
    """The table; regions of few articles stand after the others where tone orders."""
    keys: dict[Order, Callable[[RegionTones], Any]] = {
        "nada": lambda one: (one.now.read < ENOUGH, one.now.mean, one.short_name),
        "berita": lambda one: (-one.now.total, one.short_name),
        "nama": lambda one: one.short_name,
    }
    return [
        RegionRow(
            code=region.code,
            name=region.name,
            counts=region.now,
            before=region.before,
            parts=tone_bar(region.now, region.now.read),
            mean=signed(region.now.mean) if region.now.read else "",
            few=region.now.read < ENOUGH,
            direction=direction(region.now, region.before),
            address=_address(region, chosen),
        )
        for region in sorted(regions, key=keys[order])
    ]


def _colour(counts: ToneCounts, measure: Measure, steps: list[int]) -> str:
    if not counts.total:
        return NONE
    if measure == "jumlah":
        return choropleth.count_class(counts.total, steps)
    return choropleth.tone_class(counts.mean) if counts.read >= ENOUGH else FEW


def _told(counts: ToneCounts) -> str:
    if not counts.total:
        return "tidak ada berita"
    told = f"{number(counts.total)} berita"
    if counts.read < ENOUGH:
        return f"{told}, terlalu sedikit untuk menyebut nada"
    return f"{told}, {percent(counts.negatif, counts.read)} negatif, nada rata-rata {signed(counts.mean)}"


def _address(region: RegionTones, chosen: Selection) -> str:
    """A province leads to its own map, a regency to its home page."""
    return chosen.path("/peta" if len(region.code) == 2 else "/", wilayah=region.code)
