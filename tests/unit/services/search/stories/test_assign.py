"""Stories in the database: the same whoever decides, whenever it was killed, however often it is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.stories import assign as assigning
from services.search.stories import window as windows
from services.search.stories.assign import Assigner
from services.search.stories.decide import new_story_id
from services.search.tables import articles
from tests.search_world import NOW, PARAGRAPH, article_id, enriched

A, B, C = (f"https://{name}.example/1" for name in ("a", "b", "c"))
COPY = f"Sangatta - {PARAGRAPH} (red)"
OWN = "Murid menyeberang memakai perahu ketinting di Muara Pantun sejak jembatan gantung putus."


async def state(engine: AsyncEngine) -> dict[str, Any]:
    """Article id → (story, copy_of)."""
    async with engine.connect() as connection:
        rows = await connection.execute(
            select(articles.c.article_id, articles.c.story_id, articles.c.copy_of)
        )
        return {row.article_id: (row.story_id, row.copy_of) for row in rows}


async def test_one_batch_sees_its_own_decisions(engine: AsyncEngine) -> None:
    await store.keep(engine, [enriched(A), enriched(B, text=COPY), enriched(C, text=OWN)])
    touched = await Assigner(engine).assign([article_id(url) for url in (A, B, C)])
    assert touched == sorted(article_id(url) for url in (A, B, C))
    stories = await state(engine)
    assert {story for story, _ in stories.values()} == {new_story_id(article_id(A))}


async def test_a_second_process_knows_what_the_first_decided(engine: AsyncEngine) -> None:
    one, other = Assigner(engine), Assigner(engine)
    await store.keep(engine, [enriched("https://warm.example/1", about="lain", text="Lain sama sekali.")])
    await other.assign([article_id("https://warm.example/1")])
    await store.keep(engine, [enriched(A)])
    await one.assign([article_id(A)])
    await store.keep(engine, [enriched(C, text=OWN)])
    await other.assign([article_id(C)])
    stories = await state(engine)
    assert stories[article_id(C)] == stories[article_id(A)]


async def test_asking_again_changes_nothing_and_names_the_same_documents(engine: AsyncEngine) -> None:
    await store.keep(engine, [enriched(A)])
    await Assigner(engine).assign([article_id(A)])
    await store.keep(engine, [enriched(B, text=COPY, published_at=NOW - timedelta(hours=9))])
    touched = await Assigner(engine).assign([article_id(B)])
    before = await state(engine)
    # The copy that lost its place is named both times: the first call may have been killed after its commit.
    assert touched == sorted([article_id(A), article_id(B)])
    assert await Assigner(engine).assign([article_id(B)]) == touched
    assert await state(engine) == before


async def test_an_older_original_seen_last_takes_over_all_copies(engine: AsyncEngine) -> None:
    assigner = Assigner(engine)
    for hours, url in ((2, B), (1, C), (5, A)):
        await store.keep(
            engine, [enriched(url, text=f"{COPY} {url}", published_at=NOW - timedelta(hours=hours))]
        )
        await assigner.assign([article_id(url)])
    story = new_story_id(article_id(B))
    assert await state(engine) == {
        article_id(A): (story, None),
        article_id(B): (story, article_id(A)),
        article_id(C): (story, article_id(A)),
    }


async def test_a_revision_keeps_its_story_even_about_something_else(engine: AsyncEngine) -> None:
    assigner = Assigner(engine)
    await store.keep(engine, [enriched(A), enriched(C, text=OWN)])
    await assigner.assign([article_id(A), article_id(C)])
    before = await state(engine)
    await store.keep(engine, [enriched(C, text="Ralat dari redaksi.", about="ralat", revision=2)])
    await assigner.assign([article_id(C)])
    assert await state(engine) == before


async def test_a_failed_decision_leaves_no_trace_in_memory(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assigner, decide = Assigner(engine), assigning.decide
    await store.keep(engine, [enriched(A), enriched(C, text=OWN)])

    def fails_at_the_second(newcomer: Any, neighbours: Any) -> Any:
        if newcomer.id == article_id(C):
            raise RuntimeError("killed")
        return decide(newcomer, neighbours)

    monkeypatch.setattr(assigning, "decide", fails_at_the_second)
    with pytest.raises(RuntimeError):
        await assigner.assign([article_id(A), article_id(C)])
    assert {story for story, _ in (await state(engine)).values()} == {None}
    monkeypatch.undo()
    await assigner.assign([article_id(C)])
    stories = await state(engine)
    assert stories[article_id(C)] == (new_story_id(article_id(C)), None)
    assert stories[article_id(A)] == (None, None)


async def test_an_article_nobody_knows_is_left_out(engine: AsyncEngine) -> None:
    assert await Assigner(engine).assign(["0" * 32]) == []


async def test_memory_is_bounded_and_what_was_dropped_is_read_again(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "MOST_MEMBERS", 1)
    assigner = Assigner(engine)
    days = [0, 100, 200, 0]
    for k, day in enumerate(days):
        url = f"https://x{k}.example/1"
        await store.keep(
            engine, [enriched(url, text=f"{OWN} {k}", published_at=NOW - timedelta(days=day, hours=4 - k))]
        )
        await assigner.assign([article_id(url)])
        assert sum(map(len, assigner._window._shelves.values())) <= 2
    stories = await state(engine)
    assert stories[article_id("https://x3.example/1")][0] == new_story_id(article_id("https://x0.example/1"))
    assert len({story for story, _ in stories.values()}) == 3
