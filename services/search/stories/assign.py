"""Gives stored articles their stories in one transaction, one process at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.search.stories import history
from services.search.stories.member import Member
from services.search.stories.partition import copies_of, stories_of
from services.search.stories.reconcile import named, new_story_id
from services.search.stories.thresholds import FITTED, MOST_TOGETHER
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
        """Give each article its story, unless this revision has it already.

        Everything that is linked with an article, however distantly, is grouped anew, so the stories are the
        same in whatever order the articles came. Returns the ids whose documents differ from the index now
        or may. A repeated call decides nothing and returns the same.
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
        seq = await self._window.refresh(connection) + 1
        rows = (await connection.execute(select(articles).where(articles.c.article_id.in_(ids)))).all()
        pending = [row for row in rows if row.storied_revision < row.revision]
        if pending:
            await self._decide(connection, pending, seq)
            self._window.decided(seq)
            self._window.evict(row.published_at for row in pending)
        decisions = [row.decided_seq for row in rows if row not in pending]
        touched = await connection.execute(
            select(articles.c.article_id).where(
                or_(articles.c.story_seq.in_([*decisions, seq]), articles.c.article_id.in_(ids))
            )
        )
        return sorted(touched.scalars())

    async def _decide(self, connection: AsyncConnection, pending: Sequence[Row[Any]], seq: int) -> None:
        roots = {row.article_id: row.published_at for row in pending}
        # A revision may leave those that it held together.
        left = [row.story_id for row in pending if row.story_id]
        companions = await connection.execute(select(articles).where(articles.c.story_id.in_(left)))
        roots |= {row.article_id: row.published_at for row in companions}
        for moment in roots.values():
            await self._window.around(connection, moment)
        for row in pending:
            self._window.put(member_of(row))
        await self._group(connection, list(roots), seq, sorted(row.article_id for row in pending))
        for row in pending:
            this = articles.c.article_id == row.article_id
            decided = {"storied_revision": row.revision, "story_seq": seq, "decided_seq": seq}
            await connection.execute(update(articles).where(this).values(decided))

    async def _group(
        self, connection: AsyncConnection, roots: Sequence[str], seq: int, because: Sequence[str]
    ) -> None:
        """Group anew whatever is linked with the roots, and write down what differs from before."""
        groups: list[list[Member]] = []
        for linked in await self._linked(connection, roots):
            groups += stories_of(linked, self._window.links.between(linked))
        groups.sort(key=lambda group: group[0].age)
        ids = {member.story_id for group in groups for member in group if member.story_id}
        ids |= {new_story_id(group[0].id) for group in groups}
        # All at once: a story may have fallen into parts that are not linked any more.
        naming = named(groups, await history.living(connection, ids))
        for group in groups:
            copies = copies_of(group)
            for member in group:
                await self._write(connection, member, naming.stories[member.id], copies.get(member.id), seq)
        await history.record(connection, naming, seq=seq, because=because)

    async def _write(
        self, connection: AsyncConnection, member: Member, story_id: str, copy_of: str | None, seq: int
    ) -> None:
        """Keep the story and the original of an article, unless it has them already."""
        differs = or_(
            articles.c.story_id.is_distinct_from(story_id), articles.c.copy_of.is_distinct_from(copy_of)
        )
        await connection.execute(
            update(articles)
            .where(articles.c.article_id == member.id, differs)
            .values(story_id=story_id, copy_of=copy_of, story_seq=seq)
        )
        self._window.rename(member.id, story_id)

    async def _linked(self, connection: AsyncConnection, roots: Sequence[str]) -> list[list[Member]]:
        """The articles linked with any of these, directly or by way of others, in sets that have no link."""
        for root in roots:
            # First all of them: a neighbour that was compared before learns here that they came.
            await self._compare(connection, root)
        sets: list[list[Member]] = []
        seen: set[str] = set()
        for root in roots:
            if root in seen or self._window.get(root) is None:
                continue
            least = FITTED.join
            found = await self._reach(connection, root, least)
            while len(found) > MOST_TOGETHER:
                least += 1.0
                found = await self._reach(connection, root, least)
            fresh = [member for member in found.values() if member.id not in seen]
            seen |= set(found)
            sets.append(sorted(fresh, key=lambda member: member.id))
        return sets

    async def _reach(self, connection: AsyncConnection, root: str, least: float) -> dict[str, Member]:
        """The articles that links of at least this score lead to; may stop when they are too many."""
        found: dict[str, Member] = {}
        waiting = [root]
        while waiting and len(found) <= MOST_TOGETHER:
            member = self._window.get(waiting.pop())
            if member is None or member.id in found:
                continue
            found[member.id] = member
            links = await self._compare(connection, member.id)
            waiting += [other for other, score in links.items() if score >= least and other not in found]
        return found

    async def _compare(self, connection: AsyncConnection, article_id: str) -> dict[str, float]:
        """The scores of an article with its candidates; none when it is not in memory."""
        member = self._window.get(article_id)
        if member is None:
            return {}
        return self._window.links.of(member, await self._window.around(connection, member.published_at))
