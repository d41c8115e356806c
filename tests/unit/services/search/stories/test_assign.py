"""Stories in the database: the same whoever decides, whenever it was killed, however often it is asked."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
import time
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import case, event, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.stories import history, links, reach
from services.search.stories import window as windows
from services.search.stories.assign import Assigner
from services.search.stories.constraints import UNCONSTRAINED
from services.search.stories.reconcile import new_story_id
from services.search.tables import articles, stories, story_changes
from shared.contracts.messages import ArticleEnriched
from shared.runtime.database import create_engine, migrate
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


async def indexed(engine: AsyncEngine, ids: list[str]) -> None:
    """The index was given the present documents of these."""
    await store.written(engine, await store.documents(engine, ids))


async def test_one_batch_sees_its_own_decisions(engine: AsyncEngine) -> None:
    await store.keep(engine, [enriched(A), enriched(B, text=COPY), enriched(C, text=OWN)])
    touched = await Assigner(engine).assign([article_id(url) for url in (A, B, C)])
    assert touched == sorted(article_id(url) for url in (A, B, C))
    placed = await state(engine)
    # Published and seen at one time: the smallest id opens the story.
    assert {story for story, _ in placed.values()} == {new_story_id(min(placed))}


async def test_a_second_process_knows_what_the_first_decided(engine: AsyncEngine) -> None:
    one, other = Assigner(engine), Assigner(engine)
    await store.keep(engine, [enriched("https://warm.example/1", about="lain", text="Lain sama sekali.")])
    await other.assign([article_id("https://warm.example/1")])
    await store.keep(engine, [enriched(A)])
    await one.assign([article_id(A)])
    await store.keep(engine, [enriched(C, text=OWN)])
    await other.assign([article_id(C)])
    placed = await state(engine)
    assert placed[article_id(C)] == placed[article_id(A)]


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
    await indexed(engine, touched)
    assert await Assigner(engine).assign([article_id(B)]) == [article_id(B)]


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


async def changes(engine: AsyncEngine) -> list[tuple[str, str, str, list[str]]]:
    """What was recorded: kind, from which story, into which, and whose coming was the cause."""
    async with engine.connect() as connection:
        rows = await connection.execute(select(story_changes).order_by(story_changes.c.change_id))
        return [(row.kind, row.from_story, row.to_story, row.because) for row in rows]


async def test_a_revision_about_something_else_leaves_the_story_and_comes_back(engine: AsyncEngine) -> None:
    assigner = Assigner(engine)
    a, c = article_id(A), article_id(C)
    later = NOW - timedelta(hours=1)
    await store.keep(engine, [enriched(A), enriched(C, text=OWN, published_at=later)])
    await indexed(engine, await assigner.assign([a, c]))
    story, own = new_story_id(a), new_story_id(c)
    assert {found for found, _ in (await state(engine)).values()} == {story}
    elsewhere = enriched(
        C, text="Cabai naik.", about="cabai", title="Cabai", regions=["33.28"], revision=2, published_at=later
    )
    await store.keep(engine, [elsewhere])
    assert await assigner.assign([c]) == [c]
    assert await state(engine) == {a: (story, None), c: (own, None)}
    assert await changes(engine) == [("split", story, own, [c])]
    await store.keep(engine, [enriched(C, text=OWN, revision=3, published_at=later)])
    await assigner.assign([c])
    assert {found for found, _ in (await state(engine)).values()} == {story}
    assert (await changes(engine))[1:] == [("merge", own, story, [c])]
    assert await history.surviving(engine, own) == story
    # What was merged can be opened again under its own name.
    await store.keep(
        engine,
        [elsewhere.model_copy(update={"article": elsewhere.article.model_copy(update={"revision": 4})})],
    )
    await assigner.assign([c])
    assert await history.surviving(engine, own) == own
    assert (await state(engine))[c] == (own, None)


async def test_two_stories_merge_and_the_older_name_survives(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, c = (article_id(url) for url in (A, B, C))
    scores = {frozenset((a, b)): -4.0, frozenset((a, c)): 5.0, frozenset((b, c)): 5.0}
    likeness(monkeypatch, scores)
    assigner = Assigner(engine)
    await store.keep(engine, [enriched(url, text=f"Kabar {url}") for url in (A, B, C)])
    await indexed(engine, await assigner.assign([b]))
    await indexed(engine, await assigner.assign([a]))
    assert (await state(engine))[a][0] != (await state(engine))[b][0]
    touched = await assigner.assign([c])
    assert touched == sorted([a, c])
    assert {story for story, _ in (await state(engine)).values() if story} == {new_story_id(b)}
    assert await changes(engine) == [("merge", new_story_id(a), new_story_id(b), [c])]
    assert await history.surviving(engine, new_story_id(a)) == new_story_id(b)
    assert await history.former_ids(engine, [new_story_id(b)]) == {new_story_id(b): [new_story_id(a)]}
    # Killed before the index was written: the redelivery names the same documents and records nothing twice.
    assert await Assigner(engine).assign([c]) == touched
    assert len(await changes(engine)) == 1


async def test_a_name_merged_twice_leads_to_the_last_survivor(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls = [f"https://x{k}.example/1" for k in range(5)]
    keys = [article_id(url) for url in urls]
    first, second, third, joins, joins_all = keys
    scores = {frozenset((one, other)): -4.0 for one in keys for other in keys if one != other}
    scores |= {frozenset((other, joins)): 6.0 for other in (second, third)}
    likeness(monkeypatch, scores)
    assigner = Assigner(engine)
    await store.keep(engine, [enriched(url, text=f"Kabar {url}") for url in urls])
    for key in keys[:4]:
        await assigner.assign([key])
    assert await history.surviving(engine, new_story_id(third)) == new_story_id(second)
    monkeypatch.undo()
    likeness(monkeypatch, dict.fromkeys(scores, 5.0))
    assigner._window.clear()
    await assigner.assign([joins_all])
    for key in (second, third):
        assert await history.surviving(engine, new_story_id(key)) == new_story_id(first)


async def test_a_failed_decision_leaves_no_trace_in_memory(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assigner = Assigner(engine)
    await store.keep(engine, [enriched(A), enriched(C, text=OWN)])

    async def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(history, "record", fails)
    with pytest.raises(RuntimeError):
        await assigner.assign([article_id(A), article_id(C)])
    assert {story for story, _ in (await state(engine)).values()} == {None}
    monkeypatch.undo()
    await assigner.assign([article_id(C)])
    placed = await state(engine)
    assert placed[article_id(C)] == (new_story_id(article_id(C)), None)
    assert placed[article_id(A)] == (None, None)


def likeness(monkeypatch: pytest.MonkeyPatch, scores: dict[frozenset[str], float]) -> None:
    """Let these be the log-odds of pairs, whatever the articles say."""
    monkeypatch.setattr(
        links, "log_odds", lambda _, one, others: [scores[frozenset((one.id, other.id))] for other in others]
    )


def day_of_news() -> list[ArticleEnriched]:
    """One day: three tellings of one event, copies of a release, a look-alike, and others."""
    texts = [
        ("jembatan", "64.08", PARAGRAPH), ("jembatan", "64.08", COPY), ("jembatan", "64.08", OWN),
        ("jembatan", "64.08", f"{COPY} Bagikan."),
        ("jembatan", "33.28", PARAGRAPH.replace("Muara Pantun", "Juk Ayaq").replace("Senin", "Jumat")),
        ("pasar", "64.72", "Harga cabai rawit naik di Pasar Induk Sangatta menjelang hari raya, kata pedagang."),
        ("pasar", "64.72", "Cabai rawit di Pasar Induk Sangatta tembus Rp97 ribu, pedagang mengeluh."),
    ]  # fmt: skip
    return [
        enriched(
            f"https://d{k}.example/1",
            text=text,
            about=about,
            regions=[region],
            published_at=NOW - timedelta(hours=k),
        )
        for k, (about, region, text) in enumerate(texts)
    ]


@settings(max_examples=6, deadline=None)
@given(order=st.permutations(range(7)), cuts=st.sets(st.integers(1, 6)))
def test_the_order_of_one_day_does_not_matter(order: list[int], cuts: set[int]) -> None:
    def partition(sequence: list[int], batches: list[list[int]]) -> set[frozenset[str]]:
        assert sorted(sequence) == sorted(k for batch in batches for k in batch)
        return asyncio.run(stories_of_a_day(batches))

    edges = [0, *sorted(cuts), 7]
    batches = [order[start:end] for start, end in itertools.pairwise(edges)]
    found = partition(order, batches)
    assert found == partition(list(range(7)), [list(range(7))])
    assert 2 < len(found) < 7


async def stories_of_a_day(batches: list[list[int]]) -> set[frozenset[str]]:
    """The sets of articles and of copies that share a story, when they come in these batches."""
    news = day_of_news()
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/gaung.db", "search")
        await migrate(engine, "search")
        assigner = Assigner(engine)
        for batch in batches:
            await store.keep(engine, [news[k] for k in batch])
            await assigner.assign([news[k].article.id for k in batch])
        found: dict[str, set[str]] = {}
        for article, (story, copy) in (await state(engine)).items():
            found.setdefault(story, set()).add(f"{article} {copy}")
        await engine.dispose()
    return {frozenset(members) for members in found.values()}


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
    placed = await state(engine)
    assert placed[article_id("https://x3.example/1")][0] == new_story_id(article_id("https://x0.example/1"))
    assert len({story for story, _ in placed.values()}) == 3


async def test_a_late_document_is_written_once_the_story_changes_no_more(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.keep(engine, [enriched(A)])
    await Assigner(engine).assign([article_id(A)])
    (stale,) = await store.documents(engine, [article_id(A)])
    await store.keep(engine, [enriched(B, text=COPY, published_at=NOW - timedelta(hours=9))])
    await Assigner(engine).assign([article_id(B)])
    # The document of the first decision, after the second.
    await store.written(engine, [stale])
    monkeypatch.setattr(store, "MOST_UNWRITTEN", 1)
    first = await store.unwritten(engine)
    await indexed(engine, first)
    second = await store.unwritten(engine)
    assert sorted(first + second) == sorted([article_id(A), article_id(B)])


def release(k: int, **changes: Any) -> ArticleEnriched:
    """One of many copies of one text, a minute after the one before."""
    changes.setdefault("published_at", NOW - timedelta(hours=30) + timedelta(minutes=k))
    return enriched(f"https://outlet{k}.example/1", **changes)


async def placed_in(engine: AsyncEngine, story: str, original: str) -> None:
    """Let every article without a story be a copy of this one, in its story."""
    this = articles.c.article_id == original
    decided = {
        "story_id": story,
        "storied_revision": 1,
        "story_seq": 1 + func.coalesce(select(func.max(articles.c.story_seq)).scalar_subquery(), 0),
    }
    async with engine.begin() as connection:
        await connection.execute(
            update(articles)
            .where(articles.c.story_id.is_(None))
            .values(copy_of=case((this, None), else_=original), **decided)
        )


async def test_of_450_copies_the_newest_joins_and_a_revision_moves_only_itself(engine: AsyncEngine) -> None:
    copies = [release(k) for k in range(450)]
    keys = [event.article.id for event in copies]
    story = new_story_id(keys[0])
    assigner = Assigner(engine)
    # 380 and 449 as decisions would have left them; the batch between them crosses the limit.
    await store.keep(engine, copies[:380])
    await placed_in(engine, story, keys[0])
    await store.keep(engine, copies[380:412])
    await assigner.assign(keys[380:412])
    assert await state(engine) == {key: (story, keys[0] if k else None) for k, key in enumerate(keys[:412])}
    await store.keep(engine, copies[412:449])
    await placed_in(engine, story, keys[0])
    await store.keep(engine, copies[449:])
    await assigner.assign(keys[449:])
    assert await state(engine) == {key: (story, keys[0] if k else None) for k, key in enumerate(keys)}
    assert await changes(engine) == []

    def elsewhere(k: int) -> ArticleEnriched:
        return release(k, text="Cabai naik.", about="cabai", title="Cabai", regions=["33.28"], revision=2)

    started = time.monotonic()
    await store.keep(engine, [elsewhere(200)])
    await assigner.assign([keys[200]])
    assert time.monotonic() - started < 5
    found = await state(engine)
    own = new_story_id(keys[200])
    assert found.pop(keys[200]) == (own, None)
    assert set(found.values()) == {(story, None), (story, keys[0])}
    # The original leaves: the eldest that is left takes its place, near and far.
    await store.keep(engine, [elsewhere(0)])
    await assigner.assign([keys[0]])
    found = await state(engine)
    assert found[keys[0]] == (own, None)
    assert {key: found[key] for key in keys if key not in (keys[0], keys[200])} == {
        key: (story, keys[1] if k != 1 else None) for k, key in enumerate(keys) if k not in (0, 200)
    }


async def test_in_a_crowd_the_closest_are_grouped(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "MOST_TOGETHER", 3)
    events = [enriched(f"https://x{k}.example/1", text=f"Kabar {k}") for k in range(6)]
    keys = [event.article.id for event in events]
    root, near, nearer, *far = keys
    scores = {frozenset(pair): 1.0 for pair in itertools.combinations(keys, 2)}
    scores |= {frozenset((root, near)): 1.1, frozenset((root, nearer)): 1.2}
    likeness(monkeypatch, scores)
    await store.keep(engine, events)
    window = windows.Window()
    async with engine.connect() as connection:
        for row in await connection.execute(select(articles)):
            await window.around(connection, row.published_at)
            window.put(windows.member_of(row))
        found = await reach.reached(connection, window, [root, *far], UNCONSTRAINED)
    assert found.crowded
    assert [[member.id for member in linked] for linked in found.sets] == [sorted([root, near, nearer])]


async def test_a_name_once_given_is_not_given_again_while_its_story_lives(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A opens S0 and leaves it, opens another and leaves that, too; both live on without it."""
    urls = {name: f"https://{name}.example/1" for name in "abdeft"}
    key = {name: article_id(url) for name, url in urls.items()}
    pairs = {frozenset(pair): -4.0 for pair in itertools.combinations(key.values(), 2)}

    def alike(*groups: str) -> None:
        scores = pairs | {
            frozenset((key[one], key[other])): 6.0
            for group in groups
            for one, other in itertools.combinations(group, 2)
        }
        likeness(monkeypatch, scores)

    assigner = Assigner(engine)

    async def comes(name: str, revision: int = 1, hours: float = 0) -> str:
        moment = NOW - timedelta(hours=hours)
        await store.keep(
            engine, [enriched(urls[name], text=f"{name} {revision}", revision=revision, published_at=moment)]
        )
        assigner._window.clear()
        await assigner.assign([key[name]])
        return str((await state(engine))[key[name]][0])

    alike("ab")
    first = await comes("a", hours=9)
    assert await comes("b") == first
    # Elder than A: when A leaves it again, it keeps its name.
    await comes("t", hours=12)
    # Two more who hold S0 when A leaves it.
    alike("abd")
    assert await comes("d", hours=2) == first
    alike("bd")
    second = await comes("a", 2, hours=9)
    assert second not in (first, new_story_id(key["a"]))
    alike("aef", "bd")
    assert [await comes("e", hours=3), await comes("f", hours=3)] == [second, second]
    alike("at", "bd", "ef")
    third = await comes("a", 3, hours=9)
    assert third not in (first, second)
    alike("bd", "ef")
    fourth = await comes("a", 4, hours=9)
    found = {name: (await state(engine))[key[name]][0] for name in "abdeft"}
    assert found == {"a": fourth, "b": first, "d": first, "e": second, "f": second, "t": third}
    assert len({first, second, third, fourth}) == 4


async def test_a_story_that_an_earlier_version_opened_meanwhile_is_entered(engine: AsyncEngine) -> None:
    assigner = Assigner(engine)
    await store.keep(engine, [enriched(A)])
    a, b = article_id(A), article_id(B)
    story = new_story_id("0" * 32)
    async with engine.begin() as connection:
        await connection.execute(update(articles).values(story_id=story, story_seq=4, storied_revision=1))
    await store.keep(engine, [enriched(B, text=COPY)])
    await assigner.assign([b])
    assert {found for found, _ in (await state(engine)).values()} == {story}
    async with engine.connect() as connection:
        (row,) = (await connection.execute(select(stories))).all()
    assert (row.story_id, row.opened_seq, row.merged_into) == (story, 4, None)
    assert a in await state(engine)


async def test_each_row_is_written_once_in_the_order_of_ids(engine: AsyncEngine) -> None:
    """As store.keep locks them: otherwise both wait for each other on PostgreSQL."""
    assigner = Assigner(engine)
    events = [release(k) for k in range(9)]
    await store.keep(engine, events)
    written: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("UPDATE articles"):
            written.append(parameters[-1])

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    await assigner.assign([each.article.id for each in events])
    assert written == sorted(each.article.id for each in events)
