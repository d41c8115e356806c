"""Comparing the texts of a story never stops other visitors, and is done once for the same articles."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import httpx
import pytest

from services.gateway.dashboard.story import comparisons as module
from services.gateway.dashboard.story.comparisons import REMEMBERED, Comparisons
from services.gateway.desk.story_pickup import MOST_RELEASES
from tests.unit.services.gateway.dashboard.browsing import Gateway
from tests.unit.services.gateway.dashboard.fakes import article

RELEASE = article(1, kind="rilis", age=timedelta(hours=9), text="Dinas menurunkan dua ekskavator hari ini.")
PRESS = article(2, text="Dinas menurunkan dua ekskavator hari ini.", source=("pos", "Pos"))


async def test_the_same_articles_are_compared_once_and_off_the_event_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads = list[int]()
    compared = module._compared

    def watched(*given: Any) -> Any:
        threads.append(threading.get_ident())
        return compared(*given)

    monkeypatch.setattr(module, "_compared", watched)
    known = Comparisons()
    first = await known.of([RELEASE, PRESS], [])
    assert await known.of([RELEASE, PRESS.model_copy()], []) is first
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()
    # The same article with another text.
    text = PRESS.article.model_copy(update={"text": "Warga menunggu."})
    other = await known.of([RELEASE, PRESS.model_copy(update={"article": text})], [])
    assert first.releases[0].rows
    assert not other.releases[0].rows


async def test_few_comparisons_are_remembered() -> None:
    known = Comparisons()
    first = await known.of([RELEASE], [])
    for number in range(2, REMEMBERED + 2):
        await known.of([article(number)], [])
    assert await known.of([RELEASE], []) is not first


async def test_the_page_says_which_releases_were_not_compared(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [
        article(n, title=f"Rilis nomor {n}.", text=f"Naskah rilis ke-{n}.", kind="rilis", story="s", age=timedelta(hours=n))
        for n in range(1, MOST_RELEASES + 1)
    ]  # fmt: skip
    assert "rilis sebelumnya tidak" not in (await press_officer.get("/cerita/s")).text
    gateway.search.articles += [
        article(n, title=f"Rilis nomor {n}.", text=f"Naskah rilis ke-{n}.", kind="rilis", story="s", age=timedelta(hours=n))
        for n in (41, 42)
    ]  # fmt: skip
    page = (await press_officer.get("/cerita/s")).text
    assert f"{MOST_RELEASES} rilis terbaru; 2 rilis sebelumnya tidak" in page
    releases = page[page.index('id="rilis"') : page.index("Cara membaca")]
    assert "Rilis nomor 1." in releases
    assert "Rilis nomor 42." not in releases
