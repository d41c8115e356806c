"""An import that is taken back: its articles are gone from everything that is found, and may come again."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.gateway.crawler_client import CrawlerClient
from services.gateway.internal_calls import Conflict, NotFound
from tests.integration.import_world import as_csv, complaints, open_world

pytestmark = pytest.mark.timeout(400)


async def test_an_import_is_taken_back_and_may_come_again(tmp_path: Path) -> None:
    async with open_world(tmp_path / "data") as world:
        crawler = CrawlerClient(world.gaung.clients)
        first = await world.send(as_csv(complaints(4)))
        before = await world.settled(first.headers["Location"])
        second = await world.send(as_csv(complaints(6)))
        with pytest.raises(Conflict):
            await crawler.undo_import(world.kutim.id, second.json()["id"])
        after = await world.settled(second.headers["Location"])
        assert (after["counts"]["new"], after["counts"]["unchanged"]) == (2, 4)

        with pytest.raises(NotFound):
            await crawler.undo_import(world.ppu.id, after["id"])
        assert await crawler.undo_import(world.kutim.id, after["id"]) == 2
        assert (await world.get("/v1/articles?kind=aspirasi"))["total"]["value"] == 4
        assert await crawler.undo_import(world.kutim.id, before["id"]) == 4
        assert (await world.get("/v1/articles?kind=aspirasi"))["total"]["value"] == 0
        assert (await world.get("/v1/imports"))["items"] == []

        again = await world.send(as_csv(complaints(6)))
        counts = (await world.settled(again.headers["Location"]))["counts"]
        assert (counts["new"], counts["found"]) == (6, 6)
        assert (await world.get("/v1/articles?kind=aspirasi"))["total"]["value"] == 6
