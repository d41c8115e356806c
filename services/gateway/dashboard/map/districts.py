"""The districts of a regency, as far as the news name them: no borders to draw, but figures to tell."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from services.gateway.dashboard.region_tones import tones_of
from services.gateway.dashboard.selection import Selection
from services.gateway.presentation.direction import ToneCounts
from services.gateway.presentation.story_cards import ToneShare
from services.gateway.presentation.tone_facets import tone_bar
from services.gateway.search_client import SearchClient
from shared.regions.districts import District, districts_of

# A regency has up to 60 districts: a page must not crowd out everybody else.
_AT_ONCE = 6


@dataclass(frozen=True)
class DistrictRow:
    """A district with the articles that name it; `phrase` finds them."""

    name: str
    phrase: str
    counts: ToneCounts
    parts: tuple[ToneShare, ...]


async def district_rows(search: SearchClient, chosen: Selection) -> list[DistrictRow]:
    """Districts that articles about the regency name, most articles first; those named nowhere at the end.

    An article that names two districts counts for both. Raises ServiceUnavailable.
    """
    turn = asyncio.Semaphore(_AT_ONCE)

    async def counted(district: District) -> tuple[District, ToneCounts]:
        async with turn:
            return district, await tones_of(search, chosen.filter(q=_phrase(district)))

    found = await asyncio.gather(*(counted(district) for district in districts_of(chosen.region.code)))
    longest = max((counts.total for _, counts in found), default=1)
    ordered = sorted(found, key=lambda pair: (-pair[1].total, pair[0].name))
    return [
        DistrictRow(district.name, _phrase(district), counts, tone_bar(counts, longest))
        for district, counts in ordered
    ]


def _phrase(district: District) -> str:
    """The name as the query language takes it: these words in this order."""
    return f'"{district.name}"'
