"""Articles by tone for every value of a field: topics, outlets, regions."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.gateway.presentation.direction import ToneCounts
from services.gateway.presentation.story_cards import ToneShare
from services.gateway.presentation.wording import TONE_NAMES
from services.gateway.search_client import SearchClient
from shared.contracts.enrichment import TONES
from shared.contracts.query import FacetField, FacetQuery, Filter

# More than Indonesia has regencies, or a province outlets: nothing is left out.
_ALL_VALUES = 1000
_ORDER = ("negatif", "netral", "positif")

CountsByValue = Mapping[str, ToneCounts]


@dataclass(frozen=True)
class ToneRow:
    """A value with its articles by tone; `parts` are their bar, the longest of the list = 100 percent."""

    id: str
    name: str
    counts: ToneCounts
    before: ToneCounts
    parts: tuple[ToneShare, ...]


async def counts_by_value(
    search: SearchClient, wanted: Filter, fields: Sequence[FacetField]
) -> dict[str, CountsByValue]:
    """Field → value → its articles by tone; an article of several values counts for each. Raises
    ServiceUnavailable."""
    questions = [wanted, *(wanted.model_copy(update={"tones": [tone]}) for tone in TONES)]
    everything, *by_tone = await asyncio.gather(
        *(search.facets(FacetQuery(filter=one, fields=list(fields), size=_ALL_VALUES)) for one in questions)
    )
    found: dict[str, CountsByValue] = {}
    for field in fields:
        totals = {value.value: value.count for value in everything.facets.get(field, [])}
        split = {
            tone: {value.value: value.count for value in facets.facets.get(field, [])}
            for tone, facets in zip(TONES, by_tone, strict=True)
        }
        found[field] = {
            value: _counts(total, {tone: counts.get(value, 0) for tone, counts in split.items()})
            for value, total in totals.items()
        }
    return found


def tone_rows(
    now: CountsByValue, before: CountsByValue, names: Mapping[str, str], *, most: int, last: str = ""
) -> list[ToneRow]:
    """The most frequent values, most frequent first; the value `last` stands at the end."""
    ordered = sorted(now, key=lambda value: (value == last, -now[value].total, names.get(value, value)))[
        :most
    ]
    longest = max((now[value].total for value in ordered), default=1)
    return [
        ToneRow(
            id=value,
            name=names.get(value, value),
            counts=now[value],
            before=before.get(value, ToneCounts()),
            parts=tone_bar(now[value], longest),
        )
        for value in ordered
    ]


def tone_bar(counts: ToneCounts, longest: int) -> tuple[ToneShare, ...]:
    """The tones laid end to end, negative first; articles whose tone was not read leave a gap at the end."""
    parts: list[ToneShare] = []
    start = 0.0
    for tone in _ORDER:
        count = getattr(counts, tone)
        if count:
            width = round(100 * count / max(1, longest), 2)
            parts.append(ToneShare(tone, TONE_NAMES[tone], count, round(start, 2), width))
            start += width
    return tuple(parts)


def _counts(total: int, by_tone: Mapping[str, int]) -> ToneCounts:
    # The four questions are asked one by one: an article that comes in between makes no negative rest.
    return ToneCounts(**by_tone, untold=max(0, total - sum(by_tone.values())))
