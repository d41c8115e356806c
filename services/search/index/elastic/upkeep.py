"""Upkeep of the monthly indices: new ones beside the old, a switch of the alias, old months that leave."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from elasticsearch import AsyncElasticsearch

from services.search.index.elastic.template import FORMAT_VERSION, template

# A month of a large province, 300,000 articles, on a busy disk.
_MERGE_SECONDS = 3_600


def this_format(alias: str) -> str:
    """The pattern of the indices of the present format, behind the alias or not yet."""
    return f"{alias}-v{FORMAT_VERSION}-*"


async def of_other_formats(client: AsyncElasticsearch, alias: str) -> list[str]:
    """The indices behind the alias that have another format."""
    indices = await client.indices.get_alias(index=f"{alias}-v*")
    return sorted(
        name
        for name, index in indices.items()
        if alias in index["aliases"] and not name.startswith(this_format(alias)[:-1])
    )


@asynccontextmanager
async def beside(client: AsyncElasticsearch, alias: str, old: Sequence[str]) -> AsyncIterator[None]:
    """Within the block new indices stay outside of the alias; at its end they take the place of the old ones.

    One request moves the alias and deletes the old indices, so no search sees both or neither.
    """
    name = f"{alias}-v{FORMAT_VERSION}"
    await client.indices.put_index_template(name=name, body=template(alias, joins=False))
    yield
    await client.indices.refresh(index=this_format(alias))
    built = await client.indices.get_alias(index=this_format(alias))
    actions: list[dict[str, Any]] = [{"add": {"index": index, "alias": alias}} for index in built]
    actions += [{"remove_index": {"index": index}} for index in old]
    await client.indices.update_aliases(actions=actions)
    await client.indices.put_index_template(name=name, body=template(alias))


async def versions(client: AsyncElasticsearch, alias: str, ids: Sequence[str]) -> dict[str, int]:
    """The versions of those of these articles that searches find."""
    found = await client.search(
        index=this_format(alias),
        query={"terms": {"id": list(ids)}},
        size=len(ids),
        source=False,
        version=True,
        allow_no_indices=True,
    )
    return {hit["_id"]: hit["_version"] for hit in found["hits"]["hits"]}


async def ids(client: AsyncElasticsearch, alias: str, after: str | None, size: int) -> list[str]:
    """Ids in rising order, from the first one above `after`."""
    found = await client.search(
        index=alias,
        sort=[{"id": "asc"}],
        search_after=[after] if after is not None else None,
        size=size,
        source=False,
        track_total_hits=False,
    )
    return [hit["_id"] for hit in found["hits"]["hits"]]


async def merge(client: AsyncElasticsearch, name: str) -> None:
    """Merge an index into one segment."""
    patient = client.options(request_timeout=_MERGE_SECONDS)
    await patient.indices.forcemerge(index=name, max_num_segments=1)
    await patient.indices.refresh(index=name)


async def months_before(client: AsyncElasticsearch, alias: str, month: datetime) -> list[str]:
    """The indices of earlier months."""
    indices = await client.indices.get_alias(name=alias)
    return sorted(name for name in indices if name.rpartition("-")[2] < f"{month:%Y.%m}")
