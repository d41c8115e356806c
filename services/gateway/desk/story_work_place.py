"""Which work belongs to a story, after stories were grouped anew, merged or split.

A work remembers the earliest articles of its story. It belongs to the story that now holds the first of them
that still exists; a merge brings several works into one story, which shows them as one, and undoing the merge
parts them again: nothing was written together.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk.errors import UnknownEntry
from services.gateway.desk.story_work import (
    StoryState,
    StoryWork,
    WorkedStory,
    note_place,
    works_near,
)

# Of several works in one story the one that asks for most decides; a settled one hides nothing.
_MOST_URGENT: tuple[StoryState, ...] = ("perlu_jawaban", "ditelaah", "baru", "dijawab", "selesai")

# The story that holds an article now; None when the article is gone or outside the scope.
StoryOfArticle = Callable[[str], Awaitable[str | None]]


@dataclass(frozen=True)
class TeamWork:
    """Everything a team keeps on one story; no works: nobody has begun."""

    works: tuple[StoryWork, ...] = ()

    @property
    def ids(self) -> list[str]:
        """The ids of the works."""
        return [work.id for work in self.works]

    @property
    def state(self) -> StoryState:
        """The state that asks for most."""
        states = {work.state for work in self.works}
        return next((state for state in _MOST_URGENT if state in states), "baru")

    @property
    def office_id(self) -> str | None:
        """The office that was chosen by hand, the latest choice first; None: as the topics propose."""
        latest = sorted(self.works, key=lambda work: work.changed_at, reverse=True)
        return next((work.office_id for work in latest if work.office_id), None)


async def work_on(
    engine: AsyncEngine,
    tenant_id: str,
    story: WorkedStory,
    former_ids: Collection[str],
    story_of: StoryOfArticle,
) -> TeamWork:
    """The work that belongs to a story; where it was found is remembered."""
    near = await works_near(engine, tenant_id, [story.id, *former_ids], story.article_ids)
    held = await _held(near, story, story_of)
    moved = [work.id for work in held if work.story_id != story.id or work.headline != story.headline]
    if moved:
        await note_place(engine, tenant_id, moved, story.id, story.headline)
    return TeamWork(tuple(held))


async def works_on_each(
    engine: AsyncEngine, tenant_id: str, stories: Sequence[WorkedStory], story_of: StoryOfArticle
) -> dict[str, TeamWork]:
    """Story id → its work, for a list; stories without any are absent."""
    articles = [article_id for story in stories for article_id in story.article_ids]
    near = await works_near(engine, tenant_id, [story.id for story in stories], articles)
    by_key: dict[str, list[StoryWork]] = {}
    for work in near:
        for key in {work.story_id, *work.article_ids}:
            by_key.setdefault(key, []).append(work)
    found: dict[str, TeamWork] = {}
    for story in stories:
        touching = {work.id: work for key in (story.id, *story.article_ids) for work in by_key.get(key, ())}
        held = await _held(list(touching.values()), story, story_of)
        if held:
            found[story.id] = TeamWork(tuple(held))
    return found


async def present_story(work: StoryWork, story_of: StoryOfArticle) -> str | None:
    """The story that holds a work now; None when none of its articles can be seen any more."""
    for article_id in work.article_ids:
        story_id = await story_of(article_id)
        if story_id is not None:
            return story_id
    return None


async def successor(engine: AsyncEngine, tenant_id: str, story_id: str, story_of: StoryOfArticle) -> str:
    """Where the work of a story that is no more went. Raises UnknownEntry when there is no trace."""
    for work in await works_near(engine, tenant_id, [story_id], []):
        now_in = await present_story(work, story_of)
        if now_in is not None and now_in != story_id:
            return now_in
    raise UnknownEntry(story_id)


async def _held(works: Sequence[StoryWork], story: WorkedStory, story_of: StoryOfArticle) -> list[StoryWork]:
    holding = set(story.article_ids)
    return [work for work in works if await _holds(work, story.id, holding, story_of)]


async def _holds(
    work: StoryWork, story_id: str, article_ids: Collection[str], story_of: StoryOfArticle
) -> bool:
    """Whether the first article of the work that still exists is in this story."""
    for article_id in work.article_ids:
        if article_id in article_ids:
            return True
        if await story_of(article_id) is not None:
            return False
    # All of them are gone: the name of the story is all that is left.
    return work.story_id == story_id
