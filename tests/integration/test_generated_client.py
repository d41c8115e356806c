"""A client generated from the OpenAPI document by openapi-python-client works against the running app."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.contract_quality.world import QualityWorld, opened

PACKAGE = "gaung_client"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[QualityWorld]:
    async with opened(tmp_path / "data") as world:
        yield world


async def generated(world: QualityWorld, folder: Path) -> None:
    """Write the client's package into the folder; any warning of the generator is a failure."""
    document = folder / "openapi.json"
    document.write_bytes((await world.client.get("/openapi.json")).content)
    config = folder / "config.yml"
    config.write_text("post_hooks: []\n")
    process = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("openapi-python-client"),
        *("generate", "--path", document, "--meta", "none", "--output-path", folder / PACKAGE),
        *("--config", config, "--fail-on-warning"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()


@contextmanager
def importable(folder: Path) -> Iterator[None]:
    """The folder's packages may be imported; afterwards nothing of the client is left."""
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
            del sys.modules[name]


def part(name: str) -> Any:
    """A module of the generated package."""
    module: ModuleType = importlib.import_module(f"{PACKAGE}.{name}")
    return module


def every_module(folder: Path) -> list[str]:
    """The names of all modules of the generated package."""
    root = folder / PACKAGE
    return [
        ".".join(path.relative_to(root).with_suffix("").parts)
        for path in sorted(root.rglob("*.py"))
        if path.name != "__init__.py"
    ]


async def test_what_a_regency_does_with_a_generated_client(world: QualityWorld, tmp_path: Path) -> None:
    await generated(world, tmp_path)
    with importable(tmp_path):
        for name in every_module(tmp_path):
            part(name)
        await asyncio.to_thread(_work, world)


def _work(world: QualityWorld) -> None:
    models, client = part("models"), part("client")
    analyst = client.AuthenticatedClient(base_url=world.address, token=world.keys["analyst"])
    with analyst:
        listed = part("api.articles.list_articles").sync(
            client=analyst, q="jembatan OR jalan", tone=[models.ListArticlesToneItem.NEGATIF], limit=5
        )
        assert [article.title for article in listed.items] == ["Jalan poros rusak parah"]
        assert (listed.total.value, listed.next_) == (1, None)
        article = part("api.articles.get_article").sync(listed.items[0].id, client=analyst)
        assert isinstance(article, models.ArticleView)
        assert article.published_at.isoformat() == "2026-08-17T00:30:00+08:00"
        assert article.tone.label == "negatif"
        timeline = part("api.figures.get_timeline").sync(
            client=analyst, from_="2026-08-14", to="2026-08-18", interval=models.GetTimelineInterval.DAY
        )
        assert [bucket.count for bucket in timeline.buckets] == [0, 1, 1, 2, 0]
        missing = part("api.articles.get_article").sync_detailed("0" * 32, client=analyst)
        assert missing.status_code == 404
        assert isinstance(missing.parsed, models.ProblemDocument)
        assert (missing.parsed.type_, missing.parsed.title_en) == ("/problems/not-found", "Not found")
        malformed = part("api.articles.list_articles").sync(client=analyst, q='jalan "rusak')
        assert isinstance(malformed, models.ProblemDocument)
        assert (malformed.errors[0].name, malformed.errors[0].position) == ("q", 6)
        pushed = part("api.articles.push_article").sync_detailed(
            client=analyst,
            body=models.PushArticle(
                title="Perbaikan jalan poros dimulai",
                text="Dinas PUPR memulai perbaikan jalan poros pada Senin.",
                kind=models.PushArticleKind.RILIS,
                source=models.PushedSource(name="Diskominfo Kutai Timur"),
            ),
        )
        assert pushed.status_code == 202
        assert pushed.headers["location"] == f"/v1/articles/{pushed.parsed.id}"
        table = part("api.exports.export_articles").sync_detailed(client=analyst)
        assert table.content.count(b"\r\n") == 5
        watch = part("api.watches.create_watch").sync(
            client=analyst, body=models.WatchBody(name="Air", filter_=models.WatchFilter(q="air"))
        )
        assert watch.name == "Air"
    stranger = client.AuthenticatedClient(base_url=world.address, token="gaung_none_none")
    with stranger:
        refused = part("api.stories.list_stories").sync(client=stranger)
        assert (refused.status, refused.type_) == (401, "/problems/unauthenticated")
