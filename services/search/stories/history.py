"""What became of the stories: when each was opened, into which it was merged, and who moved why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.search.store import insert_into
from services.search.stories.reconcile import Naming
from services.search.tables import articles, stories, story_changes
from shared.runtime.logs import get_logger

log = get_logger("search.stories")


@dataclass(frozen=True)
class Living:
    """A story that has articles: the decision that opened it, and how many they are."""

    opened_seq: int
    articles: int


async def living(connection: AsyncConnection, story_ids: Collection[str]) -> dict[str, Living]:
    """Those of these stories that have articles.

    One that an earlier version of the service opened while this one was being rolled out is taken into the
    history here.
    """
    held = await connection.execute(
        select(
            articles.c.story_id,
            func.count().label("articles"),
            func.min(func.coalesce(articles.c.story_seq, 0)).label("opened_seq"),
            func.min(articles.c.seen_at).label("opened_at"),
        )
        .where(articles.c.story_id.in_(story_ids))
        .group_by(articles.c.story_id)
    )
    rows = {row.story_id: row for row in held}
    entered = await connection.execute(
        select(stories.c.story_id, stories.c.opened_seq).where(
            stories.c.story_id.in_(rows), stories.c.merged_into.is_(None)
        )
    )
    opened = {row.story_id: row.opened_seq for row in entered}
    for story_id in sorted(rows.keys() - opened.keys()):
        row = rows[story_id]
        await _enter(connection, story_id, row.opened_seq, row.opened_at)
        opened[story_id] = row.opened_seq
    return {story_id: Living(opened[story_id], row.articles) for story_id, row in rows.items()}


async def _enter(connection: AsyncConnection, story_id: str, seq: int, moment: datetime) -> None:
    """Write down that a story was opened; what was merged lives again."""
    values = {"opened_seq": seq, "opened_at": moment, "merged_into": None}
    statement = insert_into(stories, connection).values(story_id=story_id, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["story_id"], set_=values))


async def record(
    connection: AsyncConnection,
    naming: Naming,
    *,
    seq: int,
    because: Sequence[str] = (),
    correction: str | None = None,
) -> None:
    """Write down the stories that a decision opened and the articles that it moved; call after the moves.

    `because`: the articles that came or changed; `correction`: the one applied or undone. A story that lost
    its last article is merged into the one that took most of its articles; the id of a merged story that is
    opened again is its own again.
    """
    now = datetime.now(UTC)
    for story_id in naming.opened:
        await _enter(connection, story_id, seq, now)
    for move in sorted(naming.moves, key=lambda move: (-len(move.article_ids), move.to_story)):
        left = await connection.scalar(
            select(func.count()).select_from(articles).where(articles.c.story_id == move.from_story)
        )
        kind = "split" if move.opened else "move" if left else "merge"
        if not left:
            await _merge(connection, move.from_story, move.to_story)
        change = {
            "seq": seq,
            "kind": kind,
            "from_story": move.from_story,
            "to_story": move.to_story,
            "article_ids": list(move.article_ids),
            "because": list(because),
            "changed_at": now,
            "correction_id": correction,
        }
        await connection.execute(insert(story_changes).values(change))
        log.info("story changed", kind=kind, from_story=move.from_story, to_story=move.to_story, seq=seq)


async def _merge(connection: AsyncConnection, gone: str, into: str) -> None:
    """The first move that finds a story empty decides; whoever pointed at it points at the survivor."""
    is_gone = (stories.c.story_id == gone) & stories.c.merged_into.is_(None)
    await connection.execute(update(stories).where(is_gone).values(merged_into=into))
    await connection.execute(update(stories).where(stories.c.merged_into == gone).values(merged_into=into))


async def surviving(engine: AsyncEngine, story_id: str) -> str:
    """The story that goes on under this or another id; an unknown id is its own."""
    async with engine.connect() as connection:
        return await survivor(connection, story_id)


async def survivor(connection: AsyncConnection, story_id: str) -> str:
    """The same, as this transaction sees it."""
    into = await connection.scalar(select(stories.c.merged_into).where(stories.c.story_id == story_id))
    return into or story_id


async def former_ids(engine: AsyncEngine, story_ids: Collection[str]) -> dict[str, list[str]]:
    """The ids of stories that were merged into each of these."""
    async with engine.connect() as connection:
        rows = await connection.execute(
            select(stories.c.story_id, stories.c.merged_into).where(stories.c.merged_into.in_(story_ids))
        )
        found: dict[str, list[str]] = {}
        for row in rows:
            found.setdefault(row.merged_into, []).append(row.story_id)
    return found
