"""Gives stored articles their stories in one transaction, one process at a time."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.search import store
from services.search.stories.correct import Correcting
from services.search.stories.corrections import Rulebook
from services.search.stories.grouping import Decision, Grouping
from services.search.stories.reach import reached
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
        self._rulebook = Rulebook()
        self._grouping = Grouping(self._window, self._rulebook)
        self._correcting = Correcting(self._window, self._rulebook, self._grouping)

    async def assign(self, ids: Sequence[str]) -> list[str]:
        """Give each article its story, unless this revision has it already.

        Corrections that wait come first. Everything that is linked with an article, however distantly, is
        grouped anew, so the stories are the same in whatever order the articles came. Above MOST_TOGETHER
        linked articles they come one after the other, and a story that is not grouped as a whole stays
        together. Returns the ids, and others whose documents were not written since their story changed
        (store.unwritten). A repeated call decides nothing.
        """
        if not await self._turn(ids):
            for article_id in ids:
                await self._turn([article_id])
        return sorted({*await store.known(self._engine, ids), *await store.unwritten(self._engine)})

    async def _turn(self, ids: Sequence[str]) -> bool:
        """One decision about all of these; False, and nothing decided, where several meet a crowd."""
        try:
            async with writing(self._engine, turn=STORY_TURN) as connection:
                await self._correcting.settle(connection)
                return await self._decide(connection, ids)
        except BaseException:
            # What was put into the window was rolled back in the database.
            self._window.clear()
            self._rulebook.clear()
            raise

    async def _decide(self, connection: AsyncConnection, ids: Sequence[str]) -> bool:
        seq = await self._window.refresh(connection) + 1
        rows = await connection.execute(
            select(articles).where(
                articles.c.article_id.in_(ids), articles.c.storied_revision < articles.c.revision
            )
        )
        pending = rows.all()
        if not pending:
            return True
        revisions = {row.article_id: row.revision for row in pending}
        left = {row.story_id for row in pending if row.story_id}
        roots = [*revisions, *await self._grouping.companions(connection, left, revisions)]
        for row in pending:
            await self._window.around(connection, row.published_at)
            self._window.put(member_of(row))
        constraints = await self._rulebook.constraints(connection)
        found = await reached(connection, self._window, roots, constraints)
        if found.crowded and len(pending) > 1:
            return False
        await self._grouping.group(connection, found.sets, Decision(seq, revisions))
        self._window.decided(seq)
        self._window.evict(row.published_at for row in pending)
        return True
