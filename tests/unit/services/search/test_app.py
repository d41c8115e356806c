"""The internal API: an id that was merged leads to the story that goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.app import Search, search_app
from services.search.index.document import Document
from services.search.index.port import ArticleIndex
from services.search.semantic.query_vectors import QueryVectors
from services.search.tables import stories
from shared.runtime.clients import Clients
from shared.runtime.settings import Settings
from tests.search_world import RecordingBroker, article_id, enriched

SCOPE = ["64.08"]
URL = "https://a.example/1"


@pytest.fixture
async def http(
    engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker
) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings(internal_token="test")
    search = Search(index, engine, QueryVectors(Clients(settings)), broker)  # type: ignore[arg-type]  # publishes only
    app = search_app(settings, search, {})
    event = enriched(URL)
    await index.put([Document(event.article, event.enrichment, story_id="s-goes-on")])
    opened: dict[str, Any] = {"opened_seq": 1, "opened_at": datetime.now(UTC)}
    async with engine.begin() as connection:
        await connection.execute(insert(stories).values(story_id="s-goes-on", merged_into=None, **opened))
        await connection.execute(insert(stories).values(story_id="s-gone", merged_into="s-goes-on", **opened))
    transport = httpx.ASGITransport(app)
    headers = {"Authorization": "Bearer test"}
    async with httpx.AsyncClient(transport=transport, base_url="http://search", headers=headers) as client:
        yield client


async def test_a_merged_id_finds_the_surviving_story(http: httpx.AsyncClient) -> None:
    for story_id in ("s-gone", "s-goes-on"):
        answer = await http.post("/stories/get", json={"id": story_id, "scope": SCOPE})
        assert answer.status_code == 200, answer.text
        assert answer.json()["id"] == "s-goes-on"
    assert (await http.post("/stories/get", json={"id": "s-unknown", "scope": SCOPE})).status_code == 404


@pytest.mark.parametrize("path", ["/articles/search", "/stories/search"])
async def test_a_filter_by_a_merged_id_finds_its_articles(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.post(path, json={"filter": {"scope": SCOPE, "story": "s-gone"}})
    assert answer.status_code == 200, answer.text
    (item,) = answer.json()["items"]
    assert article_id(URL) in (item.get("article", {}).get("id"), *item.get("article_ids", ()))
