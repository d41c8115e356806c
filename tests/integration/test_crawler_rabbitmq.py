"""The crawler with the servers of a province: PostgreSQL for its tables, RabbitMQ for its events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.contracts.channels import NLP_ARTICLES
from shared.messaging.connect import connect
from shared.messaging.port import Broker
from tests.contract.messaging_cleanup import delete_namespace
from tests.integration.crawler_web import crawler_settings, crawling, serving_web, take_all

ARTICLES = 80


@pytest.fixture
async def rabbitmq(require_rabbitmq: str) -> AsyncIterator[Broker]:
    opened = await connect(require_rabbitmq)
    yield opened
    await opened.close()
    await delete_namespace(require_rabbitmq)


async def test_articles_arrive_once(rabbitmq: Broker, require_postgres: str, tmp_path: Path) -> None:
    async with serving_web() as web:
        titles = {f"/berita/{number}": f"Berita nomor {number}" for number in range(ARTICLES)}
        web.feed("/feed", titles)
        for path, title in titles.items():
            web.article(path, title)
        file = tmp_path / "sumber.yaml"
        file.write_text(f'- {{url: "{web.url()}", feeds: ["{web.url("/feed")}"]}}')
        async with crawling(crawler_settings(tmp_path, require_postgres), rabbitmq) as (crawler, clients):
            await crawler.import_sources(file)
            await asyncio.wait_for(crawler.run_once(), 60)
            assert (await clients.to("crawler").get("/readyz")).status_code == 200
    assert (await rabbitmq.depth(NLP_ARTICLES)).ready == ARTICLES
    articles = await take_all(rabbitmq)
    assert sorted(article.title for article in articles) == sorted(titles.values())
