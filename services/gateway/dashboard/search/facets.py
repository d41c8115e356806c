"""Counts beside the results, each a filter to put on or to take off."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.gateway.dashboard.search.search import LISTS, Search
from services.gateway.dashboard.search.words import FIELD_NAMES, value_name
from services.gateway.dashboard.selection import Selection
from services.gateway.search_client import SearchClient
from shared.contracts.query import FacetField, FacetQuery, FacetValue
from shared.regions import load_regions

# In the order of the page: what narrows best first. Parameter → field of the facets.
FACETS: dict[str, FacetField] = {
    "nada": "tone",
    "topik": "topic",
    "wilayah": "region",
    "sumber": "source",
    "tokoh": "person",
    "jenis": "kind",
    "bahasa": "lang",
}
# Read at a glance; what comes behind is in a disclosure.
SHOWN = 6
ASKED = 24


@dataclass(frozen=True)
class FacetLink:
    """A value with its count; following `path` puts the filter on, or off when it is on."""

    text: str
    count: int
    path: str
    chosen: bool


@dataclass(frozen=True)
class FacetGroup:
    """The values of one field: the most frequent ones, and the others behind a disclosure."""

    name: str
    title: str
    first: tuple[FacetLink, ...]
    rest: tuple[FacetLink, ...]


async def facet_groups(
    client: SearchClient, search: Search, chosen: Selection, sources: Mapping[str, str]
) -> list[FacetGroup]:
    """The groups that can narrow or are chosen.

    A field that is filtered is counted without its own filter: beside "Negatif" stands how many "Netral"
    there are, not zero.
    """
    filtered = [name for name in FACETS if name in LISTS and search.values(name)]
    others = [name for name in FACETS if name not in filtered]
    asked = [_counts(client, search, chosen, others)]
    asked += [_counts(client, search.with_values(name, ()), chosen, [name]) for name in filtered]
    counts: dict[str, list[FacetValue]] = {}
    for found in await asyncio.gather(*asked):
        counts |= found
    groups = [_group(name, counts[name], search, chosen, sources) for name in FACETS]
    return [group for group in groups if group is not None]


async def _counts(
    client: SearchClient, search: Search, chosen: Selection, names: Sequence[str]
) -> dict[str, list[FacetValue]]:
    fields = [FACETS[name] for name in names]
    found = await client.facets(FacetQuery(filter=search.filter(chosen), fields=fields, size=ASKED))
    return {name: found.facets.get(FACETS[name], []) for name in names}


def _group(
    name: str,
    values: Sequence[FacetValue],
    search: Search,
    chosen: Selection,
    sources: Mapping[str, str],
) -> FacetGroup | None:
    links = _regions(values, search, chosen) if name == "wilayah" else _links(name, values, search, sources)
    # One value that all results share is nothing to choose.
    if not links or (len(links) == 1 and not links[0].chosen):
        return None
    return FacetGroup(name, FIELD_NAMES[name], tuple(links[:SHOWN]), tuple(links[SHOWN:]))


def _links(
    name: str, values: Sequence[FacetValue], search: Search, sources: Mapping[str, str]
) -> list[FacetLink]:
    on = search.values(name)
    counts = {value.value: value.count for value in values}
    # A chosen value stays in sight, also where nothing is found of it.
    shown = [*(value for value in on if value not in counts), *counts]
    ordered = sorted(shown, key=lambda value: (value not in on, -counts.get(value, 0)))
    return [
        FacetLink(
            value_name(name, value, sources),
            counts.get(value, 0),
            search.without_value(name, value) if value in on else search.with_value(name, value),
            value in on,
        )
        for value in ordered
    ]


def _regions(values: Sequence[FacetValue], search: Search, chosen: Selection) -> list[FacetLink]:
    """The regions one level below what is shown; a chosen one leads back to all."""
    table = load_regions()
    scope = chosen.tenant.scope
    if search.wilayah:
        count = next((value.count for value in values if value.value == search.wilayah), 0)
        here = FacetLink(value_name("wilayah", search.wilayah, {}), count, search.path(wilayah=""), True)
        below = [value for value in values if value.value.startswith(f"{search.wilayah}.")]
        return [here, *(_region(value, search) for value in below)] if count or below else []
    if not chosen.region.options:
        return []
    inside = [value for value in values if value.value in table and table.in_scope(value.value, scope)]
    return [_region(value, search) for value in inside if value.value not in scope]


def _region(value: FacetValue, search: Search) -> FacetLink:
    changes: dict[str, Any] = {"wilayah": value.value}
    return FacetLink(value_name("wilayah", value.value, {}), value.count, search.path(**changes), False)
