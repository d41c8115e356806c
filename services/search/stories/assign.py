"""Gives stored articles their stories in one transaction, one process at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.search.stories.decide import decide
from services.search.stories.window import Window, member_of
from services.search.tables import articles
from services.search.transactions import STORY_TURN, writing


class Assigner:
    """Decides stories and remembers the window. One for each process; not for concurrent use.

    The queue's single active consumer keeps the work in order; the lock keeps it right even while a consumer
    that lost its turn finishes what it has in hand.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._window = Window()

    async def assign(self, ids: Sequence[str]) -> list[str]:
        """Give each article (in this order) its story, unless this revision has it already.

        Returns the ids whose documents differ from the index now or may: these, and all that are copies of
        these. A repeated call decides nothing and returns the same.
        """
        try:
            async with writing(self._engine, turn=STORY_TURN) as connection:
                touched = await self._assign(connection, ids)
        except BaseException:
            # What was put into the window was rolled back in the database.
            self._window.clear()
            raise
        return touched

    async def _assign(self, connection: AsyncConnection, ids: Sequence[str]) -> list[str]:
        seq = await self._window.refresh(connection)
        rows = await connection.execute(select(articles).where(articles.c.article_id.in_(ids)))
        by_id: dict[str, Row[Any]] = {row.article_id: row for row in rows}
        for article_id in dict.fromkeys(ids):
            row = by_id.get(article_id)
            if row is None or row.storied_revision >= row.revision:
                continue
            seq += 1
            await self._decide(connection, row, seq)
        self._window.decided(seq)
        copies = await connection.execute(select(articles.c.article_id).where(articles.c.copy_of.in_(ids)))
        return sorted({*by_id, *copies.scalars()})

    async def _decide(self, connection: AsyncConnection, row: Row[Any], seq: int) -> None:
        newcomer = member_of(row)
        decision = decide(newcomer, await self._window.around(connection, newcomer.published_at))
        this = articles.c.article_id == row.article_id
        await connection.execute(
            update(articles)
            .where(this)
            .values(
                story_id=decision.story_id,
                copy_of=decision.copy_of,
                storied_revision=row.revision,
                story_seq=seq,
            )
        )
        self._window.put(replace(newcomer, story_id=decision.story_id, copy_of=decision.copy_of))
        if decision.demoted:
            await self._demote(connection, decision.demoted, row.article_id, seq)

    async def _demote(
        self, connection: AsyncConnection, demoted: Sequence[str], original: str, seq: int
    ) -> None:
        """Point these, and whatever pointed at them, at the original."""
        theirs = or_(articles.c.article_id.in_(demoted), articles.c.copy_of.in_(demoted))
        await connection.execute(update(articles).where(theirs).values(copy_of=original, story_seq=seq))
        for row in await connection.execute(select(articles).where(articles.c.story_seq == seq)):
            self._window.put(member_of(row))
