"""Why nothing was found: the search without each of its conditions, and how much each would find."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from services.gateway.dashboard.search.search import ALL_TIMES, LISTS, Search
from services.gateway.dashboard.search.words import FIELD_NAMES, value_name
from services.gateway.dashboard.selection import Selection
from services.gateway.internal_calls import Refused
from services.gateway.presentation.wording import listed
from services.gateway.search_client import SearchClient

# A word, a phrase, a group or a field with its value, with the minus before it.
_CONDITION = re.compile(r'-?(?:\w+:)?(?:"[^"]*"(?:~\d+)?|\([^()]*\)|[^\s"()]+)')
# Each costs a question; whoever writes more conditions is helped by dropping all words.
MOST_CONDITIONS = 6


@dataclass(frozen=True)
class Loosening:
    """The search with one condition less, in words, and how many articles it finds."""

    text: str
    path: str
    count: int


@dataclass(frozen=True)
class _Try:
    text: str
    search: Search
    chosen: Selection


async def loosenings(
    client: SearchClient, search: Search, chosen: Selection, whole: Selection, sources: Mapping[str, str]
) -> list[Loosening]:
    """Every way that finds something, the one that finds least of it first: it changes the search least.

    `whole` is the selection of everything that the tenant sees in the same period.
    """
    tries = _tries(search, chosen, whole, sources)
    counts = await asyncio.gather(*(_count(client, each) for each in tries))
    found = [Loosening(each.text, each.search.path(), n) for each, n in zip(tries, counts, strict=True) if n]
    return sorted(found, key=lambda each: each.count)


def _tries(search: Search, chosen: Selection, whole: Selection, sources: Mapping[str, str]) -> list[_Try]:
    tries = []
    for name in LISTS:
        values = search.values(name)
        if values:
            names = listed([value_name(name, value, sources) for value in values])
            text = f"Tanpa saringan {FIELD_NAMES[name].lower()} ({names})"
            tries.append(_Try(text, search.with_values(name, ()), chosen))
    if search.cerita:
        tries.append(_Try("Tidak hanya dari satu cerita", replace(search, cerita=""), chosen))
    if search.terlihat:
        tries.append(_Try("Termasuk yang sudah terlihat sebelumnya", replace(search, terlihat=""), chosen))
    if not search.all_times:
        longer = replace(search, waktu=(("hari", ALL_TIMES),))
        tries.append(_Try("Dari semua waktu", longer, chosen))
    if search.wilayah:
        tries.append(_Try("Di semua wilayah Anda", replace(search, wilayah=""), whole))
    if search.lingkup != "semua":
        wider = replace(search, lingkup="semua")
        tries.append(_Try("Termasuk berita yang hanya menyebut wilayah ini", wider, chosen))
    tries += [_Try(f"Tanpa {part}", replace(search, q=rest), chosen) for part, rest in _shorter(search.q)]
    if search.q:
        tries.append(_Try("Tanpa kata pencarian", replace(search, q=""), chosen))
    return tries


def _shorter(query: str) -> list[tuple[str, str]]:
    """The query without each of its conditions; none where OR joins them or there is but one."""
    parts = _CONDITION.findall(query)
    if not 1 < len(parts) <= MOST_CONDITIONS or "OR" in parts:
        return []
    return [(_quoted(part), " ".join(parts[:place] + parts[place + 1 :])) for place, part in enumerate(parts)]


def _quoted(part: str) -> str:
    return part if '"' in part else f"“{part}”"


async def _count(client: SearchClient, each: _Try) -> int:
    """How many it finds; a query that was taken apart at the wrong place finds nothing."""
    try:
        return await client.count(each.search.filter(each.chosen))
    except Refused:
        return 0
