"""kill -9 while a file is read, and while its rows go into the pipeline: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from services.crawler.tables import article_revisions, import_rows, imports, outbox
from shared.contracts.crawl import PushedSource
from shared.contracts.imports import ImportOrder
from shared.messaging.connect import connect
from shared.runtime.database import create_engine, migrate
from shared.runtime.settings import Settings
from tests.integration.crawler_web import crawler_settings, crawling, take_all
from tests.integration.import_world import as_csv, complaints

ROWS = 200
ORDER = ImportOrder(
    tenant_id="t1",
    scope=["64.08"],
    source=PushedSource(name="Lapor Kutim", region="64.08", timezone="Asia/Makassar"),
)
# A crawler of its own process; with a file it takes that in as well.
PROCESS = """
import asyncio, sys
from pathlib import Path
from shared.contracts.imports import ImportOrder
from shared.messaging.connect import connect
from tests.integration.crawler_web import crawler_settings, crawling

async def main(directory, database_url, order, *files):
    settings = crawler_settings(Path(directory), database_url)
    async with crawling(settings, await connect(settings.broker())) as (crawler, _):
        for file in files:
            with open(file, "rb") as opened:
                await crawler.take_import(opened, ImportOrder.model_validate_json(order))
        await asyncio.sleep(600)

asyncio.run(main(*sys.argv[1:]))
"""

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    url = "" if request.param == "sqlite" else str(request.getfixturevalue("require_postgres"))
    return crawler_settings(tmp_path, url)


async def start(settings: Settings, *files: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        PROCESS,
        str(settings.data_dir),
        settings.database_url or "",
        ORDER.model_dump_json(),
        *map(str, files),
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=asyncio.subprocess.DEVNULL,
    )


async def number(settings: Settings, question: sa.Select[tuple[int]]) -> int:
    engine = create_engine(settings.database(), "crawler")
    try:
        async with engine.connect() as connection:
            return int((await connection.execute(question)).scalar_one())
    finally:
        await engine.dispose()


async def kill_when(
    process: asyncio.subprocess.Process, settings: Settings, question: sa.Select[tuple[int]], least: int
) -> None:
    """Kill as soon as the database answers at least so much."""
    async with asyncio.timeout(90):
        while await number(settings, question) < least:
            assert process.returncode is None, "the crawler ended by itself"
            await asyncio.sleep(0.005)
    process.kill()
    await process.wait()


def count(table: sa.Table) -> sa.Select[tuple[int]]:
    return sa.select(sa.func.count()).select_from(table)


async def test_killed_while_reading_and_while_feeding(settings: Settings, tmp_path: Path) -> None:
    engine = create_engine(settings.database(), "crawler")
    await migrate(engine, "crawler")
    file, large = tmp_path / "aduan.csv", tmp_path / "besar.csv"
    file.write_bytes(as_csv(complaints(ROWS)))
    large.write_bytes(as_csv(complaints(20_000)))

    await kill_when(await start(settings, large), settings, count(import_rows), 1_000)
    assert await number(settings, count(imports)) == 1
    fed = count(article_revisions)
    await kill_when(await start(settings, file), settings, fed, 20)
    await kill_when(await start(settings), settings, fed, 40)

    broker = await connect(settings.broker())
    taken: Counter[str] = Counter()
    async with crawling(settings, broker) as (_, clients):
        unfinished = count(imports).where(imports.c.state != "done")
        # The dead leases come back after their 30 s.
        while await number(settings, unfinished) or await number(settings, count(outbox)):
            taken.update(article.id for article in await take_all(broker))
            await asyncio.sleep(0.1)
        taken.update(article.id for article in await take_all(broker))
        page = (await clients.to("crawler").get("/imports", params={"tenant_id": "t1"})).json()
    with suppress(Exception):
        await broker.close()

    assert page["total"] == 1
    counts = page["items"][0]["counts"]
    assert (counts["new"], counts["waiting"], counts["revised"]) == (ROWS, 0, 0)
    async with engine.connect() as connection:
        revisions = (await connection.execute(sa.select(article_revisions.c.revision))).scalars().all()
    assert Counter(revisions) == {1: ROWS}
    assert len(taken) == ROWS
    await engine.dispose()
