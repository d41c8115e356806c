"""Corrections survive whatever comes later: every constraint holds, and replaying gives the same stories."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.stories import correct, corrections, filing, grouping, history, links, reach
from services.search.stories.assign import Assigner
from services.search.stories.constraints import resolved
from services.search.stories.filing import Author, NothingLeft, UnknownCorrection, UnknownStory
from services.search.tables import articles, correction_articles, story_changes
from services.search.tables import corrections as corrections_table
from shared.contracts.messages import ArticleEnriched, ArticleStored
from shared.runtime.database import create_engine, migrate
from tests.search_world import RecordingBroker, article_id, enriched

ANALYST = Author("kutim", "key:abc", "dua peristiwa")
STRANGER = Author("paser", "key:def")
NEAR, FAR = 4.0, -4.0


def url(k: int) -> str:
    return f"https://k{k}.example/1"


def key(k: int) -> str:
    return article_id(url(k))


def news(count: int) -> list[ArticleEnriched]:
    """Articles worth comparing with one another; every second one repeats the one before."""
    return [
        enriched(url(k), text=f"Kabar nomor {k // 2} dari warga kampung tentang hal yang sama.")
        for k in range(count)
    ]


@contextmanager
def likeness(scores: dict[frozenset[str], float]) -> Iterator[None]:
    """Let these be the log-odds of pairs (FAR where none is given), whatever the articles say."""

    def scored(_fitted: object, one: object, others: Sequence[object]) -> list[float]:
        return [scores.get(frozenset((one.id, other.id)), FAR) for other in others]  # type: ignore[attr-defined]

    with mock.patch.object(links, "log_odds", scored):
        yield


def near(*pairs: tuple[int, int]) -> dict[frozenset[str], float]:
    return {frozenset((key(one), key(other))): NEAR for one, other in pairs}


async def come(engine: AsyncEngine, assigner: Assigner, *numbers: int) -> None:
    """These articles arrive together."""
    await store.keep(engine, [each for k, each in enumerate(news(max(numbers) + 1)) if k in numbers])
    await assigner.assign([key(k) for k in numbers])


async def stories(engine: AsyncEngine) -> dict[str, set[int]]:
    """Story → numbers of its articles."""
    names = {key(k): k for k in range(60)}
    found: dict[str, set[int]] = defaultdict(set)
    async with engine.connect() as connection:
        for row in await connection.execute(select(articles.c.article_id, articles.c.story_id)):
            found[row.story_id].add(names[row.article_id])
    return dict(found)


async def parts(engine: AsyncEngine) -> list[set[int]]:
    """The stories as sets of article numbers, in order."""
    return sorted((await stories(engine)).values(), key=min)


async def story_of(engine: AsyncEngine, k: int) -> str:
    return next(story for story, held in (await stories(engine)).items() if k in held)


async def test_a_merge_holds_though_nothing_else_links_the_two(
    engine: AsyncEngine, broker: RecordingBroker
) -> None:
    assigner = Assigner(engine)
    with likeness(near((0, 1), (2, 3), (3, 4))):
        await come(engine, assigner, 0, 1)
        await come(engine, assigner, 2, 3)
        older, younger = await story_of(engine, 0), await story_of(engine, 2)
        made = await filing.merge(engine, broker, younger, older, ANALYST)
        assert len(broker.events(ArticleStored)) == 1
        assert await parts(engine) == [{0, 1}, {2, 3}]
        await assigner.assign([])
        assert await parts(engine) == [{0, 1, 2, 3}]
        # The name of the story that was opened first, and the other leads there.
        assert await story_of(engine, 2) == older
        assert await history.surviving(engine, younger) == older
        # A newcomer is measured against the part it resembles.
        await come(engine, assigner, 4)
        assert await parts(engine) == [{0, 1, 2, 3, 4}]
        async with engine.connect() as connection:
            changed = (await connection.execute(select(story_changes))).one()
        assert (changed.kind, changed.correction_id) == ("merge", made)


async def test_a_split_holds_and_the_newcomer_goes_to_the_nearer_side(
    engine: AsyncEngine, broker: RecordingBroker
) -> None:
    assigner = Assigner(engine)
    bridge = near((0, 1), (0, 2), (1, 2), (4, 0)) | {frozenset((key(4), key(2))): 5.0}
    with likeness(bridge):
        await come(engine, assigner, 0, 1, 2)
        story = await story_of(engine, 0)
        await filing.split(engine, broker, story, [key(2)], ANALYST)
        await come(engine, assigner, 4)
        assert await parts(engine) == [{0, 1}, {2, 4}]
        assert await story_of(engine, 0) == story
        # What later binds both sides together cannot.
        await come(engine, assigner, 6, 7)
        assert {0, 1} in await parts(engine)


async def test_an_undone_correction_holds_no_more(engine: AsyncEngine, broker: RecordingBroker) -> None:
    assigner = Assigner(engine)
    with likeness(near((0, 1), (0, 2), (1, 2))):
        await come(engine, assigner, 0, 1, 2)
        await come(engine, assigner, 3)
        split = await filing.split(engine, broker, await story_of(engine, 0), [key(2)], ANALYST)
        await assigner.assign([])
        merged = await filing.merge(
            engine, broker, await story_of(engine, 2), await story_of(engine, 3), ANALYST
        )
        await assigner.assign([])
        assert await parts(engine) == [{0, 1}, {2, 3}]
        with pytest.raises(UnknownCorrection):
            await filing.undo(engine, broker, split, STRANGER, of_anybody=False)
        await filing.undo(engine, broker, split, ANALYST, of_anybody=False)
        await assigner.assign([])
        assert await parts(engine) == [{0, 1, 2, 3}]
        await filing.undo(engine, broker, str(merged), STRANGER, of_anybody=True)
        await assigner.assign([])
        assert await parts(engine) == [{0, 1, 2}, {3}]


async def test_what_is_asked_twice_is_one_correction(engine: AsyncEngine, broker: RecordingBroker) -> None:
    assigner = Assigner(engine)
    with likeness(near((0, 1))):
        await come(engine, assigner, 0, 1, 2)
        one, other = await story_of(engine, 0), await story_of(engine, 2)

        async def merge() -> str | None:
            return await filing.merge(engine, broker, one, other, ANALYST)

        async def split() -> str:
            return await filing.split(engine, broker, one, [key(2)], ANALYST)

        first = await merge()
        assert await merge() == first
        await assigner.assign([])
        assert await merge() == first
        apart = await split()
        assert await split() == apart
        await assigner.assign([])
        assert await split() == apart
        assert await parts(engine) == [{0, 1}, {2}]


async def test_what_cannot_be_corrected_is_refused(engine: AsyncEngine, broker: RecordingBroker) -> None:
    assigner = Assigner(engine)
    with likeness(near((0, 1))):
        await come(engine, assigner, 0, 1, 2)
        story = await story_of(engine, 0)
        with pytest.raises(UnknownStory):
            await filing.merge(engine, broker, story, "s0", ANALYST)
        with pytest.raises(UnknownStory):
            await filing.split(engine, broker, story, [key(2)], ANALYST)
        with pytest.raises(NothingLeft):
            await filing.split(engine, broker, story, [key(0), key(1)], ANALYST)
        with pytest.raises(UnknownCorrection):
            await filing.undo(engine, broker, "0" * 32, ANALYST, of_anybody=True)


async def test_a_correction_whose_message_is_not_sent_was_never_made(
    engine: AsyncEngine, broker: RecordingBroker
) -> None:
    assigner = Assigner(engine)
    with likeness({}):
        await come(engine, assigner, 0, 1)
        broker.refuse = RuntimeError("killed")
        with pytest.raises(RuntimeError):
            await filing.merge(engine, broker, await story_of(engine, 0), await story_of(engine, 1), ANALYST)
        await assigner.assign([])
        assert await parts(engine) == [{0}, {1}]


async def test_a_decision_that_is_killed_leaves_the_correction_waiting(
    engine: AsyncEngine, broker: RecordingBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    assigner = Assigner(engine)
    with likeness({}):
        await come(engine, assigner, 0, 1)
        await filing.merge(engine, broker, await story_of(engine, 0), await story_of(engine, 1), ANALYST)

        async def killed(*_: object, **__: object) -> None:
            raise RuntimeError("killed")

        monkeypatch.setattr(history, "record", killed)
        with pytest.raises(RuntimeError):
            await assigner.assign([])
        monkeypatch.undo()
        assert await parts(engine) == [{0}, {1}]
        await assigner.assign([])
        assert await parts(engine) == [{0, 1}]


def crowds_of(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Let more than `size` linked articles be a crowd."""
    for module in (correct, grouping, reach):
        monkeypatch.setattr(module, "MOST_TOGETHER", size)


