"""The articles around a day, kept in memory by day of publication, brought up to date from the database."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.search.record import HASH, VECTOR, unpack
from services.search.stories.clues import Clues
from services.search.stories.links import Links
from services.search.stories.member import Member
from services.search.stories.neighbours import Neighbours
from services.search.stories.numbers import last_forgetting, last_number
from services.search.stories.thresholds import WINDOW
from services.search.stories.words import Words
from services.search.tables import articles

# About 5 kB an article: 250 MB at most, plus the days that one batch needs.
MOST_MEMBERS = 50_000

_COLUMNS = (
    articles.c.article_id,
    articles.c.published_at,
    articles.c.seen_at,
    articles.c.regions,
    articles.c.words,
    articles.c.clues,
    articles.c.embedding,
    articles.c.minhash,
    articles.c.story_id,
    articles.c.copy_of,
)


class Window:
    """A cache of members that have a story, one shelf for each UTC day of publication, and their links.

    Every use begins with `refresh` inside the transaction that holds the story turn; it reads what any other
    process decided since (numbers only grow, see numbers.py), so the cache is right after a failover, too.
    """

    def __init__(self) -> None:
        self.links = Links()
        self._shelves: OrderedDict[date, Neighbours] = OrderedDict()
        self._day_of: dict[str, date] = {}
        self._seq = 0

    async def refresh(self, connection: AsyncConnection) -> int:
        """Take in what was decided since the last time; returns the last number given out."""
        last = await last_number(connection)
        if await last_forgetting(connection) > self._seq:
            # Articles were forgotten (search/forgetting.py): whoever is in memory may not be there any more.
            self._shelves.clear()
            self._day_of.clear()
            self.links.clear()
        elif last > self._seq and self._shelves:
            self.links.clear()
            await self._take(connection, select(*_COLUMNS).where(articles.c.story_seq > self._seq))
        self._seq = last
        return self._seq

    async def around(self, connection: AsyncConnection, moment: datetime) -> list[Neighbours]:
        """The shelves of the days within WINDOW of a moment, loaded where they are missing."""
        first, last = _day(moment - WINDOW), _day(moment + WINDOW)
        days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
        missing = [day for day in days if day not in self._shelves]
        for day in days:
            self._shelves.setdefault(day, Neighbours())
            self._shelves.move_to_end(day)
        if missing:
            await self._load(connection, missing)
        return [self._shelves[day] for day in days]

    async def bring(self, connection: AsyncConnection, article_ids: Collection[str]) -> None:
        """Have these articles in memory, with the days around them; those without a story are left out."""
        missing = [article_id for article_id in article_ids if article_id not in self._day_of]
        if not missing:
            return
        moments = await connection.execute(
            select(articles.c.published_at).where(
                articles.c.article_id.in_(missing), articles.c.story_id.is_not(None)
            )
        )
        for moment in list(moments.scalars()):
            await self.around(connection, moment)

    def get(self, article_id: str) -> Member | None:
        """The member with this id, when its day is in memory."""
        day = self._day_of.get(article_id)
        return None if day is None else self._shelves[day].get(article_id)

    def put(self, member: Member) -> None:
        """Add or replace a member; ignored when its day is not in memory."""
        day, before = _day(member.published_at), self._day_of.pop(member.id, None)
        if before is not None and before != day:
            self._shelves[before].remove(member.id)
        self.links.forget(member.id)
        if day in self._shelves:
            self._shelves[day].put(member)
            self._day_of[member.id] = day

    def settle(self, article_id: str, story_id: str, copy_of: str | None) -> None:
        """The article is as it was, but of this story; ignored when it is not in memory."""
        member = self.get(article_id)
        if member is not None:
            self._shelves[self._day_of[article_id]].put(replace(member, story_id=story_id, copy_of=copy_of))

    def decided(self, seq: int) -> None:
        """Everything up to this number is in memory: call with the last number given out."""
        self._seq = seq

    def clear(self) -> None:
        """Forget everything: what is in memory may not be what was committed."""
        self.links.clear()
        self._shelves.clear()
        self._day_of.clear()
        self._seq = 0

    def evict(self, keep: Iterable[datetime]) -> None:
        """While there are too many, drop the days not needed for longest, but none around these moments."""
        kept = {
            _day(moment + timedelta(days=k)) for moment in keep for k in range(-WINDOW.days, WINDOW.days + 1)
        }
        members = sum(map(len, self._shelves.values()))
        for day in list(self._shelves):
            if members <= MOST_MEMBERS:
                break
            if day not in kept:
                shelf = self._shelves.pop(day)
                members -= len(shelf)
                self.links.clear()
                for member in shelf.members:
                    del self._day_of[member.id]

    async def _load(self, connection: AsyncConnection, days: Iterable[date]) -> None:
        days = sorted(days)
        start, end = _midnight(days[0]), _midnight(days[-1] + timedelta(days=1))
        storied = select(*_COLUMNS).where(articles.c.story_id.is_not(None))
        # Only what is missing: a member in memory has links, and may be the revision that is decided now.
        await self._take(
            connection,
            storied.where(articles.c.published_at >= start, articles.c.published_at < end),
            only=frozenset(days),
        )

    async def _take(
        self, connection: AsyncConnection, query: Select[Any], only: frozenset[date] | None = None
    ) -> None:
        for row in await connection.execute(query):
            member = member_of(row)
            if only is None or _day(member.published_at) in only:
                self.put(member)


def member_of(row: Row[Any]) -> Member:
    """The member of a row of tables.articles (or of the columns that stories need)."""
    return Member(
        id=row.article_id,
        published_at=row.published_at,
        seen_at=row.seen_at,
        regions=frozenset(row.regions),
        words=Words(unpack(row.words, HASH)),
        clues=Clues.from_json(row.clues),
        vector=None if row.embedding is None else unpack(row.embedding, VECTOR).astype(np.float32),
        signature=None if row.minhash is None else unpack(row.minhash, HASH),
        story_id=row.story_id,
        copy_of=row.copy_of,
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
