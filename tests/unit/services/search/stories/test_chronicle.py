"""A story's history as tenants may see it."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.index.port import ArticleIndex
from services.search.query.errors import BadCursor
from services.search.stories import filing, history
from services.search.stories.assign import Assigner
from services.search.stories.chronicle import Chronicle
from services.search.stories.filing import Author
from shared.contracts.story import ChangePage, ChangesQuestion, StoryHistory, StoryQuestion
from tests.search_world import RecordingBroker, article_id, enriched

OURS, PPU = "https://kutim.example/1", "https://ppu.example/1"
KUTIM, PASER = Author("kutim", "key:abc", "satu peristiwa"), Author("paser", "key:def")


class World:
    """Two stories of two regions, and what may be done with them."""

    def __init__(self, engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker) -> None:
        self.engine, self.index, self.broker = engine, index, broker
        self.assigner = Assigner(engine)

    async def settle(self) -> None:
        """Stories and index follow."""
        documents = await store.documents(self.engine, await self.assigner.assign([]))
        await self.index.put(documents)
        await store.written(self.engine, documents)

    async def story_of(self, url: str) -> str:
        """The story of an article."""
        (document,) = await store.documents(self.engine, [article_id(url)])
        return str(document.story_id)

    async def visible(self, story: str, scope: list[str]) -> list[str]:
        """The articles of a story in a scope."""
        return [member.id for member in (await self.index.members([story], scope)).get(story, [])]

    async def history(self, story: str, scope: str, tenant: str, *, of_anybody: bool = False) -> StoryHistory:
        """The history as a tenant reads it."""
        asking = StoryQuestion(id=story, scope=[scope], tenant_id=tenant, of_anybody=of_anybody)
        name = await history.surviving(self.engine, story)
        seen = await self.visible(name, [scope])
        return await Chronicle(self.engine, self.index, asking, name).history(seen)

    async def page(self, story: str, limit: int, after: object = None) -> ChangePage:
        """A page of changes as Kutai Timur reads it."""
        asking = ChangesQuestion.model_validate(
            {"id": story, "scope": ["64.08"], "tenant_id": "kutim", "limit": limit, "after": after}
        )
        name = await history.surviving(self.engine, story)
        return await Chronicle(self.engine, self.index, asking, name).page(
            await self.visible(name, ["64.08"])
        )


@pytest.fixture
async def world(engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker) -> World:
    world = World(engine, index, broker)
    events = [
        enriched(OURS),
        enriched(PPU, title="Panen", text="Panen raya.", about="panen", regions=["64.09"]),
    ]
    await store.keep(engine, events)
    await world.assigner.assign([event.article.id for event in events])
    await world.settle()
    return world


async def merge(world: World, author: Author) -> str:
    made = await filing.merge(
        world.engine,
        world.broker,
        await world.story_of(OURS),
        await world.story_of(PPU),
        author,  # type: ignore[arg-type]
    )
    await world.settle()
    return str(made)


async def test_who_corrected_is_told_to_the_own_tenant_alone(world: World) -> None:
    made = await merge(world, KUTIM)
    story = await world.story_of(OURS)
    (own,) = (await world.history(story, "64.08", "kutim")).corrections
    assert (own.id, own.state, own.own, own.actor, own.note) == (
        made,
        "in_force",
        True,
        "key:abc",
        "satu peristiwa",
    )
    (foreign,) = (await world.history(story, "64.09", "paser")).corrections
    assert (foreign.id, foreign.own, foreign.actor, foreign.note) == (None, False, None, None)
    (operator,) = (await world.history(story, "64.09", "paser", of_anybody=True)).corrections
    assert (operator.id, operator.actor, operator.note) == (made, None, None)


async def test_only_changes_of_visible_articles_are_told(world: World) -> None:
    gone = {await world.story_of(OURS), await world.story_of(PPU)}
    await merge(world, KUTIM)
    story = await world.story_of(OURS)
    (left,) = gone - {story}
    moved_from_ours = left != await world.story_of(OURS) and story not in gone
    assert not moved_from_ours
    seen = {scope: await world.history(story, scope, "x") for scope in ("64", "64.08", "64.09")}
    assert [change.kind for change in seen["64"].changes] == ["merge"]
    assert seen["64"].former_ids == [left]
    # One of the two regencies saw an article move, the other did not.
    told = [len(seen[scope].changes) for scope in ("64.08", "64.09")]
    assert sorted(told) == [0, 1]
    opened = [seen[scope].opened_at is None for scope in ("64.08", "64.09")]
    assert sorted(opened) == [False, True]
    for scope, ours in (("64.08", OURS), ("64.09", PPU)):
        for change in seen[scope].changes:
            assert change.article_ids == [article_id(ours)]


async def test_a_correction_is_overridden_and_undone(world: World) -> None:
    first = await merge(world, KUTIM)
    story = await world.story_of(OURS)
    split = await filing.split(world.engine, world.broker, story, [article_id(OURS)], KUTIM)  # type: ignore[arg-type]
    waiting, before = (await world.history(story, "64", "kutim")).corrections
    assert (waiting.id, waiting.state, before.state) == (split, "waiting", "in_force")
    await world.settle()
    newest, oldest = (await world.history(await world.story_of(OURS), "64", "kutim")).corrections
    assert (newest.id, newest.state, oldest.id, oldest.state) == (split, "in_force", first, "overridden")
    assert oldest.overridden_by == [split]
    await filing.undo(world.engine, world.broker, split, KUTIM, of_anybody=False)  # type: ignore[arg-type]
    await world.settle()
    newest, oldest = (await world.history(story, "64", "kutim")).corrections
    assert (newest.state, oldest.state, oldest.overridden_by) == ("undone", "in_force", [])


async def test_changes_come_page_by_page(world: World) -> None:
    for _ in range(2):
        made = await merge(world, KUTIM)
        await filing.undo(world.engine, world.broker, made, KUTIM, of_anybody=False)  # type: ignore[arg-type]
        await world.settle()
    await merge(world, KUTIM)
    story = await world.story_of(OURS)
    whole = await world.page(story, 100)
    assert whole.total.value == len(whole.items)
    one = await world.page(story, 1)
    rest = await world.page(story, 100, one.next) if one.next else None
    assert [*one.items, *(rest.items if rest else [])] == whole.items
    with pytest.raises(BadCursor):
        await world.page(story, 1, ["x"])