async def test_in_a_crowd_corrections_hold_and_are_undone(
    engine: AsyncEngine, broker: RecordingBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowds_of(monkeypatch, 5)
    all_near = near(*((one, other) for one in range(20) for other in range(one)))
    # 20 and 22 are another crowd's.
    others = near(*((one, other) for one in range(20, 30) for other in range(20, one)))
    assigner = Assigner(engine)
    with likeness(all_near | others):
        for k in (*range(8), *range(20, 28)):
            await come(engine, assigner, k)
        assert await parts(engine) == [set(range(8)), set(range(20, 28))]
        story, other = await story_of(engine, 0), await story_of(engine, 20)
        apart = await filing.split(engine, broker, story, [key(1), key(2)], ANALYST)
        await assigner.assign([])
        assert await parts(engine) == [{0, *range(3, 8)}, {1, 2}, set(range(20, 28))]
        # Newcomers near to everybody join one side.
        for k in range(8, 12):
            await come(engine, assigner, k)
        found = await parts(engine)
        assert len(found) == 3
        assert not any({0, 1} <= part or {0, 2} <= part for part in found)
        merged = await filing.merge(engine, broker, story, other, ANALYST)
        await assigner.assign([])
        assert {0, 3, 20, 27} <= next(part for part in await parts(engine) if 0 in part)
        await come(engine, assigner, 28)
        assert len(await parts(engine)) == 2
        await filing.undo(engine, broker, str(merged), ANALYST, of_anybody=False)
        await assigner.assign([])
        assert not any({0, 20} <= part for part in await parts(engine))
        assert set(range(20, 28)) <= next(part for part in await parts(engine) if 20 in part)
        await filing.undo(engine, broker, apart, ANALYST, of_anybody=False)
        await assigner.assign([])
        assert {0, 1, 2} <= next(part for part in await parts(engine) if 0 in part)


Script = list[tuple[str, int]]


@settings(max_examples=15, deadline=None)
@given(
    st.integers(0, 2**32),
    st.lists(
        st.tuples(st.sampled_from(("merge", "split", "undo", "revise", "none")), st.integers(0, 2**32)),
        max_size=9,
    ),
)
def test_constraints_hold_whatever_comes_and_replaying_gives_the_same(seed: int, script: Script) -> None:
    asyncio.run(_play(seed, script))


@settings(max_examples=10, deadline=None)
@given(
    st.integers(0, 2**32),
    st.lists(
        st.tuples(st.sampled_from(("merge", "split", "undo", "revise")), st.integers(0, 2**32)), max_size=9
    ),
)
def test_constraints_hold_in_a_crowd(seed: int, script: Script) -> None:
    # There the order of arrival does matter, so that replaying may give other stories.
    with pytest.MonkeyPatch.context() as monkeypatch:
        crowds_of(monkeypatch, 4)
        asyncio.run(_play(seed, script, replay=False))


COUNT = 9


async def _play(seed: int, script: Script, *, replay: bool = True) -> None:
    dice = random.Random(seed)
    scores = {
        frozenset((key(one), key(other))): dice.choice((FAR, FAR, FAR, -2.0, NEAR, 5.0))
        for one in range(COUNT)
        for other in range(one)
    }
    arriving = dice.sample(range(COUNT), COUNT)
    broker, seen = RecordingBroker(), set()
    with likeness(scores), tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/one.db", "search")
        await migrate(engine, "search")
        assigner = Assigner(engine)
        for what, number in script:
            if arriving:
                batch = [arriving.pop() for _ in range(min(len(arriving), 1 + number % 3))]
                await come(engine, assigner, *batch)
            await _correct(engine, broker, what, number)
            if number % 2:
                # Else it waits for the next article, or for the next correction.
                await assigner.assign([])
            if number % 5 == 0:
                assigner = Assigner(engine)
            await _holds(engine, waiting=not number % 2)
            seen |= (await stories(engine)).keys()
        if arriving:
            await come(engine, assigner, *arriving)
        await assigner.assign([])
        await _holds(engine, waiting=False)
        now = await stories(engine)
        for name in seen:
            assert await history.surviving(engine, name) in now
        if replay:
            await _regrouped(engine, now)
            await _replayed(engine, folder, dice)
        await engine.dispose()


async def _correct(engine: AsyncEngine, broker: RecordingBroker, what: str, number: int) -> None:
    dice = random.Random(number)
    found = await stories(engine)
    names = sorted(found)
    story = dice.choice(names) if names else ""
    if what == "merge" and len(names) > 1:
        other = dice.choice([name for name in names if name != story])
        await filing.merge(engine, broker, story, other, ANALYST)
    if what == "split" and names and len(found[story]) > 1:
        leaving = dice.sample(sorted(found[story]), dice.randint(1, len(found[story]) - 1))
        await filing.split(engine, broker, story, [key(k) for k in leaving], ANALYST)
    if what == "revise" and names:
        k = dice.choice(sorted(found[story]))
        again = news(COUNT)[k]
        revised = again.article.model_copy(update={"revision": 2, "text": f"{again.article.text} Ralat."})
        await store.keep(engine, [again.model_copy(update={"article": revised})])
        await Assigner(engine).assign([key(k)])
    if what == "undo":
        async with engine.connect() as connection:
            made = sorted((await connection.execute(select(corrections_table.c.correction_id))).scalars())
        if made:
            await filing.undo(engine, broker, dice.choice(made), ANALYST, of_anybody=False)


async def _holds(engine: AsyncEngine, *, waiting: bool) -> None:
    async with engine.connect() as connection:
        constraints = resolved(await corrections.in_force(connection))
        assert waiting or await corrections.waiting(connection) is None
        rows = await connection.execute(select(articles.c.article_id, articles.c.story_id))
        home = {row.article_id: row.story_id for row in rows}
    for article, story in home.items():
        for mate in constraints.together(article) & home.keys():
            assert home[mate] == story
        for unit in constraints.apart_from(article):
            assert all(home[other] != story for other in constraints.articles[unit] & home.keys())


async def _regrouped(engine: AsyncEngine, before: dict[str, set[int]]) -> None:
    """Everything looked at again, by somebody who remembers nothing: no article moves, no name changes."""
    async with engine.begin() as connection:
        await connection.execute(update(articles).values(storied_revision=0))
    await Assigner(engine).assign([key(k) for k in range(COUNT)])
    assert await stories(engine) == before


async def _replayed(engine: AsyncEngine, folder: str, dice: random.Random) -> None:
    """The same articles one by one in another order, the corrections known from the start: the same stories."""
    other = create_engine(f"sqlite:///{folder}/other.db", "search")
    await migrate(other, "search")
    async with engine.connect() as source, other.begin() as target:
        for table in (corrections_table, correction_articles):
            rows = [dict(row._mapping) for row in await source.execute(select(table))]
            if rows:
                await target.execute(insert(table), rows)
        kept = (await source.execute(select(articles.c.article_id, articles.c.revision))).all()
    assigner = Assigner(other)
    for article, revision in dice.sample([tuple(row) for row in kept], len(kept)):
        event = next(each for each in news(COUNT) if each.article.id == article)
        text = event.article.text if revision == 1 else f"{event.article.text} Ralat."
        changed = event.article.model_copy(update={"revision": revision, "text": text})
        await store.keep(other, [event.model_copy(update={"article": changed})])
        await assigner.assign([article])
    assert await parts(other) == await parts(engine)
    assert await copies(other) == await copies(engine)
    await other.dispose()


async def copies(engine: AsyncEngine) -> set[tuple[str, str]]:
    async with engine.connect() as connection:
        copied = select(articles.c.article_id, articles.c.copy_of).where(articles.c.copy_of.is_not(None))
        return {(row.article_id, row.copy_of) for row in await connection.execute(copied)}
