"""kill -9 in the middle of a crawl: every article arrives, none twice."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from shared.messaging.connect import connect
from tests.integration.crawler_web import (
    Reply,
    Web,
    article_html,
    crawler_settings,
    crawling,
    serving_web,
    take_all,
)

HOSTS = [f"situs-{number}.localhost" for number in range(6)]
ARTICLES = 20

# A crawler of its own process, as `gaung serve crawler` runs it.
PROCESS = """
import asyncio, sys
from pathlib import Path
from shared.messaging.connect import connect
from tests.integration.crawler_web import crawler_settings, crawling

async def main(directory, database_url):
    settings = crawler_settings(Path(directory), database_url, crawler_concurrency=4)
    async with crawling(settings, await connect(settings.broker())):
        await asyncio.sleep(600)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    return "" if request.param == "sqlite" else str(request.getfixturevalue("require_postgres"))


def fill(web: Web) -> None:
    """Six outlets with twenty articles each; an answer takes a moment, so that there is always one in hand."""
    for host in HOSTS:
        paths = {f"/berita/{number}": f"Berita {host} nomor {number}" for number in range(ARTICLES)}
        web.feed(f"{host}/feed", paths, host)
        for path, title in paths.items():
            web.pages[f"{host}{path}"] = Reply(article_html(title), wait=0.05)


async def start(directory: Path, database_url: str) -> asyncio.subprocess.Process:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        PROCESS,
        str(directory),
        database_url,
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
    )


async def kill_at(process: asyncio.subprocess.Process, web: Web, hits: int) -> None:
    """Kill as soon as the web has answered so many requests."""
    async with asyncio.timeout(60):
        while len(web.hits) < hits:
            assert process.returncode is None, "the crawler ended by itself"
            await asyncio.sleep(0.005)
    process.kill()
    await process.wait()


# The dead claims come back after their 30 s.
@pytest.mark.timeout(240)
async def test_kill_minus_nine(tmp_path: Path, database_url: str) -> None:
    settings = crawler_settings(tmp_path, database_url)
    file = tmp_path / "sumber.yaml"
    broker = await connect(settings.broker())
    async with serving_web() as web:
        fill(web)
        lines = (
            f'- {{url: "{web.url("/", host)}", feeds: ["{web.url("/feed", host)}"]}}\n' for host in HOSTS
        )
        file.write_text("".join(lines))
        async with crawling(settings.model_copy(update={"crawler_concurrency": 1}), broker) as (crawler, _):
            await crawler.import_sources(file)
        for share in (0.25, 0.5):
            await kill_at(await start(tmp_path, database_url), web, int(len(HOSTS) * ARTICLES * share))
        async with crawling(settings, broker) as (crawler, _):
            await asyncio.wait_for(crawler.run_once(), 150)
    articles = await take_all(broker)
    seen = Counter((article.id, article.revision) for article in articles)
    assert len({article.id for article in articles}) == len(HOSTS) * ARTICLES
    assert {article.revision for article in articles} == {1}
    # A message that was confirmed but not yet deleted from the outbox at the kill is sent once more: same id, same
    # revision, for consumers that know it already. At most one batch of each killed process.
    assert sum(times - 1 for times in seen.values()) <= 2 * 64
    await broker.close()
