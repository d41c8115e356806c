"""Regions beside each other: articles by tone of the parts of a province or the country, now and before."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.dashboard.selection import Selection
from services.gateway.presentation.direction import Direction, ToneCounts, direction
from services.gateway.presentation.region_choice import Choice
from services.gateway.presentation.tone_facets import CountsByValue, counts_by_value
from services.gateway.search_client import SearchClient
from shared.contracts.query import FacetQuery, Filter
from shared.regions import WHOLE_COUNTRY, Region, load_regions


@dataclass(frozen=True)
class RegionTones:
    """A region with its articles by tone in the period and in the one before."""

    code: str
    name: str
    short_name: str
    now: ToneCounts
    before: ToneCounts

    @property
    def direction(self) -> Direction:
        """Whether its tone changed by more than chance explains."""
        return direction(self.now, self.before)


def parts_of(choice: Choice, scope: Sequence[str]) -> list[Region]:
    """What the chosen region is made of, as far as the scope reaches.

    A province of its regencies, the country of its provinces, several regions of themselves; a regency of
    nothing.
    """
    table = load_regions()
    if choice.code in table:
        parts = table.children(choice.code)
    elif WHOLE_COUNTRY in scope:
        parts = table.children()
    else:
        parts = [table.get(code) for code in choice.codes]
    return [part for part in parts if table.in_scope(part.code, scope)]


async def region_tones(
    search: SearchClient, chosen: Selection, parts: Sequence[Region], *, with_before: bool = True
) -> list[RegionTones]:
    """The parts in their order with their articles. Raises ServiceUnavailable."""
    if not parts:
        return []

    async def counted(wanted: Filter) -> CountsByValue:
        # The parts' own codes and all below them: an article about a regency is about its province too.
        narrowed = wanted.model_copy(update={"regions": [part.code for part in parts], "about": True})
        return await _by_part(search, narrowed, parts)

    if with_before:
        now, before = await asyncio.gather(counted(chosen.filter()), counted(chosen.filter_before()))
    else:
        now, before = await counted(chosen.filter()), {}
    return [
        RegionTones(
            code=part.code,
            name=part.name,
            short_name=part.short_name,
            now=now.get(part.code, ToneCounts()),
            before=before.get(part.code, ToneCounts()),
        )
        for part in parts
    ]


async def _by_part(search: SearchClient, wanted: Filter, parts: Sequence[Region]) -> CountsByValue:
    if all(len(part.code) > 2 for part in parts):
        return (await counts_by_value(search, wanted, ["region"]))["region"]
    # The facet counts codes as they are written: an article about two regencies would count twice for their
    # province, so each province is asked for by itself.
    turn = asyncio.Semaphore(8)

    async def one(part: Region) -> ToneCounts:
        async with turn:
            narrowed = wanted.model_copy(update={"regions": [part.code]})
            return await tones_of(search, narrowed)

    counts = await asyncio.gather(*(one(part) for part in parts))
    return {part.code: count for part, count in zip(parts, counts, strict=True)}


async def tones_of(search: SearchClient, wanted: Filter) -> ToneCounts:
    """The articles of a filter by tone. Raises ServiceUnavailable."""
    found = await search.facets(FacetQuery(filter=wanted, fields=["tone"]))
    counts = {value.value: value.count for value in found.facets.get("tone", [])}
    known = {tone: counts.get(tone, 0) for tone in ("positif", "netral", "negatif")}
    return ToneCounts(**known, untold=max(0, found.total.value - sum(known.values())))
