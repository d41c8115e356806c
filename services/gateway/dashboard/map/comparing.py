"""Up to four regions side by side: tone and how sure it is, volume, topics, stories, outlets."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.gateway.comparison import side_of
from services.gateway.dashboard.selection import Selection
from services.gateway.intervals import Interval95
from services.gateway.presentation.direction import ENOUGH, ToneCounts, difference_interval, direction
from services.gateway.presentation.region_choice import region_name
from services.gateway.presentation.source_names import name_of
from services.gateway.presentation.story_cards import ToneShare
from services.gateway.presentation.tone_facets import ToneRow, counts_by_value, tone_bar, tone_rows
from services.gateway.presentation.wording import TOPIC_NAMES, number, percent, signed
from services.gateway.search_client import SearchClient
from shared.contracts.enrichment import TONES
from shared.contracts.query import FacetQuery, Filter, Story, StorySearch
from shared.regions import load_regions

# As many as a desk shows beside each other.
MOST = 4
TOPICS_SHOWN, STORIES_SHOWN, OUTLETS_SHOWN = 5, 3, 5
# Of the newest hundred the largest are shown.
_STORIES_LOOKED_AT = 100


@dataclass(frozen=True)
class Side:
    """One region. `negative` is Wilson's interval of the share of negative articles."""

    code: str
    name: str
    counts: ToneCounts
    before: ToneCounts
    negative: Interval95 | None
    topics: list[ToneRow]
    outlets: list[ToneRow]
    stories: list[Story]

    @property
    def parts(self) -> tuple[ToneShare, ...]:
        """Its tones as a bar over 100 percent."""
        return tone_bar(self.counts, self.counts.read)


def known_codes(wanted: Sequence[str], scope: Sequence[str]) -> list[str]:
    """Regions of the table within the scope, each once, in the order asked for."""
    table = load_regions()
    codes = [code for code in dict.fromkeys(wanted) if code in table and table.in_scope(code, scope)]
    return codes[:MOST]


async def sides(
    search: SearchClient, chosen: Selection, codes: Sequence[str], names: dict[str, str]
) -> list[Side]:
    """The regions with their figures. `names` are those of outlets. Raises ServiceUnavailable."""
    return list(await asyncio.gather(*(_side(search, chosen, code, names) for code in codes)))


async def _side(search: SearchClient, chosen: Selection, code: str, names: dict[str, str]) -> Side:
    only: dict[str, Any] = {"regions": [code], "about": True}
    wanted, before = chosen.filter(**only), chosen.filter_before(**only)
    figures, figures_before, by_value, stories = await asyncio.gather(
        _figures(search, wanted),
        _figures(search, before),
        counts_by_value(search, wanted, ["topic", "source"]),
        search.stories(StorySearch(filter=chosen.filter(copies="include", **only), limit=_STORIES_LOOKED_AT)),
    )
    (counts, negative), outlets = figures, by_value["source"]
    return Side(
        code=code,
        name=region_name(code),
        counts=counts,
        before=figures_before[0],
        negative=negative,
        topics=tone_rows(by_value["topic"], {}, TOPIC_NAMES, most=TOPICS_SHOWN, last="lainnya"),
        outlets=tone_rows(outlets, {}, {one: name_of(one, names) for one in outlets}, most=OUTLETS_SHOWN),
        stories=sorted(stories.items, key=lambda story: -story.size)[:STORIES_SHOWN],
    )


async def _figures(search: SearchClient, wanted: Filter) -> tuple[ToneCounts, Interval95 | None]:
    """The same figures as `POST /v1/compare` gives of a side."""
    found = side_of(wanted, await search.facets(FacetQuery(filter=wanted, fields=["tone"])))
    known: dict[str, int] = {tone: found.tones[tone].count for tone in TONES}
    return ToneCounts(**known, untold=max(0, found.articles - found.toned)), found.tones["negatif"].interval


def difference_in_words(side: Side, first: Side) -> str:
    """How the tone of a region differs from that of the first, and how sure that is."""
    if min(side.counts.read, first.counts.read) < ENOUGH:
        return f"Terlalu sedikit berita untuk dibandingkan dengan {first.name}."
    word = direction(side.counts, first.counts)
    interval = difference_interval(side.counts, first.counts)
    reach = (
        f" Selisih nada rata-rata {signed(side.counts.mean - first.counts.mean)}, keyakinan 95% antara "
        f"{signed(interval.low)} dan {signed(interval.high)}."
        if interval and interval.high is not None
        else ""
    )
    told = {
        "turun": f"Lebih negatif daripada {first.name}.",
        "naik": f"Lebih positif daripada {first.name}.",
    }.get(word, f"Tidak jelas berbeda dari {first.name}.")
    return told + reach


def sureness(side: Side) -> str:
    """The negative share with its interval: ``58% negatif; dengan keyakinan 95% antara 44 dan 71%``."""
    if side.negative is None or side.negative.high is None:
        return ""
    low, high = (round(100 * bound) for bound in (side.negative.low, side.negative.high))
    share = percent(side.counts.negatif, side.counts.read)
    return f"{share} negatif; dengan keyakinan 95% antara {number(low)} dan {number(high)}%"
