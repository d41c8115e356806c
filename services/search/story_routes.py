"""Stories over the internal API: one in full, its changes, and the corrections of analysts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from typing import TypeVar

from fastapi import APIRouter, HTTPException, Response
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.port import ArticleIndex
from services.search.index.story import Member
from services.search.stories import filing, history
from services.search.stories.chronicle import Chronicle
from services.search.stories.filing import Author, CorrectionError, NothingLeft
from services.search.stories.telling.detail import detail_of
from services.search.stories.telling.related import related_to
from services.search.tables import BEHIND, articles, correction_articles, corrections
from shared.contracts.story import (
    ChangePage,
    ChangesQuestion,
    CorrectionOrder,
    CorrectionOutcome,
    MergeOrder,
    RelatedStory,
    SplitOrder,
    StoryDetail,
    StoryHistory,
    StoryQuestion,
    UndoOrder,
)
from shared.messaging.port import Broker

Filed = TypeVar("Filed", str, str | None, None)

# The story step takes a correction before its next decision, most often within a tenth of a second; whoever
# asked waits 3 seconds at most.
_LOOKS = 100
_LOOK_SECONDS = 0.03
NO_STORY = HTTPException(404, "no such story in this scope")
_ALL = "Semua artikel cerita ini disebut; sisakan sedikitnya satu."


def story_routes(index: ArticleIndex, engine: AsyncEngine, broker: Broker) -> APIRouter:
    """The routes, for the internal API: scope and tenant stand in every question."""
    router = APIRouter(prefix="/stories")

    @router.post("/detail", response_model=StoryDetail)
    async def detail(asking: StoryQuestion) -> Response:
        story_id = await history.surviving(engine, asking.id)
        members = (await index.members([story_id], asking.scope)).get(story_id)
        if not members:
            raise NO_STORY
        related, told = await asyncio.gather(
            related_to(index, engine, story_id, members, asking.scope),
            Chronicle(engine, index, asking, story_id).history([member.id for member in members]),
        )
        # 400 articles take a tenth of a second, in which others are answered.
        body = await asyncio.to_thread(_told, story_id, members, asking.timezone, related, told)
        return Response(body, media_type="application/json")

    @router.post("/changes")
    async def changes(asking: ChangesQuestion) -> ChangePage:
        story_id = await history.surviving(engine, asking.id)
        visible = await _visible(index, engine, story_id, asking.scope)
        return await Chronicle(engine, index, asking, story_id).page(visible)

    @router.post("/merge")
    async def merge(order: MergeOrder) -> CorrectionOutcome:
        visible: set[str] = set()
        for name in (order.id, order.other):
            visible |= await _visible(index, engine, await history.surviving(engine, name), order.scope)
        made = await _filed(filing.merge(engine, broker, order.id, order.other, _author(order, order.note)))
        if made is None:
            return CorrectionOutcome(id=None, state="applied", stories=await _stories(engine, visible))
        return await _outcome(engine, made, visible)

    @router.post("/split")
    async def split(order: SplitOrder) -> CorrectionOutcome:
        story_id = await history.surviving(engine, order.id)
        seen = await _visible(index, engine, story_id, order.scope)
        leaving = set(order.article_ids)
        if await index.visible(leaving, order.scope) != leaving:
            raise HTTPException(404, "no such article in this scope")
        author = _author(order, order.note)
        if seen == leaving:
            # Others may be in it outside the scope; of those nothing is told.
            raise HTTPException(400, {"name": "articles", "message": _ALL})
        made = await _filed(filing.split(engine, broker, order.id, leaving, author))
        return await _outcome(engine, made, seen | leaving)

    @router.post("/undo")
    async def undo(order: UndoOrder) -> CorrectionOutcome:
        story_id = await history.surviving(engine, order.id)
        visible = await _visible(index, engine, story_id, order.scope)
        if not await _concerns(engine, order.correction_id, visible):
            raise HTTPException(404, "no such correction of this story")
        author = _author(order, None)
        await _filed(filing.undo(engine, broker, order.correction_id, author, of_anybody=order.of_anybody))
        outcome = await _outcome(engine, order.correction_id, visible)
        own = await _made_by(engine, order.correction_id) == order.tenant_id
        return outcome.model_copy(update={"own": own})

    return router


def _told(
    story_id: str,
    members: Sequence[Member],
    timezone: str,
    related: Sequence[RelatedStory],
    history_: StoryHistory,
) -> bytes:
    """The detail as JSON; made here, for FastAPI would validate once more what is a model already."""
    return detail_of(story_id, members, timezone, related, history_).model_dump_json().encode()


def _author(order: CorrectionOrder, note: str | None) -> Author:
    return Author(order.tenant_id, order.actor, note)


async def _filed(filed: Awaitable[Filed]) -> Filed:
    try:
        return await filed
    except NothingLeft as error:
        raise HTTPException(400, {"name": "articles", "message": _ALL}) from error
    except CorrectionError as error:
        raise HTTPException(404, str(error) or "no such story, article or correction") from error


async def _visible(index: ArticleIndex, engine: AsyncEngine, story_id: str, scope: Sequence[str]) -> set[str]:
    """The articles that are in the story now and within the scope; 404 without any."""
    async with engine.connect() as connection:
        rows = await connection.execute(select(articles.c.article_id).where(articles.c.story_id == story_id))
        held = list(rows.scalars())
    visible = await index.visible(held, scope) if held else set()
    if not visible:
        raise NO_STORY
    return visible


async def _concerns(engine: AsyncEngine, correction_id: str, article_ids: set[str]) -> bool:
    this = (correction_articles.c.correction_id == correction_id) & (
        correction_articles.c.article_id.in_(article_ids)
    )
    async with engine.connect() as connection:
        return bool(await connection.scalar(select(func.count()).where(this)))


async def _made_by(engine: AsyncEngine, correction_id: str) -> str | None:
    """The tenant that made a correction."""
    this = select(corrections.c.tenant_id).where(corrections.c.correction_id == correction_id)
    async with engine.connect() as connection:
        made_by: str | None = await connection.scalar(this)
    return made_by


async def _outcome(engine: AsyncEngine, correction_id: str, article_ids: set[str]) -> CorrectionOutcome:
    """What the story step made of it, waiting a little for that."""
    done = await _done(engine, correction_id)
    for _ in range(_LOOKS):
        if done:
            break
        await asyncio.sleep(_LOOK_SECONDS)
        done = await _done(engine, correction_id)
    return CorrectionOutcome(
        id=correction_id,
        state="applied" if done else "waiting",
        stories=await _stories(engine, article_ids),
    )


async def _done(engine: AsyncEngine, correction_id: str) -> bool:
    """Whether the stories follow the correction and the index was told."""
    settled = corrections.c.applied_seq.is_not(None) & (
        corrections.c.undone_at.is_(None) | corrections.c.undone_seq.is_not(None)
    )
    behind = (
        select(func.count())
        .select_from(articles)
        .where(
            BEHIND,
            articles.c.article_id.in_(
                select(correction_articles.c.article_id).where(
                    correction_articles.c.correction_id == correction_id
                )
            ),
        )
    )
    async with engine.connect() as connection:
        applied = await connection.scalar(
            select(func.count()).where(corrections.c.correction_id == correction_id, settled)
        )
        return bool(applied) and not await connection.scalar(behind)


async def _stories(engine: AsyncEngine, article_ids: set[str]) -> list[str]:
    async with engine.connect() as connection:
        rows = await connection.execute(
            select(articles.c.story_id).where(articles.c.article_id.in_(article_ids)).distinct()
        )
        return sorted(str(story) for story in rows.scalars() if story is not None)
