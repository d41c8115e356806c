"""kill -9 of crawler, nlp and search in turn while 500 articles flow: none lost, none twice."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.e2e.installation import Installation, articles, eventually
from tests.e2e.outlets import TestOutlet, open_outlets
from tests.e2e.stories import numbered

pytestmark = pytest.mark.timeout(600)
ARTICLES = 500


async def test_killed_services_lose_nothing(province: Installation) -> None:
    outlets = [TestOutlet(f"banjir-kabar-{number}") for number in range(5)]
    async with open_outlets(*outlets):
        for number in range(ARTICLES):
            outlets[number % 5].pages[f"/berita/{number}"] = numbered(number)
        province.import_sources(outlets)
        client = province.tenant("Seluruh Indonesia", "ID")

        async def count() -> int:
            value: int = (await client.get("/v1/articles", params={"limit": 1})).json()["total"]["value"]
            return value

        for service, beyond in (("crawler", 10), ("nlp", 60), ("search", 120)):
            await eventually(
                lambda beyond=beyond: _beyond(count, beyond), within=240, what=f"{beyond} articles"
            )
            assert await count() < ARTICLES, "everything was done before the kill: the test proves nothing"
            province.kill(service)
            await asyncio.sleep(0.5)
            province.start(service)
        await province.ready()
        await eventually(lambda: _beyond(count, ARTICLES - 1), within=400, what="all articles are searchable")

        found = await articles(client)
        assert len(found) == ARTICLES
        assert len({article["id"] for article in found}) == ARTICLES
        assert {article["revision"] for article in found} == {1}

        async def settled() -> bool:
            rows = [json.loads(line) for line in province.gaung("queues", "--json").splitlines()]
            return all(row["ready"] == row["delayed"] == 0 for row in rows)

        await eventually(settled, within=60, what="all queues are empty")
        assert province.gaung("dead", "list", "--json") == ""
        await client.aclose()


async def _beyond(count: object, wanted: int) -> bool:
    return await count() > wanted  # type: ignore[operator]
