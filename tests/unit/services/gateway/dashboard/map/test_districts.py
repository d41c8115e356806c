"""Districts by the articles that name them."""

from __future__ import annotations

from typing import Any, cast

from services.gateway.dashboard.map.districts import district_rows
from services.gateway.search_client import SearchClient
from shared.contracts.query import FacetQuery, Facets, FacetValue, Total
from tests.unit.services.gateway.dashboard.home.test_opening import CHOSEN


class Named:
    """Answers with three articles for one district and one for another."""

    counts = {'"Muara Wahau"': 3, '"Bengalon"': 1}

    async def facets(self, query: FacetQuery) -> Facets:
        count = self.counts.get(query.filter.q or "", 0)
        values = [FacetValue(value="negatif", count=count)] if count else []
        return Facets(facets={"tone": values}, total=Total(value=count))


async def test_districts_are_asked_for_by_their_whole_name_and_the_loudest_comes_first() -> None:
    rows = await district_rows(cast(SearchClient, cast(Any, Named())), CHOSEN)
    assert [(row.name, row.counts.negatif) for row in rows[:2]] == [("Muara Wahau", 3), ("Bengalon", 1)]
    assert [part.width for part in rows[1].parts] == [33.33]
    assert len(rows) == 18
