"""Gives stored articles their stories in one transaction, one process at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.search import store
from services.search.stories import history
from services.search.stories.member import Member
from services.search.stories.partition import originals_of, stories_of
from services.search.stories.reach import reached
from services.search.stories.reconcile import named, new_story_id
from services.search.stories.thresholds import MOST_TOGETHER
from services.search.stories.window import Window, member_of
from services.search.tables import articles
from services.search.transactions import STORY_TURN, writing


@dataclass(frozen=True)
class Place:
    """Where an article belongs: its story, and whose copy it is."""

    story_id: str
    copy_of: str | None


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
        same in whatever order the articles came. Above MOST_TOGETHER linked articles they come one after the
        other, and a story that is not grouped as a whole stays together. Returns the ids, and others whose
        documents were not written since their story changed (store.unwritten). A repeated call decides
        nothing.
        """
        if not await self._turn(ids):
            for article_id in ids:
                await self._turn([article_id])
        return sorted({*await store.known(self._engine, ids), *await store.unwritten(self._engine)})

    async def _turn(self, ids: Sequence[str]) -> bool:
        """One decision about all of these; False, and nothing decided, where several meet a crowd."""
        try:
            async with writing(self._engine, turn=STORY_TURN) as connection:
                return await self._decide(connection, ids)
        except BaseException:
            # What was put into the window was rolled back in the database.
            self._window.clear()
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
        roots = [row.article_id for row in pending]
        for companion in await self._companions(connection, pending):
            await self._window.around(connection, companion.published_at)
            roots.append(companion.article_id)
        for row in pending:
            await self._window.around(connection, row.published_at)
            self._window.put(member_of(row))
        found = await reached(connection, self._window, roots)
        if found.crowded and len(pending) > 1:
            return False
        await self._group(connection, found.sets, {row.article_id: row.revision for row in pending}, seq)
        self._window.decided(seq)
        self._window.evict(row.published_at for row in pending)
        return True

    async def _companions(
        self, connection: AsyncConnection, pending: Sequence[Row[Any]]
    ) -> Sequence[Row[str, datetime]]:
        """Those whom a revision may leave although it held them together; not of too large a story."""
        left = {row.story_id for row in pending if row.story_id}
        small = (
            select(articles.c.story_id)
            .where(articles.c.story_id.in_(left))
            .group_by(articles.c.story_id)
            .having(func.count() <= MOST_TOGETHER)
        )
        rows = await connection.execute(
            select(articles.c.article_id, articles.c.published_at)
            .where(
                articles.c.story_id.in_(small), articles.c.article_id.not_in([r.article_id for r in pending])
            )
            .order_by(articles.c.article_id)
        )
        return rows.all()

    async def _group(
        self, connection: AsyncConnection, sets: Sequence[Sequence[Member]], decided: dict[str, int], seq: int
    ) -> None:
        """Group these sets anew, and write down what differs from before.

        `decided`: the revision of each article that came or changed.
        """
        members = {member.id: member for linked in sets for member in linked}
        here = Counter(member.story_id for member in members.values() if member.story_id)
        known = await history.living(connection, {*here, *map(new_story_id, members)})
        partial = {story for story, held in here.items() if held < known[story].articles}
        staying = {key for key, each in members.items() if each.story_id in partial and key not in decided}
        groups: list[list[Member]] = []
        for linked in sets:
            groups += stories_of(linked, self._window.links.between(linked), staying=staying)
        groups.sort(key=lambda group: group[0].age)
        # All at once: a story may have fallen into parts that are not linked any more.
        opened = {story: each.opened_seq for story, each in known.items()}
        naming = named(groups, opened, seq=seq, partial=partial, staying=staying)
        places: dict[str, Place] = {}
        for group in groups:
            originals = originals_of(group, staying)
            for member in group:
                places[member.id] = Place(naming.stories[member.id], originals.get(member.id))
        for key in decided:
            if key in members and members[key].story_id in partial:
                places |= await self._bereft(connection, members[key], places)
        # Sorted, as store.keep does: whoever writes the same articles waits instead of deadlocking.
        for key in sorted(places):
            await self._write(connection, key, members.get(key), places[key], decided.get(key), seq)
        await history.record(connection, naming, seq=seq, because=sorted(decided))

    async def _bereft(
        self, connection: AsyncConnection, original: Member, places: dict[str, Place]
    ) -> dict[str, Place]:
        """New places of those who stay in a story that is not grouped as a whole, and lose their original."""
        rows = await connection.execute(
            select(articles.c.article_id)
            .where(articles.c.story_id == original.story_id, articles.c.copy_of == original.id)
            .order_by(articles.c.published_at, articles.c.seen_at, articles.c.article_id)
        )
        copies = list(rows.scalars())
        stays = places[original.id].story_id == original.story_id
        if stays and any(key in places and places[key].copy_of == original.id for key in copies):
            return {}
        heirs = [key for key in copies if key not in places or places[key].copy_of == original.id]
        story = str(original.story_id)
        return {key: Place(story, heirs[0] if k else None) for k, key in enumerate(heirs)}

    async def _write(
        self,
        connection: AsyncConnection,
        key: str,
        before: Member | None,
        place: Place,
        revision: int | None,
        seq: int,
    ) -> None:
        """Keep the place of an article and which revision got it, unless nothing changed."""
        values: dict[str, Any] = {"story_id": place.story_id, "copy_of": place.copy_of, "story_seq": seq}
        if revision is not None:
            values["storied_revision"] = revision
        elif before is not None and place == Place(str(before.story_id), before.copy_of):
            return
        await connection.execute(update(articles).where(articles.c.article_id == key).values(values))
        self._window.settle(key, place.story_id, place.copy_of)
